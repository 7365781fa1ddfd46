using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Measures;

/// <summary>
/// Measure B3: which touchpoints moved survival between two periods. As the fair shares of a period sum up to its share of collapsed
/// journeys, survival's change = Σ over the touchpoints of (share before − share now), exactly. The periods have no journey in common, so
/// that each part has the interval ± 1.96·√(variance before + variance now).
/// </summary>
/// <param name="Survival">What the bars sum up to.</param>
/// <param name="Bars">
/// For a waterfall: those that are certain first, of them and of the others the largest first, whichever way. None if a period has no
/// journey.
/// </param>
public sealed record WhatMoved(Change Survival, IReadOnlyList<MovedShare> Bars)
{
    /// <summary>How many touchpoints have a part in it.</summary>
    public int Touchpoints => Bars.Count;

    /// <summary>Touchpoints of the same name in both periods are one.</summary>
    public static WhatMoved Of(CompanyMeasures before, CompanyMeasures now)
    {
        var survival = Change.OfShares(before.Survival, now.Survival, moreIsBetter: true);
        if (survival.Value is null)
        {
            return new WhatMoved(survival, []);
        }

        var (then, since) = (before.FairShares.ToDictionary(s => s.Touchpoint), now.FairShares.ToDictionary(s => s.Touchpoint));
        var areEnough = Proportion.VerdictOf(survival.Fewest) == SampleVerdict.Ranked;
        var bars = then.Keys.Union(since.Keys)
            .Select(name => MovedShare.Of(name, then.GetValueOrDefault(name), since.GetValueOrDefault(name), areEnough));
        return new WhatMoved(survival, [.. bars
            .OrderByDescending(b => b.IsCertain)
            .ThenByDescending(b => Math.Abs(b.Value))
            .ThenBy(b => b.Touchpoint, StringComparer.Ordinal)]);
    }
}

/// <summary>One bar of measure B3.</summary>
/// <param name="Before">The touchpoint's fair share in the period before; 0 where it had no zero.</param>
/// <param name="Now">Its fair share now.</param>
/// <param name="Low">Lower bound of the 95 % interval of the <paramref name="Value"/>.</param>
/// <param name="High">Upper bound.</param>
/// <param name="Value">Before minus now: what it added to survival, or, below zero, took from it.</param>
/// <param name="IsCertain">
/// Whether the interval leaves zero. It is of the normal distribution, which few journeys do not follow: nothing is certain with fewer than
/// 30 in either period, or fewer than 5 that have a zero at the touchpoint in both together.
/// </param>
public sealed record MovedShare(
    string Touchpoint, Guid? TouchpointId, double Before, double Now, double Value, double Low, double High, bool IsCertain)
{
    internal static MovedShare Of(string touchpoint, FairShare? before, FairShare? now, bool areEnough)
    {
        var (then, since) = (before?.Share ?? 0, now?.Share ?? 0);
        var halfWidth = Proportion.Z95 * Math.Sqrt((before?.Variance ?? 0) + (now?.Variance ?? 0));
        var (low, high) = (then - since - halfWidth, then - since + halfWidth);
        var haveZeros = Proportion.VerdictOf((before?.Collapsed ?? 0) + (now?.Collapsed ?? 0)) != SampleVerdict.CountsOnly;
        return new MovedShare(touchpoint, now?.TouchpointId ?? before?.TouchpointId, then, since, then - since, low, high, areEnough
            && haveZeros && (low > 0 || high < 0));
    }
}
