using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Ledger;

/// <summary>What the ledger counts of a journey.</summary>
/// <param name="Outcome">Null while the journey is open.</param>
/// <param name="Moments">In the customer's order.</param>
/// <param name="Facts">What the rule makes of them.</param>
public sealed record CountedJourney(
    Guid CompanyId,
    DateOnly Day,
    Guid? ProductId,
    Outcome? Outcome,
    string? Competitor,
    IReadOnlyList<ScoredMoment> Moments,
    JourneyFacts Facts)
{
    /// <summary>Whether the order of the moments is the customer's.</summary>
    public bool IsOrdered { get; init; } = true;

    /// <summary>Whether it finished by itself.</summary>
    public bool ClosedByItself { get; init; }

    public static CountedJourney Of(Journey journey)
    {
        return new CountedJourney(
            journey.CompanyId,
            journey.Day,
            journey.ProductId,
            journey.Outcome,
            journey.Competitor,
            [.. journey.Moments.Select(m => new ScoredMoment(m.TouchpointId, m.Score) { OccurredOn = m.OccurredOn })],
            journey.Facts)
        {
            IsOrdered = journey.IsOrdered,
            ClosedByItself = journey.ClosedByItself,
        };
    }
}
