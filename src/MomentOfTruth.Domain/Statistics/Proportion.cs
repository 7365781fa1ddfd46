namespace MomentOfTruth.Domain.Statistics;

/// <summary>
/// A share of n, honest about small n. The interval is Wilson's score interval
/// (E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22, 1927).
/// </summary>
public readonly record struct Proportion
{
    /// <summary>The 97.5 % point of the normal distribution, for 95 % intervals.</summary>
    public const double Z95 = 1.959963984540054;

    private const long FewestForRate = 5, FewestForRank = 30;

    /// <summary>Throws unless 0 ≤ count ≤ n.</summary>
    public Proportion(long count, long n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, n);
        Count = count;
        N = n;
    }

    public long Count { get; }

    public long N { get; }

    /// <summary>count / n, 0 to 1; null if n is 0. The verdict decides whether it may be shown.</summary>
    public double? Rate => N == 0 ? null : (double)Count / N;

    /// <summary>Lower bound of the 95 % Wilson interval, 0 to 1; null if n is 0.</summary>
    public double? Low => N == 0 ? null : Count == 0 ? 0 : Centre - HalfWidth;

    /// <summary>Upper bound of the 95 % Wilson interval, 0 to 1; null if n is 0.</summary>
    public double? High => N == 0 ? null : Count == N ? 1 : Centre + HalfWidth;

    public SampleVerdict Verdict => VerdictOf(N);

    private double Centre => (Count + (Z95 * Z95 / 2)) / (N + (Z95 * Z95));

    private double HalfWidth => Z95 / (N + (Z95 * Z95)) * Math.Sqrt(((double)Count * (N - Count) / N) + (Z95 * Z95 / 4));

    public static SampleVerdict VerdictOf(long n) => n switch
    {
        < FewestForRate => SampleVerdict.CountsOnly,
        < FewestForRank => SampleVerdict.LowBase,
        _ => SampleVerdict.Ranked,
    };
}

/// <summary>How much may be said with n observations, decided in one place.</summary>
public enum SampleVerdict
{
    /// <summary>n below 5: counts only, no rate.</summary>
    CountsOnly,

    /// <summary>n from 5 to 29: a rate with its interval, marked "low base", never ranked.</summary>
    LowBase,

    /// <summary>n of 30 or more: may be ranked.</summary>
    Ranked,
}
