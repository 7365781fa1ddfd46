using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Measures;

/// <summary>
/// Measure B: which one fix would have saved most customers. A fix saves a journey only if all its zeros are at the fixed touchpoint.
/// </summary>
public static class FixFirst
{
    /// <summary>The score, as a share, that a fixed moment gets in the cautious reckoning.</summary>
    public const double CautiousScore = 0.1;

    /// <summary>
    /// Best first: by the Wilson lower bound of the rescued share, so that few journeys do not outrank many; then by name.
    /// </summary>
    public static IReadOnlyList<Fix> Rank(IEnumerable<Fix> fixes) =>
        [.. fixes.OrderByDescending(f => f.Rescued.Low ?? 0).ThenBy(f => f.Touchpoint, StringComparer.Ordinal)];

    /// <summary>(1/N) · Σ ButForZeros · r^zeros.</summary>
    /// <param name="rescued">Sums of ButForZeros by number of zeros.</param>
    /// <param name="r">What each zero becomes, 0 to 1.</param>
    /// <param name="n">Finished journeys; more than 0.</param>
    public static double Gain(IEnumerable<(int Zeros, double ButForZeros)> rescued, double r, long n) =>
        rescued.Sum(group => group.ButForZeros * Math.Pow(r, group.Zeros)) / n;

    /// <summary>The median of the scores that are not zero, as a share; null if there are none.</summary>
    public static double? MedianNonZero(IEnumerable<(int Tenths, long N)> scores)
    {
        var sorted = scores.Where(s => s.Tenths > 0).OrderBy(s => s.Tenths).ToList();
        var n = sorted.Sum(s => s.N);
        return n == 0 ? null : (At(sorted, (n - 1) / 2) + At(sorted, n / 2)) / 200.0;
    }

    /// <summary>Journeys that no single fix would have saved: their zeros are at two or more touchpoints.</summary>
    public static long Unsavable(IEnumerable<ZeroSet> sets) => sets.Where(s => s.Zeros.Count > 1).Sum(s => s.Journeys);

    /// <summary>
    /// Touchpoint after touchpoint, each time the one that newly rescues most given those already fixed; ties go to the one with more zeros
    /// left, then by name. Ends when every collapsed journey is rescued.
    /// </summary>
    public static IReadOnlyList<(string Touchpoint, long Rescued)> Sequence(IEnumerable<ZeroSet> sets)
    {
        var left = sets.Select(set => (set.Journeys, Unfixed: set.Zeros.Keys.ToHashSet(StringComparer.Ordinal), set.Zeros)).ToList();
        var having = left.SelectMany(set => set.Zeros.Keys, (set, touchpoint) => (touchpoint, set)).ToLookup(h => h.touchpoint, h => h.set);
        var rescued = having.ToDictionary(
            h => h.Key, h => h.Where(set => set.Unfixed.Count == 1).Sum(set => set.Journeys), StringComparer.Ordinal);

        // A touchpoint that is not fixed keeps all its zeros, and what fixing it rescues only grows: it is queued again when it does, so
        // that thousands of touchpoints, which customers can name, take no longer than their number.
        var queue = new PriorityQueue<string, (long Rescued, long Zeros, string Touchpoint)>(Comparer<(long, long, string)>.Create(
            (a, b) => (b.Item1, b.Item2).CompareTo((a.Item1, a.Item2)) is var order and not 0
                ? order
                : string.CompareOrdinal(a.Item3, b.Item3)));
        void Queue(string touchpoint) => queue.Enqueue(
            touchpoint, (rescued[touchpoint], having[touchpoint].Sum(set => set.Zeros[touchpoint] * set.Journeys), touchpoint));
        foreach (var touchpoint in rescued.Keys)
        {
            Queue(touchpoint);
        }

        var steps = new List<(string, long)>();
        while (queue.TryDequeue(out var next, out _))
        {
            // Queued before what it rescues has grown, and fixed since.
            if (!rescued.Remove(next, out var journeys))
            {
                continue;
            }

            steps.Add((next, journeys));
            foreach (var set in having[next])
            {
                set.Unfixed.Remove(next);
                if (set.Unfixed.Count == 1)
                {
                    rescued[set.Unfixed.Single()] += set.Journeys;
                    Queue(set.Unfixed.Single());
                }
            }
        }

        return steps;
    }

    /// <summary>How many collapsed journeys would live had all these touchpoints been without zeros.</summary>
    public static long RescuedBy(IEnumerable<ZeroSet> sets, IReadOnlySet<string> touchpoints) =>
        sets.Where(set => set.Zeros.Keys.All(touchpoints.Contains)).Sum(set => set.Journeys);

    private static int At(List<(int Tenths, long N)> sorted, long rank)
    {
        foreach (var (tenths, n) in sorted)
        {
            if (rank < n)
            {
                return tenths;
            }

            rank -= n;
        }

        throw new ArgumentOutOfRangeException(nameof(rank));
    }
}

/// <summary>Measure B for one touchpoint: what would be gained had all its zeros been something else.</summary>
/// <param name="Rescued">Of all finished journeys, those whose zeros are all at this touchpoint.</param>
/// <param name="GainLow">Gain in the mean product, 0 to 1, if each of those zeros had been a 1.</param>
/// <param name="GainHigh">The same, had each been the touchpoint's median score without zeros; null if it never had another score.</param>
public sealed record Fix(string Touchpoint, Guid? TouchpointId, Proportion Rescued, double GainLow, double? GainHigh);

/// <summary>One step of the greedy sequence: the next touchpoint to fix, and the journeys that no earlier fix had rescued.</summary>
public sealed record FixStep(string Touchpoint, Guid? TouchpointId, long Rescued);

/// <summary>What would have become of the collapsed journeys without the zeros at some touchpoints.</summary>
/// <param name="Touchpoints">The touchpoints, by name.</param>
/// <param name="Rescued">Of the collapsed journeys, those that have no zero elsewhere.</param>
/// <param name="Before">Survival as it is.</param>
/// <param name="After">Survival as it would have been.</param>
public sealed record WhatIf(IReadOnlyList<string> Touchpoints, Proportion Rescued, Proportion Before, Proportion After)
{
    /// <summary>Returns null if the measures know none of these touchpoints.</summary>
    public static WhatIf? Of(CompanyMeasures measures, IReadOnlySet<Guid> touchpointIds)
    {
        var names = measures.Touchpoints
            .Where(t => t.TouchpointId is { } id && touchpointIds.Contains(id))
            .Select(t => t.Touchpoint)
            .ToList();
        if (names.Count == 0)
        {
            return null;
        }

        var rescued = FixFirst.RescuedBy(measures.ZeroSets, names.ToHashSet(StringComparer.Ordinal));
        var survived = measures.Survival.Count;
        return new WhatIf(
            names, new Proportion(rescued, measures.Collapsed), measures.Survival, new Proportion(survived + rescued, measures.Journeys));
    }
}
