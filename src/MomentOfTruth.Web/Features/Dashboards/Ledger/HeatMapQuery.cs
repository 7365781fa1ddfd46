using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>Reads the heat map from the bags of the ledger that the other measures of the scope are read from.</summary>
public sealed class HeatMapQuery(LedgerReader ledger, MeasuresQuery measures)
{
    /// <param name="trend">Of the same scope, from which the months with journeys are known.</param>
    public async Task<HeatMap> RunAsync(LedgerScope scope, IReadOnlyList<TrendPoint> trend, CancellationToken cancellationToken)
    {
        var used = trend.Where(p => p.Survival.N > 0).ToList();
        if (used.Count == 0)
        {
            return HeatMap.Empty;
        }

        var earliest = LedgerSpan.MonthOf(used[^1].To).AddMonths(1 - HeatMap.MostMonths);
        var scores = await ledger.ScoresByMonthAsync(scope, earliest, cancellationToken);
        var months = new List<DateOnly>();
        for (var month = scores[0].Month; month <= scores[^1].Month; month = month.AddMonths(1))
        {
            months.Add(month);
        }

        return HeatMap.Of(months, scores, await measures.TouchpointNamesAsync(scope.CompanyId, cancellationToken));
    }
}
