using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Measures;

/// <summary>
/// Measure F: how many journeys are alive after their k-th moment (E. L. Kaplan and P. Meier, JASA 53, 1958), position taking the place of
/// time. A journey that was finished alive is censored at its last moment. The 95 % band is Greenwood's on the log-log scale.
/// </summary>
public static class SurvivalCurve
{
    /// <summary>The curve ends where fewer journeys than this are at risk.</summary>
    public const int FewestAtRisk = 10;

    /// <param name="ends">Journeys by the last position at which they were at risk, and whether they were killed there.</param>
    public static IReadOnlyList<SurvivalPoint> Of(
        IEnumerable<(int Position, bool Killed, long Journeys)> ends, int fewestAtRisk = FewestAtRisk)
    {
        var rows = ends.ToList();
        var points = new List<SurvivalPoint>();
        double survival = 1, greenwood = 0;
        for (var position = 1; ; position++)
        {
            var atRisk = rows.Where(r => r.Position >= position).Sum(r => r.Journeys);
            if (atRisk == 0 || atRisk < fewestAtRisk)
            {
                return points;
            }

            var killed = rows.Where(r => r.Position == position && r.Killed).Sum(r => r.Journeys);
            survival *= (double)(atRisk - killed) / atRisk;
            greenwood += (double)killed / ((double)atRisk * (atRisk - killed));
            var (low, high) = Band(survival, greenwood);
            points.Add(new SurvivalPoint(position, atRisk, killed, survival, low, high));
        }
    }

    // The band is undefined while no journey has been lost, and once all have been.
    private static (double? Low, double? High) Band(double survival, double greenwood)
    {
        if (survival is 0 or 1)
        {
            return (null, null);
        }

        var spread = Math.Exp(Proportion.Z95 * Math.Sqrt(greenwood) / Math.Abs(Math.Log(survival)));
        return (Math.Pow(survival, spread), Math.Pow(survival, 1 / spread));
    }
}

/// <summary>One position of the survival curve.</summary>
/// <param name="Position">k, from 1.</param>
/// <param name="AtRisk">Journeys that have a k-th moment and no earlier zero.</param>
/// <param name="Killed">Those killed at k.</param>
/// <param name="Survival">S(k), 0 to 1.</param>
/// <param name="Low">Lower bound of the 95 % band; null where it is undefined (S is 0 or 1).</param>
/// <param name="High">Upper bound.</param>
public sealed record SurvivalPoint(int Position, long AtRisk, long Killed, double Survival, double? Low, double? High);
