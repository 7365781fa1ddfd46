using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// The measures of a company and period, for the dashboard, the command and the files alike. Reads the ledger, never the journeys.
/// </summary>
public sealed class MeasuresQuery(AppDbContext db, LedgerReader ledger)
{
    // A touchpoint is in about four of the lists of the measures.
    private const int RowsOfATouchpoint = 4;

    private readonly Dictionary<Guid, IReadOnlyDictionary<Guid, string>> _names = [];

    public async Task<CompanyMeasures> RunAsync(LedgerScope scope, CancellationToken cancellationToken)
    {
        var names = await TouchpointNamesAsync(scope.CompanyId, cancellationToken);
        return await ledger.GetOrAddAsync(
            scope.CompanyId,
            ("measures", scope, string.Join('\n', names.Values)),
            async () => (CompanyMeasures.Of(await ledger.TotalsAsync(scope, cancellationToken), names), names.Count * RowsOfATouchpoint),
            cancellationToken);
    }

    /// <summary>What a zero costs and a ten earns at each touchpoint.</summary>
    public async Task<IReadOnlyList<FloorAndReward>> FloorsAsync(LedgerScope scope, CancellationToken cancellationToken)
    {
        var names = await TouchpointNamesAsync(scope.CompanyId, cancellationToken);
        return await ledger.GetOrAddAsync(
            scope.CompanyId,
            ("floors", scope, string.Join('\n', names.Values)),
            async () => (FloorAndReward.Of(await ledger.TotalsAsync(scope, cancellationToken), names), names.Count),
            cancellationToken);
    }

    /// <summary>The trend of the period, in order, with the buckets that have no journeys between those that have.</summary>
    /// <param name="today">The company's day.</param>
    /// <param name="atLeast">The buckets are no shorter than these.</param>
    public async Task<IReadOnlyList<TrendPoint>> TrendAsync(
        LedgerScope scope, DateOnly today, CancellationToken cancellationToken, BucketSize atLeast = default) =>
        [.. (await ledger.TrendAsync(scope, today, atLeast, cancellationToken)).Select(b => TrendPoint.Of(b.Bucket, b.Totals))];

    /// <summary>The names of a company's touchpoints, in the language of the page. They are read all, and once a request.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> TouchpointNamesAsync(Guid? companyId, CancellationToken cancellationToken)
    {
        if (_names.TryGetValue(companyId ?? Guid.Empty, out var known))
        {
            return known;
        }

        // Over all companies touchpoints are joined by these names.
        var touchpoints = await db.Touchpoints.AsNoTracking()
            .Where(t => companyId == null || t.CompanyId == companyId)
            .Select(t => new { t.Id, t.Name, t.KoreanName })
            .ToListAsync(cancellationToken);
        return _names[companyId ?? Guid.Empty] = Named();

        Dictionary<Guid, string> Named()
        {
            if (companyId is null)
            {
                return touchpoints.ToDictionary(t => t.Id, t => t.Name);
            }

            // Two touchpoints of one company may be translated alike; their own names differ, and they are never counted as one.
            var shared = touchpoints
                .GroupBy(t => SiteCulture.NameOf(t.Name, t.KoreanName))
                .Where(same => same.Skip(1).Any())
                .SelectMany(same => same)
                .ToHashSet();
            return touchpoints.ToDictionary(t => t.Id, t => shared.Contains(t) ? t.Name : SiteCulture.NameOf(t.Name, t.KoreanName));
        }
    }
}

/// <summary>Which journeys a page or a file of measures is about, as its address says.</summary>
public static class MeasuresFilter
{
    /// <summary>The period if the address names none.</summary>
    public const string DefaultPeriod = "90";

    public static JourneyFilter Of(HttpContext http, TimeProvider clock)
    {
        return JourneyFilter.Parse(http.Request.Query, clock.Today(http.Company().TimeZoneId), DefaultPeriod).ForMeasures();
    }
}
