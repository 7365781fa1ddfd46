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

/// <summary>Student's t distribution.</summary>
public static class StudentT
{
    /// <summary>
    /// Its 97.5 % point, from the normal one by four terms of the expansion in 1/ν (M. Abramowitz and I. A. Stegun, Handbook of
    /// Mathematical Functions, 26.7.5): right to 4 digits from 10 degrees of freedom, and to 6 from 29, below which nothing is compared.
    /// </summary>
    /// <param name="freedom">ν, at least 1; not necessarily whole.</param>
    public static double Of975(double freedom)
    {
        const double Z = Proportion.Z95;
        var (z3, z5, z7, z9) = (Math.Pow(Z, 3), Math.Pow(Z, 5), Math.Pow(Z, 7), Math.Pow(Z, 9));
        return Z
            + ((z3 + Z) / (4 * freedom))
            + (((5 * z5) + (16 * z3) + (3 * Z)) / (96 * Math.Pow(freedom, 2)))
            + (((3 * z7) + (19 * z5) + (17 * z3) - (15 * Z)) / (384 * Math.Pow(freedom, 3)))
            + (((79 * z9) + (776 * z7) + (1482 * z5) - (1920 * z3) - (945 * Z)) / (92160 * Math.Pow(freedom, 4)));
    }
}
