using System.Collections.Immutable;
using System.Globalization;
using MomentOfTruth.Web.Features.Exports;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>The dashboard's numbers as rows of a file, one number a row.</summary>
public static class DashboardCells
{
    public static readonly IReadOnlyList<string> Columns = ["section", "touchpoint", "key", "value"];

    public static IEnumerable<CsvCell[]> Of(DashboardSummary summary)
    {
        return Cards(summary)
            .Concat(Touchpoints(summary.Measures))
            .Concat(Endings(summary))
            .Concat(OverTime(summary))
            .Concat(Others(summary.Benchmark))
            .Select(row => new CsvCell[] { row.Section, row.Touchpoint, row.Key, row.Value });
    }

    private static IEnumerable<Row> Cards(DashboardSummary summary)
    {
        var m = summary.Measures;
        return Section("summary", null,
            ("journeys", m.Journeys), ("ordered", m.Ordered), ("inProgress", m.InProgress), ("inProgressCollapsed", m.InProgressCollapsed),
            ("closedByThemselves", m.ClosedByThemselves), ("collapsed", m.Collapsed), ("total", summary.Total),
            ("survivalRate", m.SurvivalRate), ("survivalLow", m.SurvivalLow), ("survivalHigh", m.SurvivalHigh),
            ("meanProduct", m.MeanProduct), ("meanEvenScore", m.MeanEvenScore), ("meanAverage", m.MeanAverage),
            ("hidden", m.Hidden), ("unsavable", m.Unsavable));
    }

    private static IEnumerable<Row> Touchpoints(MeasuresSummary m) =>
        m.FixFirst.SelectMany(f => Section("fixFirst", f.Touchpoint,
                ("rescued", f.Rescued), ("rescuedShare", f.RescuedShare), ("low", f.Low), ("high", f.High),
                ("gainLow", f.GainLow), ("gainHigh", f.GainHigh)))
            .Concat(m.FairShares.SelectMany(s =>
                Section("fairShares", s.Touchpoint, ("share", s.Share), ("low", s.Low), ("high", s.High))))
            .Concat(m.Sequence.SelectMany((s, i) =>
                Section("sequence", s.Touchpoint, ((i + 1).ToString(CultureInfo.InvariantCulture), s.Rescued))))
            .Concat(m.KillingMoments.SelectMany(k => Section("killingMoments", k.Touchpoint,
                ("reached", k.Reached), ("kills", k.Kills), ("killRate", k.KillRate), ("killShare", k.KillShare))))
            .Concat(m.Touchpoints.SelectMany(t => Section("touchpoints", t.Touchpoint, ("n", t.N), ("zeros", t.Zeros), ("mean", t.Mean))))
            .Concat((m.Rest ?? ImmutableDictionary<string, IReadOnlyDictionary<string, double>>.Empty).SelectMany(list =>
                Section(list.Key + "Rest", null, [.. list.Value.Select(sum => (sum.Key, (double?)sum.Value))])));

    private static IEnumerable<Row> Endings(DashboardSummary summary)
    {
        var (m, left, rule) = (summary.Measures, summary.Destinations, summary.RuleTest);
        return Section("leftCollapsed", null, ("n", m.LeftCollapsed.N), ("left", m.LeftCollapsed.Left))
            .Concat(Section("leftSurvived", null, ("n", m.LeftSurvived.N), ("left", m.LeftSurvived.Left)))
            .Concat(Section("leftDifference", null, Difference(left.LeftDifference)))
            .Concat(Section("destinations", null, ("notSaid", left.NotSaid), ("leftNamingNobody", left.LeftNamingNobody)))
            .Concat(left.Named.SelectMany(d =>
                Section(d.Name is null ? "destinationsOther" : "destinationsNamed", null, (d.Name ?? "other", d.Leavers))))
            .Concat(Section("recoveryGood", null, ("n", m.RecoveryGood.N), ("left", m.RecoveryGood.Left)))
            .Concat(Section("recoveryPoor", null, ("n", m.RecoveryPoor.N), ("left", m.RecoveryPoor.Left)))
            .Concat(Section("recoveryDifference", null, Difference(rule.Recovery)))
            .Concat(Section("atEqualAverage", null,
                [
                    ("collapsed", rule.AtEqualAverageCollapsed),
                    ("survived", rule.AtEqualAverageSurvived),
                    .. Difference(rule.AtEqualAverage),
                ]));
    }

    private static IEnumerable<Row> OverTime(DashboardSummary summary) =>
        summary.Measures.SurvivalCurve.SelectMany(p => Section("survivalCurve", null,
                ($"{p.Position}:atRisk", p.AtRisk), ($"{p.Position}:killed", p.Killed), ($"{p.Position}:survival", p.Survival)))
            .Concat(summary.Trend.SelectMany(p => Section("trend", null,
                ($"{Day(p.From)}:days", p.To.DayNumber - p.From.DayNumber + 1), ($"{Day(p.From)}:isPartial", p.IsPartial ? 1 : 0),
                ($"{Day(p.From)}:journeys", p.Journeys), ($"{Day(p.From)}:survivalRate", p.SurvivalRate),
                ($"{Day(p.From)}:meanProduct", p.MeanProduct), ($"{Day(p.From)}:meanEvenScore", p.MeanEvenScore),
                ($"{Day(p.From)}:meanAverage", p.MeanAverage))))
            .Concat(summary.HeatMap.SelectMany(c => Section(
                c.Touchpoint is null ? "heatMapRest" : "heatMap", c.Touchpoint,
                ($"{c.Column}:isPartial", c.IsPartial ? 1 : 0), ($"{c.Column}:n", c.N),
                ($"{c.Column}:zeros", c.Zeros), ($"{c.Column}:mean", c.Mean))))
            .Concat(Section("heatMapRest", null, ("touchpoints", summary.HeatMapRest)));

    private static IEnumerable<Row> Others(DashboardSummary.BenchmarkRow b) =>
        Section("benchmark", null,
                ("others", b.Others), ("journeys", b.Journeys), ("survivalRate", b.SurvivalRate), ("meanEvenScore", b.MeanEvenScore))
            .Concat(Section("benchmarkSurvival", null, SpreadOf(b.Survival)))
            .Concat(Section("benchmarkEvenScore", null, SpreadOf(b.EvenScore)));

    private static (string, double?)[] SpreadOf(DashboardSummary.SpreadRow? s) => s is null
        ? []
        :
        [
            ("lowest", s.Lowest), ("lowerQuartile", s.LowerQuartile), ("median", s.Median),
            ("upperQuartile", s.UpperQuartile), ("highest", s.Highest), ("below", s.Below),
        ];

    private static (string, double?)[] Difference(DashboardSummary.DifferenceRow d) =>
        [("value", d.Value), ("low", d.Low), ("high", d.High)];

    // A double holds any count exactly, and a whole one is written without a point.
    private static IEnumerable<Row> Section(string section, string? touchpoint, params (string Key, double? Value)[] values) =>
        values.Select(v => new Row(section, touchpoint, v.Key, v.Value));

    private static string Day(DateOnly day) => day.ToIso();

    private sealed record Row(string Section, string? Touchpoint, string Key, double? Value);
}
