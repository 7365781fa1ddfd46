using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// Reads the dashboard's numbers for a period and product, and for the period before: from the ledger, in a fixed number of queries.
/// </summary>
public sealed class DashboardQuery(AppDbContext db, MeasuresQuery measures, HeatMapQuery heatMap, LedgerReader ledger)
{
    /// <summary>How many months of zeros a touchpoint's row shows, and how many of survival the line beside it.</summary>
    public const int MonthsOfZeros = 6, MonthsOfSurvival = 12;

    private const int MostStories = 2, MostMarkers = 6;

    /// <param name="against">What the period is held against.</param>
    /// <param name="today">The company's day.</param>
    public async Task<DashboardView> RunAsync(
        Guid companyId, JourneyFilter filter, Against against, DateOnly today, CancellationToken cancellationToken)
    {
        var scope = ScopeOf(companyId, filter);
        var before = against.Of(scope);
        var measured = await measures.RunAsync(scope, cancellationToken);
        var year = MonthsUpTo(scope, today, MonthsOfSurvival);
        var first = FirstToFix.Of(measured);

        // As many days may touch one month more: both lines have points of the same length.
        var trend = await measures.TrendAsync(scope, today, cancellationToken, before?.Size ?? BucketSize.Week);
        var trendBefore = before is null
            ? []
            : await measures.TrendAsync(before, today, cancellationToken, trend is [var point, ..] ? point.Bucket.Size : scope.Size!.Value);
        if (trend is [var now, ..] && trendBefore is [var then, ..] && then.Bucket.Size.Months > now.Bucket.Size.Months)
        {
            trend = await measures.TrendAsync(scope, today, cancellationToken, then.Bucket.Size);
        }

        return new DashboardView(
            measured,
            await TotalAsync(companyId, cancellationToken),
            trend,
            before is null ? null : await measures.RunAsync(before, cancellationToken),
            trendBefore,
            await heatMap.RunAsync(scope, today, cancellationToken))
        {
            BeforeScope = before,
            First = first,
            Zeros = await heatMap.RunAsync(MonthsUpTo(scope, today, MonthsOfZeros), today, cancellationToken),
            Year = await measures.TrendAsync(year, today, cancellationToken, BucketSize.Month),
            Markers = await MarkersAsync(year, cancellationToken),
            Stories = first.Share?.TouchpointId is { } id ? await StoriesAsync(companyId, id, filter, cancellationToken) : [],
        };
    }

    // Whole months up to the end of the period, or up to now.
    private static LedgerScope MonthsUpTo(LedgerScope scope, DateOnly today, int months)
    {
        var last = scope.To < today ? scope.To.Value : today;
        return scope with { From = LedgerSpan.MonthOf(last).AddMonths(1 - months), To = last };
    }

    // Along the index by day, newest first, until there are enough.
    private async Task<IReadOnlyList<ZeroStory>> StoriesAsync(
        Guid companyId, Guid touchpointId, JourneyFilter filter, CancellationToken cancellationToken)
    {
        var zero = new Score(Score.MinTenths);
        var stories =
            from journey in db.JourneysOf(companyId, filter with { State = JourneyState.Finished, ZeroAtId = touchpointId })
            from moment in journey.Moments
            where moment.TouchpointId == touchpointId && moment.Score == zero && moment.Story != null
            orderby journey.Day descending, journey.Id descending, moment.Position
            select new ZeroStory(journey.Id, journey.Day, moment.Story!, false);
        return await stories.Take(MostStories).ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Marker>> MarkersAsync(LedgerScope scope, CancellationToken cancellationToken)
    {
        var markers = await db.Markers.AsNoTracking()
            .Where(m => m.CompanyId == scope.CompanyId && m.On >= scope.From && m.On <= scope.To)
            .OrderByDescending(m => m.On).ThenByDescending(m => m.Id)
            .Take(MostMarkers)
            .ToListAsync(cancellationToken);
        markers.Reverse();
        return markers;
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
/// <param name="Before">The measures of what the period is held against; null for nothing.</param>
/// <param name="TrendBefore">The trend of those days; empty if there are none.</param>
public sealed record DashboardView(
    CompanyMeasures Measures,
    long Total,
    IReadOnlyList<TrendPoint> Trend,
    CompanyMeasures? Before,
    IReadOnlyList<TrendPoint> TrendBefore,
    HeatMap HeatMap)
{
    /// <summary>The days that the period is held against; null for none.</summary>
    public required LedgerScope? BeforeScope { get; init; }

    /// <summary>What to fix first, and how sure that is.</summary>
    public required FirstToFix First { get; init; }

    /// <summary>The touchpoints by month: the last months up to the end of the period, whatever its beginning.</summary>
    public required HeatMap Zeros { get; init; }

    /// <summary>Survival by month, likewise.</summary>
    public required IReadOnlyList<TrendPoint> Year { get; init; }

    /// <summary>What was changed in these months, earliest first.</summary>
    public required IReadOnlyList<Marker> Markers { get; init; }

    /// <summary>The newest words at zeros of the first touchpoint to fix.</summary>
    public required IReadOnlyList<ZeroStory> Stories { get; init; }
}
