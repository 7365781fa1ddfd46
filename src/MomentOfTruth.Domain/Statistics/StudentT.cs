namespace MomentOfTruth.Domain.Statistics;

/// <summary>
/// Student's t distribution. With t = √ν·tan θ its density in θ is Γ((ν+1)/2) / (√π·Γ(ν/2)) · cos^(ν−1) θ, so that a share of it is an
/// integral of a power of the cosine (M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 26.7).
/// </summary>
public static class StudentT
{
    // The expansion is right to 7 digits from here on, the solution below it.
    private const double ManyFreedoms = 30;

    /// <summary>Its 97.5 % point, for 95 % intervals: right to 6 digits.</summary>
    /// <param name="freedom">ν, at least 1; not necessarily whole.</param>
    public static double Of975(double freedom)
    {
        var t = Expanded(freedom);
        return freedom >= ManyFreedoms ? t : Solved(freedom, t);
    }

    // From the normal distribution's point by four terms of the expansion in 1/ν (26.7.5).
    private static double Expanded(double freedom)
    {
        const double Z = Proportion.Z95;
        var (z3, z5, z7, z9) = (Math.Pow(Z, 3), Math.Pow(Z, 5), Math.Pow(Z, 7), Math.Pow(Z, 9));
        return Z
            + ((z3 + Z) / (4 * freedom))
            + (((5 * z5) + (16 * z3) + (3 * Z)) / (96 * Math.Pow(freedom, 2)))
            + (((3 * z7) + (19 * z5) + (17 * z3) - (15 * Z)) / (384 * Math.Pow(freedom, 3)))
            + (((79 * z9) + (776 * z7) + (1482 * z5) - (1920 * z3) - (945 * Z)) / (92160 * Math.Pow(freedom, 4)));
    }

    // Newton's steps from below the solution, where the distribution is concave, never pass it: five are enough from ν = 1.
    private static double Solved(double freedom, double t)
    {
        const double Within = 0.95;
        const int Steps = 6;
        var constant = GammaRatio(freedom / 2) / Math.Sqrt(Math.PI);
        for (var step = 0; step < Steps; step++)
        {
            var angle = Math.Atan(t / Math.Sqrt(freedom));
            var density = constant * Math.Pow(Math.Cos(angle), freedom + 1) / Math.Sqrt(freedom);
            t += (Within - (2 * constant * CosineIntegral(freedom - 1, angle))) / (2 * density);
        }

        return t;
    }

    // The integral of cos^power from 0 to the angle, by Simpson's rule.
    private static double CosineIntegral(double power, double angle)
    {
        const int Intervals = 64;
        var width = angle / Intervals;
        double At(int i) => Math.Pow(Math.Cos(i * width), power);
        return width / 3 * (At(0) + At(Intervals) + Enumerable.Range(1, Intervals - 1).Sum(i => (i % 2 == 0 ? 2 : 4) * At(i)));
    }

    // Γ(x + ½) / Γ(x): carried up to where its series in 1/x holds (6.1.47).
    private static double GammaRatio(double x)
    {
        const double Large = 15;
        var factor = 1.0;
        for (; x < Large; x++)
        {
            factor *= x / (x + 0.5);
        }

        var y = 1 / (8 * x);
        return factor * Math.Sqrt(x) * (1 - y + (y * y / 2) + (5 * y * y * y / 2) - (21 * Math.Pow(y, 4) / 8));
    }
}
