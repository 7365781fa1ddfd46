using MomentOfTruth.Domain.Ledger;

namespace MomentOfTruth.Domain.Measures;

/// <summary>
/// Measure I: who kills when. Touchpoints compete to be the killer, and what touchpoint t has taken after the k-th moment is its
/// cumulative incidence F_t(k) = Σ_{i≤k} S(i−1)·d_{t,i}/n_i, with n_i the journeys at risk at position i, d_{t,i} those killed there at t,
/// and S of <see cref="SurvivalCurve"/>; so that Σ_t F_t(k) = 1 − S(k) (J. D. Kalbfleisch and R. L. Prentice, The Statistical Analysis of
/// Failure Time Data, 1980, chapter 8). Journeys without an order are left out.
/// </summary>
/// <param name="Curve">Measure F, with as many positions as every touchpoint has steps.</param>
/// <param name="Touchpoints">Those that took something: most first, then by name.</param>
public sealed record CompetingRisks(IReadOnlyList<SurvivalPoint> Curve, IReadOnlyList<TouchpointRisk> Touchpoints)
{
    /// <param name="totals">Reads <see cref="TallyKind.Position"/> and <see cref="TallyKind.KillsAt"/>.</param>
    /// <param name="touchpointNames">Names of all touchpoints that the totals speak of; touchpoints of the same name count as one.</param>
    /// <param name="fewestAtRisk">It ends where fewer journeys than this are at risk.</param>
    public static CompetingRisks Of(
        LedgerTotals totals, IReadOnlyDictionary<Guid, string> touchpointNames, int fewestAtRisk = SurvivalCurve.FewestAtRisk)
    {
        var curve = SurvivalCurve.Of(
            totals.Of<PositionKey>(TallyKind.Position).Select(row => (row.Key.Position, row.Key.IsKilled, row.Count.N)), fewestAtRisk);
        var touchpoints = totals.Of<KillsAtKey>(TallyKind.KillsAt)
            .Where(row => row.Key.Position <= curve.Count)
            .GroupBy(row => touchpointNames[row.Key.TouchpointId])
            .Select(same => new TouchpointRisk(
                same.Key,
                same.Select(row => row.Key.TouchpointId).Distinct().Take(2).ToList() is [var only] ? only : null,
                Steps(curve, same.GroupBy(row => row.Key.Position).ToDictionary(at => at.Key, at => at.Sum(row => row.Count.N)))));
        return new CompetingRisks(
            curve, [.. touchpoints.OrderByDescending(t => t.Total).ThenBy(t => t.Touchpoint, StringComparer.Ordinal)]);
    }

    private static List<RiskStep> Steps(IReadOnlyList<SurvivalPoint> curve, Dictionary<int, long> kills)
    {
        var (alive, total, steps) = (1.0, 0.0, new List<RiskStep>(curve.Count));
        foreach (var point in curve)
        {
            var killed = kills.GetValueOrDefault(point.Position);
            var taken = alive * killed / point.AtRisk;
            total += taken;
            steps.Add(new RiskStep(point.Position, killed, taken, total));
            alive = point.Survival;
        }

        return steps;
    }
}

/// <summary>What one touchpoint takes along the journey.</summary>
/// <param name="Steps">One for every position of the curve, in order.</param>
public sealed record TouchpointRisk(string Touchpoint, Guid? TouchpointId, IReadOnlyList<RiskStep> Steps)
{
    /// <summary>What it has taken by the last position, as a share of the journeys; 0 to 1.</summary>
    public double Total => Steps[^1].Total;
}

/// <summary>What one touchpoint takes at one position.</summary>
/// <param name="Position">k, from 1.</param>
/// <param name="Killed">Journeys killed there and then.</param>
/// <param name="Taken">S(k−1)·d/n: the share of all journeys that it takes here.</param>
/// <param name="Total">F(k): what it has taken up to here.</param>
public sealed record RiskStep(int Position, long Killed, double Taken, double Total);
