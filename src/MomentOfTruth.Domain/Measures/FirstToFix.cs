using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Measures;

/// <summary>
/// The evidence for the sentence "fix this first": what the fair share (B2) and the rescued share (B) put first, whether they agree, and
/// whether the first by fair share is ahead of the second by more than chance.
/// </summary>
/// <param name="Share">The touchpoint with the largest fair share; null if no journey collapsed.</param>
/// <param name="RunnerUp">The second; null if there is none.</param>
/// <param name="Rescue">
/// The touchpoint that alone would have saved most, by the lower bound of its interval; null if no single fix would have saved a journey.
/// </param>
/// <param name="Lead">How far the first fair share is ahead of the second, or of nothing; null if no journey collapsed.</param>
public sealed record FirstToFix(FairShare? Share, FairShare? RunnerUp, Fix? Rescue, ShareLead? Lead)
{
    /// <summary>Whether both reckonings put the same touchpoint first.</summary>
    public bool DoAgree => Share is not null && Share.Touchpoint == Rescue?.Touchpoint;

    /// <summary>Finished journeys.</summary>
    public required long Journeys { get; init; }

    public FirstToFixVerdict Verdict => Share is null ? FirstToFixVerdict.Nothing
        : Proportion.VerdictOf(Journeys) != SampleVerdict.Ranked ? FirstToFixVerdict.TooFew
        : Lead!.IsCertain ? FirstToFixVerdict.Clear
        : FirstToFixVerdict.TooClose;

    public static FirstToFix Of(CompanyMeasures measures)
    {
        var first = measures.FairShares is [var largest, ..] ? largest : null;
        var second = measures.FairShares is [_, var next, ..] ? next : null;
        var rescue = measures.Fixes is [var best, ..] ? best : null;
        var lead = first is null ? null : ShareLead.Of(measures.ZeroSets, measures.Journeys, first.Touchpoint, second?.Touchpoint);
        return new FirstToFix(first, second, rescue, lead) { Journeys = measures.Journeys };
    }
}

/// <summary>What may be said of the first to fix.</summary>
public enum FirstToFixVerdict
{
    /// <summary>No journey collapsed.</summary>
    Nothing,

    /// <summary>Fewer than 30 journeys: nothing is ranked.</summary>
    TooFew,

    /// <summary>The first or the second: the interval of their difference holds zero.</summary>
    TooClose,

    /// <summary>The first is ahead by more than chance.</summary>
    Clear,
}

/// <summary>
/// The difference of two fair shares of the same journeys. They are not independent, as what is one's part of a journey is not the
/// other's, so that the interval is that of the mean of the differences within each journey: d(j) = share(a, j) − share(b, j), with the
/// variance (Σ d²/N − (Σ d/N)²)/N, ± 1.96 standard errors (the paired comparison of means; Student, The probable error of a mean, 1908).
/// </summary>
/// <param name="Value">The first's share minus the second's.</param>
/// <param name="Low">Lower bound of the 95 % interval.</param>
/// <param name="High">Upper bound.</param>
public sealed record ShareLead(double Value, double Low, double High)
{
    /// <summary>Whether the interval leaves zero.</summary>
    public bool IsCertain => Low > 0 || High < 0;

    /// <param name="sets">Where the zeros of the collapsed journeys are.</param>
    /// <param name="journeys">Finished journeys, more than 0.</param>
    /// <param name="first">The one.</param>
    /// <param name="second">The other; null to compare with nothing.</param>
    public static ShareLead Of(IEnumerable<ZeroSet> sets, long journeys, string first, string? second)
    {
        // A journey with zeros at both, or at neither, tells nothing of which is the worse. Whole counts by how many share a journey, in
        // that order, so that the last digit does not depend on the order of the sets.
        var told = sets
            .Select(set => (SharedBy: set.Zeros.Count, Sign: Sign(set, first) - Sign(set, second), set.Journeys))
            .Where(set => set.Sign != 0)
            .GroupBy(set => set.SharedBy)
            .OrderBy(same => same.Key)
            .Select(same => (same.Key, Net: same.Sum(set => set.Sign * set.Journeys), N: same.Sum(set => set.Journeys)))
            .ToList();
        var value = told.Sum(t => (double)t.Net / t.Key) / journeys;
        var meanSquare = told.Sum(t => (double)t.N / (t.Key * t.Key)) / journeys;
        var halfWidth = Proportion.Z95 * Math.Sqrt(Math.Max(0, meanSquare - (value * value)) / journeys);
        return new ShareLead(value, value - halfWidth, value + halfWidth);
    }

    private static int Sign(ZeroSet set, string? touchpoint) => touchpoint is not null && set.Zeros.ContainsKey(touchpoint) ? 1 : 0;
}
