namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>Which journeys a list holds. Measures count finished ones only, so that is what is meant unless said otherwise.</summary>
public enum JourneyState
{
    Finished,
    Open,
    All,
}
