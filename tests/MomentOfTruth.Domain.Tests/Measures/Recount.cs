using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Measures;

/// <summary>
/// The measures straight from the moments and outcomes of journeys, as the definitions read, as simply as can be:
/// no facts, no tally, no ledger. What <see cref="CompanyMeasures"/> finds must be the same.
/// </summary>
internal sealed class Recount(IReadOnlyCollection<Journey> journeys, IReadOnlyDictionary<Guid, string> names)
{
    private readonly List<Told> _finished = [.. journeys.Where(j => j.IsFinished).Select(j => new Told(
        [.. j.Moments.Select(m => (names[m.TouchpointId], m.Score.Tenths))], j.Outcome!.Value, j.Competitor))];

    public long Journeys => _finished.Count;

    public long InProgress => journeys.Count(j => !j.IsFinished);

    public long Collapsed => _finished.Count(j => j.IsCollapsed);

    public double? MeanProduct => MeanOf(j => j.Product(zero: 0));

    public double? MeanEvenScore => MeanOf(j => j.IsCollapsed ? 0 : Math.Exp(j.Moments.Average(m => Math.Log(m.Tenths / 10.0))));

    public double? MeanAverage => MeanOf(j => j.Moments.Average(m => m.Tenths / 10.0));

    public long Hidden => _finished.Count(j => j.IsCollapsed && j.Moments.Sum(m => m.Tenths) >= 60 * j.Moments.Length);

    public long Unsavable => _finished.Count(j => j.ZerosAt.Distinct().Count() > 1);

    public long Reached(string touchpoint) => _finished.Count(j => j.UntilKilled.Any(m => m.Touchpoint == touchpoint));

    public long Kills(string touchpoint) => _finished.Count(j => j.IsCollapsed && j.UntilKilled[^1].Touchpoint == touchpoint);

    public long Rescued(string touchpoint) => RescuedBy(touchpoint).Count();

    /// <summary>What the mean product would be without the zeros at the touchpoint, less what it is.</summary>
    public double GainLow(string touchpoint) => RescuedBy(touchpoint).Sum(j => j.Product(zero: 0.1)) / Journeys;

    public double? GainHigh(string touchpoint)
    {
        var others = TenthsAt(touchpoint).Where(t => t > 0).Order().ToList();
        return others.Count == 0 ? null : RescuedBy(touchpoint)
            .Sum(j => j.Product((others[(others.Count - 1) / 2] + others[others.Count / 2]) / 200.0)) / Journeys;
    }

    public IEnumerable<(string Touchpoint, long Rescued)> Sequence()
    {
        var lost = _finished.Where(j => j.IsCollapsed).ToList();
        var done = new List<string>();
        while (lost.Count > 0)
        {
            var (touchpoint, saved, _) = lost.SelectMany(j => j.ZerosAt).Distinct().Except(done)
                .Select(t => (
                    t, Saved: lost.Where(j => !j.ZerosAt.Except([.. done, t]).Any()).ToList(),
                    Zeros: lost.Sum(j => j.ZerosAt.Count(at => at == t))))
                .OrderBy(t => -t.Saved.Count).ThenBy(t => -t.Zeros).ThenBy(t => t.t, StringComparer.Ordinal)
                .First();
            done.Add(touchpoint);
            lost = [.. lost.Except(saved)];
            yield return (touchpoint, saved.Count);
        }
    }

    /// <summary>Measure D: of the collapsed, or of the others, those who left and those who said how it ended.</summary>
    public Proportion Left(bool collapsed) => LeftOf(_finished.Where(j => j.IsCollapsed == collapsed));

    public long NotSaid => _finished.Count(j => j.Outcome == Outcome.NotSaid);

    public long LeftNowhere => _finished.Count(j => j.HasLeft && j.Competitor is null);

    public IEnumerable<(string? Key, long Leavers)> Named()
    {
        var all = _finished.Where(j => j.Competitor is not null).CountBy(j => j.Competitor!.ToUpperInvariant()).ToList();
        var few = all.Where(c => c.Value < 5).Sum(c => c.Value);
        var named = all.Where(c => c.Value >= 5).OrderBy(c => -c.Value).Select(c => ((string?)c.Key, (long)c.Value));
        return few == 0 ? named : named.Append((null, few));
    }

