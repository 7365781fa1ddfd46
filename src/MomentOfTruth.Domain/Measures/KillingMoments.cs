using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Measures;

/// <summary>Measure A: which touchpoints kill journeys, of journeys whose moments have an order.</summary>
public static class KillingMoments
{
    /// <summary>
    /// Touchpoints reached often enough to be ranked come first; within each group most kills first, then the higher rate, then by name.
    /// </summary>
    public static IReadOnlyList<KillingMoment> Rank(IEnumerable<KillingMoment> touchpoints) =>
        [.. touchpoints
            .OrderByDescending(t => t.KillRate.Verdict == SampleVerdict.Ranked)
            .ThenByDescending(t => t.Kills)
            .ThenByDescending(t => t.KillRate.Rate ?? 0)
            .ThenBy(t => t.Touchpoint, StringComparer.Ordinal)];
}

/// <summary>Measure A for one touchpoint.</summary>
/// <param name="Reached">Journeys with a moment at the touchpoint at or before their killing moment.</param>
/// <param name="Kills">Journeys whose killing moment was at the touchpoint.</param>
/// <param name="Collapsed">All collapsed journeys with an order of the same period and filter.</param>
public sealed record KillingMoment(string Touchpoint, Guid? TouchpointId, long Reached, long Kills, long Collapsed)
{
    /// <summary>kills / reached.</summary>
    public Proportion KillRate => new(Kills, Reached);

    /// <summary>kills / collapsed.</summary>
    public Proportion KillShare => new(Kills, Collapsed);
}
