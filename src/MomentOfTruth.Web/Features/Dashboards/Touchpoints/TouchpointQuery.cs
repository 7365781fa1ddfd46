using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>One touchpoint of a company for a period and product: its numbers from the ledger, its latest stories from the journeys.</summary>
public sealed class TouchpointQuery(AppDbContext db, LedgerReader ledger, DashboardQuery dashboard)
{
    private const int MostStories = 20, MostMarkers = 50;

    /// <summary>Null if the company has no such touchpoint.</summary>
    public async Task<TouchpointView?> RunAsync(Guid companyId, Guid touchpointId, JourneyFilter filter, DateOnly today, CancellationToken cancellationToken)
    {
        var touchpoint = await db.Touchpoints.AsNoTracking()
            .Where(t => t.Id == touchpointId && t.CompanyId == companyId)
            .Select(t => new { t.Name, t.KoreanName, t.Channel })
            .SingleOrDefaultAsync(cancellationToken);
        if (touchpoint is null)
        {
            return null;
        }

        var scope = DashboardQuery.ScopeOf(companyId, filter);
        var weekly = MeasuresQuery.IsWeekly(scope);
        var buckets = await ledger.TouchpointAsync(scope, touchpointId, weekly, cancellationToken);
        var scores = buckets.SelectMany(b => b.Totals.Scores()).ToList();
        var all = ScoreTotals.Of(scores.Select(s => (s.Tenths, s.N)));
        return new TouchpointView(
            SiteCulture.NameOf(touchpoint.Name, touchpoint.KoreanName),
            touchpoint.Channel,
            all.ZeroShare,
            all.Mean,
            new Proportion(buckets.Sum(b => b.Totals.N(TallyKind.Kills)), buckets.Sum(b => b.Totals.N(TallyKind.Reached))),
            [.. Enumerable.Range(0, 11).Select(whole => scores.Where(s => s.Tenths / 10 == whole).Sum(s => s.N))],
            TrendOf(scope, buckets, weekly),
            await StoriesAsync(companyId, touchpointId, filter, cancellationToken),
            await MarkersAsync(scope, touchpointId, today, cancellationToken),
            await ledger.JourneysAsync(scope, cancellationToken),
            await dashboard.TotalAsync(companyId, cancellationToken));
    }

    private static IReadOnlyList<TouchpointPoint> TrendOf(LedgerScope scope, IReadOnlyList<(DateOnly Start, LedgerTotals Totals)> buckets, bool weekly)
    {
        if (buckets.Count == 0)
        {
            return [];
        }

        var byStart = buckets.ToDictionary(b => b.Start, b => ScoreTotals.Of(b.Totals.Scores().Select(s => (s.Tenths, s.N))));
        var points = TrendBucket.Between(scope, buckets[0].Start, buckets[^1].Start, weekly)
            .Select(bucket => (bucket, Scores: byStart.GetValueOrDefault(bucket.Start)))
            .Select(b => new TouchpointPoint(b.bucket.From, b.bucket.To, b.Scores.ZeroShare, b.Scores.Mean))
            .ToList();
        return TrendBucket.Trimmed(points, point => point.Zeros.N == 0);
    }

    // Along the index by day, newest first, until there are enough.
    private async Task<IReadOnlyList<ZeroStory>> StoriesAsync(Guid companyId, Guid touchpointId, JourneyFilter filter, CancellationToken cancellationToken)
    {
        var zero = new Score(Score.MinTenths);
        var stories =
            from journey in db.JourneysOf(companyId, filter)
            from moment in journey.Moments
            where moment.TouchpointId == touchpointId && moment.Score == zero && (moment.Story != null || journey.Story != null)
            orderby journey.Day descending, journey.Id descending, moment.Position
            select new ZeroStory(journey.Id, journey.Day, moment.Story ?? journey.Story!, moment.Story == null);
        return await stories.Take(MostStories).ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<MarkerComparison>> MarkersAsync(LedgerScope scope, Guid touchpointId, DateOnly today, CancellationToken cancellationToken)
    {
        var markers = await db.Markers.AsNoTracking()
            .Where(m => m.CompanyId == scope.CompanyId && m.TouchpointId == touchpointId)
            .OrderByDescending(m => m.On).ThenByDescending(m => m.Id)
            .Take(MostMarkers)
            .ToListAsync(cancellationToken);
        if (markers.Count == 0)
        {
            return [];
        }

        // The days around a marker are its own, whatever the period of the page.
        var always = scope with { From = null, To = null };
        var firstDay = await ledger.FirstDayAsync(always, touchpointId, cancellationToken);
        var near = always with { From = markers[^1].On.AddDays(-MarkerComparison.LongestDays), To = markers[0].On.AddDays(MarkerComparison.LongestDays) };
        var days = await ledger.ZerosByDayAsync(near, touchpointId, cancellationToken);
        return [.. markers.AsEnumerable().Reverse().Select(marker => MarkerComparison.Of(marker, days, firstDay, today))];
    }
}

/// <summary>All that a touchpoint's page shows.</summary>
/// <param name="Name">In the language of the page.</param>
/// <param name="Zeros">Of all moments there, those that scored zero.</param>
/// <param name="Mean">Their mean score, 0 to 10; null without moments.</param>
/// <param name="KillRate">Of the journeys that reached it, those whose killing moment was there.</param>
/// <param name="Distribution">Moments by whole score, 0 to 10, rounded down.</param>
/// <param name="Trend">In order, also weeks or months without moments.</param>
/// <param name="Stories">Of zeros there, newest first.</param>
/// <param name="Markers">What was changed there, earliest first.</param>
/// <param name="Journeys">Finished journeys of the period and product.</param>
/// <param name="Total">Finished journeys of the company, whatever the filter.</param>
public sealed record TouchpointView(
    string Name,
    Channel Channel,
    Proportion Zeros,
    double? Mean,
    Proportion KillRate,
    IReadOnlyList<long> Distribution,
    IReadOnlyList<TouchpointPoint> Trend,
    IReadOnlyList<ZeroStory> Stories,
    IReadOnlyList<MarkerComparison> Markers,
    long Journeys,
    long Total);

/// <summary>One week or month of a touchpoint.</summary>
/// <param name="Zeros">Of its moments, those that scored zero.</param>
/// <param name="Mean">Their mean score, 0 to 10; null without moments.</param>
public sealed record TouchpointPoint(DateOnly From, DateOnly To, Proportion Zeros, double? Mean);

/// <summary>What a customer told of a moment that scored zero.</summary>
/// <param name="Day">The day on which the journey ended.</param>
/// <param name="Text">The moment's story, or the journey's where the moment has none.</param>
/// <param name="IsOfJourney">Whether it is the journey's.</param>
public sealed record ZeroStory(Guid JourneyId, DateOnly Day, string Text, bool IsOfJourney);
