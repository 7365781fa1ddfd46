using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>One journey with the names of what it speaks of, in the language of the page.</summary>
/// <param name="ChangedAtUtc">When the customer last changed a moment after sending it; null if that never was. What was there before, only the customer sees.</param>
public sealed record JourneyView(Journey Journey, string? Product, IReadOnlyDictionary<Guid, string> Touchpoints, DateTime? ChangedAtUtc)
{
    public string Name => Journey.Title ?? TouchpointAt(1);

    public string TouchpointAt(int position) => Touchpoints[Journey.Moments[position - 1].TouchpointId];
}