    /// <summary>Measure E (i).</summary>
    public Proportion Recovery(bool good) =>
        LeftOf(_finished.Where(j => j.IsCollapsed && j.AfterKilled.Length > 0 && j.AfterKilled.Average(m => m.Tenths) >= 80 == good));

    /// <summary>
    /// Measure E (ii): the mean of the differences within alike journeys, weighted; its error is that of a sum of independent differences.
    /// </summary>
    public (double Value, double Low, double High)? AtEqualAverage()
    {
        var (weights, sum, variance) = (0.0, 0.0, 0.0);
        foreach (var alike in _finished.GroupBy(j => (j.Moments.Length, j.Moments.Sum(m => m.Tenths) / (5 * j.Moments.Length))))
        {
            var (first, second) = (LeftOf(alike.Where(j => j.IsCollapsed)), LeftOf(alike.Where(j => !j.IsCollapsed)));
            if (first.N > 0 && second.N > 0)
            {
                var (p, q, weight) = (first.Rate!.Value, second.Rate!.Value, 1 / ((1.0 / first.N) + (1.0 / second.N)));
                (weights, sum) = (weights + weight, sum + (weight * (p - q)));
                variance += weight * weight * ((p * (1 - p) / first.N) + (q * (1 - q) / second.N));
            }
        }

        var (value, halfWidth) = (sum / weights, Proportion.Z95 * Math.Sqrt(variance) / weights);
        return weights == 0 ? null : (value, value - halfWidth, value + halfWidth);
    }

    public IEnumerable<(int Position, long AtRisk, long Killed, double Survival)> SurvivalCurve()
    {
        var survival = 1.0;
        for (var k = 1; ; k++)
        {
            var atRisk = _finished.Where(j => j.Moments.Length >= k && j.Moments.Take(k - 1).All(m => m.Tenths > 0)).ToList();
            if (atRisk.Count < 10)
            {
                yield break;
            }

            var killed = atRisk.Count(j => j.Moments[k - 1].Tenths == 0);
            survival *= 1 - ((double)killed / atRisk.Count);
            yield return (k, atRisk.Count, killed, survival);
        }
    }

    public IEnumerable<(string Touchpoint, long N, long Zeros, double Mean)> Touchpoints() => _finished
        .SelectMany(j => j.Moments).Select(m => m.Touchpoint).Distinct().Order(StringComparer.Ordinal)
        .Select(t => (t, (long)TenthsAt(t).Count(), (long)TenthsAt(t).Count(tenths => tenths == 0), TenthsAt(t).Average() / 10));

    public static Tally TallyOf(IEnumerable<Journey> journeys)
    {
        var tally = new Tally();
        foreach (var journey in journeys)
        {
            tally.Add(journey);
        }

        return tally;
    }

    private IEnumerable<Told> RescuedBy(string touchpoint) => _finished.Where(j => j.IsCollapsed && j.ZerosAt.All(t => t == touchpoint));

    private IEnumerable<int> TenthsAt(string touchpoint) =>
        _finished.SelectMany(j => j.Moments).Where(m => m.Touchpoint == touchpoint).Select(m => m.Tenths);

    private double? MeanOf(Func<Told, double> value) => _finished.Count == 0 ? null : _finished.Average(value);

    private static Proportion LeftOf(IEnumerable<Told> journeys)
    {
        var said = journeys.Where(j => j.Outcome != Outcome.NotSaid).ToList();
        return new Proportion(said.Count(j => j.HasLeft), said.Count);
    }

    private sealed record Told((string Touchpoint, int Tenths)[] Moments, Outcome Outcome, string? Competitor)
    {
        public bool IsCollapsed => Moments.Any(m => m.Tenths == 0);

        public bool HasLeft => Outcome is Outcome.Left or Outcome.LeftForCompetitor or Outcome.Returned;

        public IEnumerable<string> ZerosAt => Moments.Where(m => m.Tenths == 0).Select(m => m.Touchpoint);

        public (string Touchpoint, int Tenths)[] UntilKilled =>
            [.. Moments.TakeWhile(m => m.Tenths > 0), .. Moments.SkipWhile(m => m.Tenths > 0).Take(1)];

        public (string Touchpoint, int Tenths)[] AfterKilled => Moments[UntilKilled.Length..];

        public double Product(double zero) => Moments.Aggregate(1.0, (product, m) => product * (m.Tenths == 0 ? zero : m.Tenths / 100.0));
    }
}
