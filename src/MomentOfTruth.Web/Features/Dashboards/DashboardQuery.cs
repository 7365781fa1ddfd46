using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>The dashboard's numbers for a period and product, and for the period before. All of them from the ledger.</summary>
public sealed class DashboardQuery(LedgerReader ledger, MeasuresQuery measures)
{
    // Years in which nothing happened are not drawn.
    private const int LongestTrend = 120;

    public async Task<DashboardView> RunAsync(Guid companyId, JourneyFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var scope = new LedgerScope(companyId, filter.From, filter.To, filter.ProductId);
        var before = Before(scope);
        return new DashboardView(
            await measures.RunAsync(scope, cancellationToken),
            await ledger.JourneysAsync(companyId, cancellationToken),
            await TrendAsync(scope, cancellationToken),
            before is null ? null : await measures.RunAsync(before, cancellationToken),
            before is null ? [] : await TrendAsync(before, cancellationToken));
    }

    /// <summary>As many days before the period; null if it has no beginning or no end.</summary>
    public static LedgerScope? Before(LedgerScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope is { From: { } from, To: { } to }
            ? scope with { From = from.AddDays(from.DayNumber - to.DayNumber - 1), To = from.AddDays(-1) }
            : null;
    }

    private async Task<IReadOnlyList<TrendPoint>> TrendAsync(LedgerScope scope, CancellationToken cancellationToken)
    {
        var points = await measures.TrendAsync(scope, cancellationToken);
        return points.Count <= LongestTrend ? points : [.. points.SkipWhile(IsEmpty).Reverse().SkipWhile(IsEmpty).Reverse()];
    }

    private static bool IsEmpty(TrendPoint point) => point.Survival.N == 0;
}
