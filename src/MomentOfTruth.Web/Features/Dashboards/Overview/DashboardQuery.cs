using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// Reads the dashboard's numbers for a period and product, and for the period before: from the ledger, in a fixed number of queries.
/// </summary>
public sealed class DashboardQuery(AppDbContext db, MeasuresQuery measures, HeatMapQuery heatMap, LedgerReader ledger)
{
    /// <param name="today">The company's day.</param>
    public async Task<DashboardView> RunAsync(Guid companyId, JourneyFilter filter, DateOnly today, CancellationToken cancellationToken)
    {
        var scope = ScopeOf(companyId, filter);
        var before = Before(scope);

        // As many days may touch one month more: both lines have points of the same length.
        var atLeast = before?.Size ?? BucketSize.Week;
        return new DashboardView(
            await measures.RunAsync(scope, cancellationToken),
            await TotalAsync(companyId, cancellationToken),
            await measures.TrendAsync(scope, today, cancellationToken, atLeast),
            before is null ? null : await measures.RunAsync(before, cancellationToken),
            before is null ? [] : await measures.TrendAsync(before, today, cancellationToken, scope.Size!.Value),
            await heatMap.RunAsync(scope, today, cancellationToken));
    }

    /// <summary>Reads what the page shows above the numbers, and the state of the ledger that they are of.</summary>
    public async Task<DashboardState> StateAsync(Guid companyId, JourneyFilter filter, CancellationToken cancellationToken)
    {
        var totals = await ledger.TotalsAsync(ScopeOf(companyId, filter), cancellationToken);
        return new DashboardState(
            totals.N(TallyKind.Journeys),
            totals.N(TallyKind.InProgress),
            totals.N(TallyKind.InProgressCollapsed),
            await TotalAsync(companyId, cancellationToken),
            await LatestAsync(companyId, cancellationToken),
            await ledger.VersionAsync(companyId, cancellationToken));
    }

    /// <summary>The company among the others of the period.</summary>
    public async Task<Benchmark> BenchmarkAsync(Guid companyId, JourneyFilter filter, CancellationToken cancellationToken)
    {
        var scope = ScopeOf(companyId, filter);
        return Benchmark.Of(companyId, await ledger.ByCompanyAsync(scope.From, scope.To, cancellationToken));
    }

    /// <summary>The part of the ledger that a filter means.</summary>
    public static LedgerScope ScopeOf(Guid companyId, JourneyFilter filter)
    {
        return new LedgerScope(companyId, filter.From, filter.To, filter.ProductId);
    }

    /// <summary>As many days before the period; null if it has no beginning or no end.</summary>
    public static LedgerScope? Before(LedgerScope scope)
    {
        return scope is { From: { } from, To: { } to }
            ? scope with { From = new Period(from, to).Before.From, To = new Period(from, to).Before.To }
            : null;
    }

    /// <summary>Finished journeys of the company, whatever the filter.</summary>
    public Task<long> TotalAsync(Guid companyId, CancellationToken cancellationToken) => ledger.JourneysAsync(companyId, cancellationToken);

    // Ids are in the order of logging: one step in an index.
    private Task<DateTime?> LatestAsync(Guid companyId, CancellationToken cancellationToken)
    {
        return ledger.GetOrAddAsync(companyId, "latest", async () => (await ReadAsync(), 1), cancellationToken);

        Task<DateTime?> ReadAsync() => db.JourneysOf(companyId)
            .OrderByDescending(j => j.Id)
            .Select(j => (DateTime?)j.LoggedAtUtc)
            .FirstOrDefaultAsync(cancellationToken);
    }
}

/// <summary>What the dashboard shows above its numbers, and the state of the ledger that they are of.</summary>
/// <param name="Journeys">Finished journeys that the filter selects.</param>
/// <param name="InProgress">Open ones.</param>
/// <param name="InProgressCollapsed">Of these, the ones with a zero already.</param>
/// <param name="Total">Finished journeys of the company, whatever the filter.</param>
/// <param name="LatestLoggedAtUtc">When the company's latest journey was logged; null if it has none.</param>
/// <param name="Version">Changes of the company's ledger.</param>
public sealed record DashboardState(
    long Journeys, long InProgress, long InProgressCollapsed, long Total, DateTime? LatestLoggedAtUtc, long Version);

/// <summary>All that the dashboard shows of the company itself.</summary>
/// <param name="Total">Finished journeys of the company, whatever the filter.</param>
/// <param name="Before">The measures of as many days before; null if the period has no beginning or no end.</param>
/// <param name="TrendBefore">The trend of those days; empty if there are none.</param>
public sealed record DashboardView(
    CompanyMeasures Measures,
    long Total,
    IReadOnlyList<TrendPoint> Trend,
    CompanyMeasures? Before,
    IReadOnlyList<TrendPoint> TrendBefore,
    HeatMap HeatMap);
