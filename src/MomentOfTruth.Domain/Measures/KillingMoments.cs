namespace MomentOfTruth.Domain.Measures;

/// <summary>Measure A: which touchpoints kill journeys.</summary>
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
