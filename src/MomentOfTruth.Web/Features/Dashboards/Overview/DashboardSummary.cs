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

    public required IReadOnlyList<TrendRow> Trend { get; init; }

    public required IReadOnlyList<HeatMapRow> HeatMap { get; init; }

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

    public sealed record TrendRow(
        DateOnly From,
        DateOnly To,
        long Journeys,
        double? SurvivalRate,
        double? MeanProduct,
        double? MeanEvenScore,
        double? MeanAverage);

    public sealed record HeatMapRow(DateOnly Month, string Touchpoint, long N, long Zeros, double Mean);

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
            Measures = MeasuresSummary.Of(view.Measures),
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
            Trend = [.. view.Trend.Select(p =>
                new TrendRow(p.From, p.To, p.Survival.N, p.Survival.Rate, p.MeanProduct, p.MeanEvenScore, p.MeanAverage))],
            HeatMap = [.. view.HeatMap.Rows.SelectMany(row => row.Cells.Zip(view.HeatMap.Months)
                .Where(cell => cell.First.N > 0)
                .Select(cell => new HeatMapRow(cell.Second, row.Touchpoint, cell.First.N, cell.First.Zeros, cell.First.Mean)))],
            Benchmark = new BenchmarkRow(
                benchmark.Others,
                benchmark.Own.N,
                benchmark.Own.Rate,
                benchmark.OwnEvenScore,
                RowOf(benchmark.Survival),
                RowOf(benchmark.EvenScore)),
        };
    }

    private static SpreadRow? RowOf(Quartiles? spread) => spread is null
        ? null
        : new SpreadRow(spread.Lowest, spread.LowerQuartile, spread.Median, spread.UpperQuartile, spread.Highest, spread.Below);
}
