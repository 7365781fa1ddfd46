using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>One journey with the names of what it speaks of, in the language of the page.</summary>
public sealed record JourneyView(Journey Journey, string? Product, IReadOnlyDictionary<Guid, string> Touchpoints)
{
    public string Name => Journey.Title ?? TouchpointAt(1);

    public string TouchpointAt(int position) => Touchpoints[Journey.Moments[position - 1].TouchpointId];
}
