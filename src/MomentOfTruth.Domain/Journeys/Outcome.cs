namespace MomentOfTruth.Domain.Journeys;

/// <summary>How a finished journey ended.</summary>
public enum Outcome
{
    Stayed = 1,
    Complained = 2,
    Returned = 3,
    Left = 4,
    LeftForCompetitor = 5,
    NotSaid = 6,
}
