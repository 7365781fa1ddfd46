using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Domain.Text;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// One touchpoint of a company for a period and product: its numbers from the ledger, its latest stories from the journeys.
/// </summary>
public sealed class TouchpointQuery(AppDbContext db, LedgerReader ledger, MeasuresQuery measures, SaidQuery said, DashboardQuery dashboard)
{
    private const int MostStories = 20, MostMarkers = 50, MostOtherChanges = 1_000;

    // So much of the past is enough to find a hundred ordinary days in.
    private const int DaysOfPast = 730;

    /// <summary>Returns null if the company has no such touchpoint.</summary>
    public async Task<TouchpointView?> RunAsync(
        Guid companyId, Guid touchpointId, JourneyFilter filter, Against against, DateOnly today, CancellationToken cancellationToken)
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
        var buckets = await ledger.TouchpointAsync(scope, touchpointId, today, cancellationToken);
        var scores = buckets.SelectMany(b => b.Totals.Scores()).ToList();
        var all = ScoresOf(buckets);
        var earlier = against.Of(scope);
        var before = earlier is null
            ? (ScoreTotals?)null
            : ScoresOf(await ledger.TouchpointAsync(earlier, touchpointId, today, cancellationToken));
        var measured = await measures.RunAsync(scope, cancellationToken);
        var measuredBefore = earlier is null ? null : await measures.RunAsync(earlier, cancellationToken);
        return new TouchpointView
        {
            Name = SiteCulture.NameOf(touchpoint.Name, touchpoint.KoreanName),
            Channel = touchpoint.Channel,
            Zeros = all.ZeroShare,
            ZerosBefore = before?.ZeroShare,
            Scores = all.Sample,
            ScoresBefore = before?.Sample,
            KillRate = new Proportion(buckets.Sum(b => b.Totals.N(TallyKind.Kills)), buckets.Sum(b => b.Totals.N(TallyKind.Reached))),
            Distribution = [.. Enumerable.Range(0, 11).Select(whole => scores.Where(s => s.Tenths / 10 == whole).Sum(s => s.N))],
            Trend = [.. buckets.Select(b => TouchpointPoint.Of(b.Bucket, ScoresOf([b])))],
            Stories = await StoriesAsync(companyId, touchpointId, filter, cancellationToken),
            Markers = await MarkersAsync(scope, touchpointId, today, cancellationToken),
            Share = measured.FairShares.FirstOrDefault(s => s.TouchpointId == touchpointId),
            ShareBefore = measuredBefore is { Survival.Verdict: not SampleVerdict.CountsOnly }
                ? measuredBefore.FairShares.FirstOrDefault(s => s.TouchpointId == touchpointId)?.Share ?? 0
                : null,
            Moved = measuredBefore is null
                ? null
                : WhatMoved.Of(measuredBefore, measured).Bars.FirstOrDefault(b => b.TouchpointId == touchpointId),
            Floor = (await measures.FloorsAsync(scope, cancellationToken)).FirstOrDefault(f => f.TouchpointId == touchpointId),
            Said = await said.RunAsync(companyId, touchpointId, filter, cancellationToken),
            Measures = measured,
            Total = await dashboard.TotalAsync(companyId, cancellationToken),
        };
    }

    private static ScoreTotals ScoresOf(IEnumerable<(TrendBucket Bucket, LedgerTotals Totals)> buckets) =>
        ScoreTotals.Of(buckets.SelectMany(b => b.Totals.Scores()).Select(s => (s.Tenths, s.N)));

    // Along the index by day, newest first, until there are enough.
    private async Task<IReadOnlyList<ZeroStory>> StoriesAsync(
        Guid companyId, Guid touchpointId, JourneyFilter filter, CancellationToken cancellationToken)
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

    private async Task<IReadOnlyList<DidItWork>> MarkersAsync(
        LedgerScope scope, Guid touchpointId, DateOnly today, CancellationToken cancellationToken)
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
        var near = scope with { From = markers[^1].On.AddDays(-DaysOfPast), To = markers[0].On.AddDays(DidItWork.LongestDays) };
        var days = await ledger.MomentDaysAsync(near, touchpointId, cancellationToken);
        var changes = await db.Markers.AsNoTracking()
            .Where(m => m.CompanyId == scope.CompanyId && m.On >= near.From && m.On <= near.To)
            .OrderByDescending(m => m.On)
            .Select(m => m.On)
            .Take(MostOtherChanges)
            .ToListAsync(cancellationToken);
        return [.. markers.AsEnumerable().Reverse().Select(marker => DidItWork.Of(marker, days, changes.Where(on => on != marker.On), today))];
    }
}

