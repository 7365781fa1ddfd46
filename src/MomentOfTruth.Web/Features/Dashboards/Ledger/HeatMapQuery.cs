using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>Reads the heat map from the bags of the ledger that the other measures of the scope are read from.</summary>
public sealed class HeatMapQuery(LedgerReader ledger, MeasuresQuery measures)
{
    public async Task<HeatMap> RunAsync(LedgerScope scope, DateOnly today, CancellationToken cancellationToken) => HeatMap.Of(
        await ledger.ScoresAsync(scope, today, cancellationToken),
        await measures.TouchpointNamesAsync(scope.CompanyId, cancellationToken));
}
