namespace MomentOfTruth.Domain.Statistics;

/// <summary>
/// A compared number: what it was, what it is, and the difference with its 95 % interval (Newcombe's for shares, see
/// <see cref="Difference"/>; Welch's for means, see <see cref="MeanDifference"/>). It is called better or worse only if the interval
/// leaves zero.
/// </summary>
/// <param name="Before">Null without observations, like <paramref name="Now"/>.</param>
/// <param name="Interval">Now minus before.</param>
/// <param name="Fewest">The observations on the side that has fewer.</param>
/// <param name="MoreIsBetter">Whether the number should rise, such as survival, and not fall, such as the share of those who left.</param>
public sealed record Change(double? Before, double? Now, IDifference Interval, long Fewest, bool MoreIsBetter)
{
    public static Change OfShares(Proportion before, Proportion now, bool moreIsBetter) =>
        new(before.Rate, now.Rate, new Difference(now, before), Math.Min(before.N, now.N), moreIsBetter);

    public static Change OfMeans(SampleMean before, SampleMean now, bool moreIsBetter) =>
        new(before.Mean, now.Mean, new MeanDifference(now, before), Math.Min(before.N, now.N), moreIsBetter);

    /// <summary>Now minus before; null if either has no observations.</summary>
    public double? Value => Interval.Value;

    /// <summary>Lower bound of the 95 % interval of the difference.</summary>
    public double? Low => Interval.Low;

    /// <summary>Upper bound of the 95 % interval of the difference.</summary>
    public double? High => Interval.High;

    public ChangeVerdict Verdict => Proportion.VerdictOf(Fewest) == SampleVerdict.CountsOnly ? ChangeVerdict.TooFew
        : !Interval.IsCertain ? ChangeVerdict.NotSure
        : Value > 0 == MoreIsBetter ? ChangeVerdict.Better
        : ChangeVerdict.Worse;
}

/// <summary>What may be said of a change.</summary>
public enum ChangeVerdict
{
    /// <summary>Fewer than 5 observations on a side: the counts, and nothing of a difference.</summary>
    TooFew,

    /// <summary>The interval holds zero: it may be chance.</summary>
    NotSure,

    Better,

    Worse,
}
