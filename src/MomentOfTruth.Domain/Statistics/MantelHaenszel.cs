namespace MomentOfTruth.Domain.Statistics;

/// <summary>
/// The difference of two shares within strata, weighted over the strata: Mantel and Haenszel's risk difference, with the variance of
/// S. Greenland and J. M. Robins (Estimation of a common effect parameter from sparse follow-up data, Biometrics 41, 1985).
/// </summary>
/// <param name="FirstN">Observations of the first group in strata that have both.</param>
/// <param name="SecondN">Those of the second group.</param>
/// <param name="Value">First minus second, −1 to 1; null if no stratum has both groups.</param>
/// <param name="Low">Lower bound of the 95 % interval.</param>
/// <param name="High">Upper bound of the 95 % interval.</param>
public sealed record MantelHaenszel(long FirstN, long SecondN, double? Value, double? Low, double? High)
{
    /// <summary>Whether both groups have enough observations to be compared.</summary>
    public bool MayBeShown => Proportion.VerdictOf(FirstN) == SampleVerdict.Ranked && Proportion.VerdictOf(SecondN) == SampleVerdict.Ranked;

    public static MantelHaenszel Of(IEnumerable<Stratum> strata)
    {
        double difference = 0, variance = 0, weight = 0;
        long firstN = 0, secondN = 0;
        foreach (var (first, second) in strata.Where(s => s.First.N > 0 && s.Second.N > 0))
        {
            double a = first.Count, b = first.N - first.Count, c = second.Count, d = second.N - second.Count;
            double n1 = first.N, n0 = second.N, n = n1 + n0;
            difference += ((a * n0) - (c * n1)) / n;
            weight += n1 * n0 / n;
            variance += ((a * b * n0 * n0 * n0) + (c * d * n1 * n1 * n1)) / (n1 * n0 * n * n);
            firstN += first.N;
            secondN += second.N;
        }

        if (weight == 0)
        {
            return new MantelHaenszel(0, 0, null, null, null);
        }

        var value = difference / weight;
        var halfWidth = Proportion.Z95 * Math.Sqrt(variance) / weight;
        return new MantelHaenszel(firstN, secondN, value, value - halfWidth, value + halfWidth);
    }
}

/// <summary>Two groups that are alike but for what is compared.</summary>
public sealed record Stratum(Proportion First, Proportion Second);
