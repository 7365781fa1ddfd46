using System.Globalization;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>The dashboard's numbers as JSON: the measures in the words of their contract, and what the page draws besides.</summary>
public sealed record DashboardSummary
{
    public required string Company { get; init; }

    public required DateOnly? From { get; init; }

    public required DateOnly? To { get; init; }

    public required Guid? Product { get; init; }

    public required long Total { get; init; }

    public required MeasuresSummary Measures { get; init; }

    public required DestinationsRow Destinations { get; init; }

    public required RuleTestRow RuleTest { get; init; }

    /// <summary>What the rows of the trend are: week, month, quarter, year or years.</summary>
    public required string? TrendBy { get; init; }

    public required IReadOnlyList<TrendRow> Trend { get; init; }

    /// <summary>What the columns of the heat map are: month, quarter, year or years.</summary>
    public required string? HeatMapBy { get; init; }

    public required IReadOnlyList<HeatMapRow> HeatMap { get; init; }

    /// <summary>How many touchpoints the heat map counts as one, without a name.</summary>
    public required int HeatMapRest { get; init; }

    public required BenchmarkRow Benchmark { get; init; }

    public sealed record DifferenceRow(double? Value, double? Low, double? High);

    public sealed record DestinationsRow(
        DifferenceRow LeftDifference, long NotSaid, long LeftNamingNobody, IReadOnlyList<DestinationRow> Named);

    /// <param name="Name">Null for those with too few leavers to be named.</param>
    public sealed record DestinationRow(string? Name, long Leavers);

    /// <param name="AtEqualAverageCollapsed">Collapsed journeys that have survived ones of the same length and average to be compared
    /// with.</param>
    public sealed record RuleTestRow(
        DifferenceRow Recovery, DifferenceRow AtEqualAverage, long AtEqualAverageCollapsed, long AtEqualAverageSurvived);

    /// <param name="IsPartial">Whether the period or today cuts it: it is not to be compared with a whole one.</param>
    public sealed record TrendRow(
        DateOnly From,
        DateOnly To,
        bool IsPartial,
        long Journeys,
        double? SurvivalRate,
        double? MeanProduct,
        double? MeanEvenScore,
        double? MeanAverage);

    /// <param name="Column">2026-01 for a month, 2026-Q1 for a quarter, 2026 for a year, 2025/2029 for several.</param>
    /// <param name="Month">The first month of the column.</param>
    /// <param name="Touchpoint">Null for all that are not named together.</param>
    /// <param name="IsPartial">Whether the period or today cuts the column.</param>
    public sealed record HeatMapRow(
        string Column, DateOnly Month, string? Touchpoint, long N, long Zeros, double Mean, bool IsPartial);

    public sealed record SpreadRow(double Lowest, double LowerQuartile, double Median, double UpperQuartile, double Highest, int Below);

    public sealed record BenchmarkRow(
        int Others, long Journeys, double? SurvivalRate, double? MeanEvenScore, SpreadRow? Survival, SpreadRow? EvenScore);

    public static DashboardSummary Of(string companySlug, LedgerScope scope, DashboardView view, Benchmark benchmark)
    {
        var (left, rule) = (view.Measures.Destinations, view.Measures.RuleTest);
        return new DashboardSummary
        {
            Company = companySlug,
            From = scope.From,
            To = scope.To,
            Product = scope.ProductId,
            Total = view.Total,
            Measures = MeasuresSummary.Of(view.Measures, MeasuresSummary.MostNamed),
            Destinations = new DestinationsRow(
                new DifferenceRow(left.LeftDifference.Value, left.LeftDifference.Low, left.LeftDifference.High),
                left.NotSaid,
                left.LeftNowhere,
                [.. left.Named.Select(d => new DestinationRow(d.Name, d.Leavers))]),
            RuleTest = new RuleTestRow(
                new DifferenceRow(rule.Recovery.Value, rule.Recovery.Low, rule.Recovery.High),
                new DifferenceRow(rule.AtEqualAverage.Value, rule.AtEqualAverage.Low, rule.AtEqualAverage.High),
                rule.AtEqualAverage.FirstN,
                rule.AtEqualAverage.SecondN),
            TrendBy = UnitOf(view.Trend.Select(p => p.Bucket)),
            Trend = [.. view.Trend.Select(p => new TrendRow(
                p.From, p.To, p.Bucket.IsPartial, p.Survival.N, p.Survival.Rate, p.MeanProduct, p.MeanEvenScore, p.MeanAverage))],
            HeatMapBy = UnitOf(view.HeatMap.Columns),
            HeatMap =
            [
                .. view.HeatMap.Shown.Shown.SelectMany(row => CellsOf(view.HeatMap, row, row.Touchpoint)),
                .. view.HeatMap.Rest is { } rest ? CellsOf(view.HeatMap, rest, null) : [],
            ],
            HeatMapRest = view.HeatMap.Shown.Rest.Count,
            Benchmark = new BenchmarkRow(
                benchmark.Others,
                benchmark.Own.N,
                benchmark.Own.Rate,
                benchmark.OwnEvenScore,
                RowOf(benchmark.Survival),
                RowOf(benchmark.EvenScore)),
        };
    }

    private static string? UnitOf(IEnumerable<TrendBucket> buckets) =>
        buckets.Select(bucket => bucket.Size.Unit.ToString().ToLowerInvariant()).FirstOrDefault();

    private static IEnumerable<HeatMapRow> CellsOf(HeatMap map, HeatRow row, string? touchpoint) => row.Cells.Zip(map.Columns)
        .Where(cell => cell.First.N > 0)
        .Select(cell => new HeatMapRow(
            ColumnOf(cell.Second), cell.Second.Start, touchpoint, cell.First.N, cell.First.Zeros, cell.First.Mean, cell.Second.IsPartial));

    private static string ColumnOf(TrendBucket column) => column.Size.Unit switch
    {
        BucketUnit.Month => column.Start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        BucketUnit.Quarter => FormattableString.Invariant($"{column.Start.Year}-Q{column.Quarter}"),
        BucketUnit.Year => FormattableString.Invariant($"{column.Start.Year}"),
        _ => FormattableString.Invariant($"{column.Start.Year}/{column.LastYear}"),
    };

    private static SpreadRow? RowOf(Quartiles? spread) => spread is null
        ? null
        : new SpreadRow(spread.Lowest, spread.LowerQuartile, spread.Median, spread.UpperQuartile, spread.Highest, spread.Below);
}
