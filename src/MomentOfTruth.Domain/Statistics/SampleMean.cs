namespace MomentOfTruth.Domain.Statistics;

/// <summary>The mean of a sample, and how much its values vary.</summary>
/// <param name="N">How many values.</param>
/// <param name="Mean">Null without values.</param>
/// <param name="Variance">The variance that the sample estimates (divided by N − 1); null with fewer than two values.</param>
public readonly record struct SampleMean(long N, double? Mean, double? Variance)
{
    public SampleVerdict Verdict => Proportion.VerdictOf(N);

    /// <param name="n">How many values.</param>
    /// <param name="sum">Their sum.</param>
    /// <param name="squares">The sum of their squares.</param>
    public static SampleMean Of(long n, double sum, double squares)
    {
        if (n == 0)
        {
            return default;
        }

        // Never below zero by rounding, where all values are the same.
        var mean = sum / n;
        return new SampleMean(n, mean, n < 2 ? null : Math.Max(0, (squares - (n * mean * mean)) / (n - 1)));
    }

    /// <summary>The sample on another scale.</summary>
    public SampleMean Times(double factor) => new(N, Mean * factor, Variance * factor * factor);
}

/// <summary>
/// The difference of two independent means with its 95 % interval, whatever their variances (B. L. Welch, The generalization of "Student's"
/// problem when several different population variances are involved, Biometrika 34, 1947; degrees of freedom by F. E. Satterthwaite, 1946).
/// </summary>
public sealed record MeanDifference(SampleMean First, SampleMean Second) : IDifference
{
    public double? Value => First.Mean - Second.Mean;

    public double? Low => Value - HalfWidth;

    public double? High => Value + HalfWidth;

    public bool MayBeShown => First.Verdict == SampleVerdict.Ranked && Second.Verdict == SampleVerdict.Ranked;

    private double? HalfWidth
    {
        get
        {
            if (First.Variance is not { } v || Second.Variance is not { } w)
            {
                return null;
            }

            double a = v / First.N, b = w / Second.N;
            var freedom = Squared(a + b) / ((a * a / (First.N - 1)) + (b * b / (Second.N - 1)));
            return a + b == 0 ? 0 : StudentT.Of975(freedom) * Math.Sqrt(a + b);
        }
    }

    private static double Squared(double x) => x * x;
}
