using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Measures;

/// <summary>
/// Measure B2: how much of the damage is a touchpoint's. A collapsed journey is shared equally among the touchpoints that have its zeros,
/// which is the Shapley value of "journeys saved if these touchpoints had no zeros" (L. S. Shapley, A value for n-person games, 1953).
/// Needs no order, and sees the journeys with zeros at several touchpoints, of which no single fix would have saved one.
/// </summary>
public static class FairShares
{
    /// <summary>The largest first, then by name. Together they are the share of collapsed journeys.</summary>
    /// <param name="sets">Where the zeros of the collapsed journeys are.</param>
    /// <param name="journeys">N: finished journeys.</param>
    /// <param name="idOf">The touchpoint of a name; null where several have it.</param>
    public static IReadOnlyList<FairShare> Of(IEnumerable<ZeroSet> sets, long journeys, Func<string, Guid?> idOf) =>
    [
        .. sets
            .SelectMany(set => set.Zeros.Keys, (set, touchpoint) => (Touchpoint: touchpoint, SharedBy: set.Zeros.Count, set.Journeys))
            .GroupBy(part => part.Touchpoint)
            .Select(parts => Of(parts.Key, idOf(parts.Key), [.. parts.Select(p => (p.SharedBy, p.Journeys))], journeys))
            .OrderByDescending(share => share.Share).ThenBy(share => share.Touchpoint, StringComparer.Ordinal),
    ];

    // Whole counts by how many touchpoints share a journey, in that order, so that the last digit does not depend on the order of the sets.
    // The variance of one journey's part is the mean of its square less the square of its mean.
    private static FairShare Of(string touchpoint, Guid? id, IReadOnlyList<(int SharedBy, long Journeys)> parts, long journeys)
    {
        var counts = parts
            .GroupBy(p => p.SharedBy)
            .OrderBy(same => same.Key)
            .Select(same => (same.Key, N: same.Sum(p => p.Journeys)))
            .ToList();
        var collapsed = counts.Sum(c => c.N);
        var share = counts.Sum(c => (double)c.N / c.Key) / journeys;
        var meanSquare = counts.Sum(c => (double)c.N / (c.Key * c.Key)) / journeys;
        var variance = Math.Max(0, meanSquare - (share * share)) / journeys;
        var halfWidth = Proportion.Z95 * Math.Sqrt(variance);
        return new FairShare(touchpoint, id, collapsed, share, Math.Max(0, share - halfWidth), Math.Min(1, share + halfWidth))
        {
            Variance = variance,
        };
    }
}

/// <summary>Measure B2 for one touchpoint.</summary>
/// <param name="Collapsed">Journeys with a zero there.</param>
/// <param name="Share">Its part of the damage, of all finished journeys; 0 to 1.</param>
/// <param name="Low">Lower bound of the 95 % interval, cut at 0.</param>
/// <param name="High">Upper bound, cut at 1.</param>
public sealed record FairShare(string Touchpoint, Guid? TouchpointId, long Collapsed, double Share, double Low, double High)
{
    /// <summary>The square of the share's standard error.</summary>
    public double Variance { get; init; }
}