/// <summary>All that a touchpoint's page shows.</summary>
public sealed record TouchpointView
{
    /// <summary>So many stories stand open; the rest is folded.</summary>
    public const int StoriesInSight = 5;

    /// <summary>In the language of the page.</summary>
    public required string Name { get; init; }

    public required Channel Channel { get; init; }

    /// <summary>Of all moments there, those that scored zero.</summary>
    public required Proportion Zeros { get; init; }

    /// <summary>The same of what the period is held against; null for nothing.</summary>
    public required Proportion? ZerosBefore { get; init; }

    /// <summary>Their scores, 0 to 10.</summary>
    public required SampleMean Scores { get; init; }

    /// <summary>The same of what the period is held against; null likewise.</summary>
    public required SampleMean? ScoresBefore { get; init; }

    /// <summary>Their mean score, 0 to 10; null without moments.</summary>
    public double? Mean => Scores.Mean;

    /// <summary>Of the journeys with an order that reached it, those whose killing moment was there.</summary>
    public required Proportion KillRate { get; init; }

    /// <summary>Moments by whole score, 0 to 10, rounded down.</summary>
    public required IReadOnlyList<long> Distribution { get; init; }

    /// <summary>In order, also those without moments.</summary>
    public required IReadOnlyList<TouchpointPoint> Trend { get; init; }

    /// <summary>Of zeros there, newest first.</summary>
    public required IReadOnlyList<ZeroStory> Stories { get; init; }

    /// <summary>What was changed there, earliest first.</summary>
    public required IReadOnlyList<DidItWork> Markers { get; init; }

    /// <summary>Its fair share of the damage; null if it has no zero, or if another touchpoint has its name.</summary>
    public required FairShare? Share { get; init; }

    /// <summary>The same of what the period is held against; null for nothing.</summary>
    public required double? ShareBefore { get; init; }

    /// <summary>What it did to survival since; null where nothing is compared, and where it had no zero.</summary>
    public required MovedShare? Moved { get; init; }

    /// <summary>What a zero costs and a ten earns there; null if nobody said how it ended.</summary>
    public required FloorAndReward? Floor { get; init; }

    /// <summary>The words that mark its zeros.</summary>
    public required SaidWords Said { get; init; }

    /// <summary>The measures of the period and product.</summary>
    public required CompanyMeasures Measures { get; init; }

    /// <summary>Finished journeys of the period and product.</summary>
    public long Journeys => Measures.Journeys;

    /// <summary>Of these, the ones whose moments have an order: the kill rate is of them.</summary>
    public long Ordered => Measures.Ordered;

    /// <summary>Finished journeys of the company, whatever the filter.</summary>
    public required long Total { get; init; }
}

/// <summary>One stretch of the trend of a touchpoint.</summary>
/// <param name="Zeros">Of its moments, those that scored zero.</param>
/// <param name="Mean">Their mean score, 0 to 10; null without moments.</param>
public sealed record TouchpointPoint(TrendBucket Bucket, Proportion Zeros, double? Mean)
{
    public DateOnly From => Bucket.From;

    public DateOnly To => Bucket.To;

    public static TouchpointPoint Of(TrendBucket bucket, ScoreTotals scores) => new(bucket, scores.ZeroShare, scores.Mean);
}

/// <summary>The story of a moment that scored zero.</summary>
/// <param name="Day">The day on which the journey ended.</param>
/// <param name="Text">The moment's story, or the journey's where the moment has none.</param>
/// <param name="IsOfJourney">Whether it is the journey's.</param>
public sealed record ZeroStory(Guid JourneyId, DateOnly Day, string Text, bool IsOfJourney)
{
    /// <summary>Of a longer story the page shows so many characters.</summary>
    public const int LongestShown = 600, LongestBeginning = 140;

    /// <summary>The story, or its beginning and an ellipsis.</summary>
    public string Shown => CutAt(LongestShown);

    /// <summary>The same in a few lines.</summary>
    public string Beginning => CutAt(LongestBeginning);

    private string CutAt(int most) => Text.Length <= most ? Text : PlainText.Cut(Text, most).TrimEnd() + "…";
}
