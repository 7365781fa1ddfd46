using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>The dashboard of a company. Every number leads to exactly the journeys it counts.</summary>
public sealed class OverviewModel(
    DashboardQuery dashboard,
    FilterReader filters,
    TimeProvider clock,
    IStringLocalizer<DashboardText> text) : MeasuresPageModel
{
    /// <summary>Null if the filter was not understood.</summary>
    public DashboardState? State { get; private set; }

    /// <summary>Null until <see cref="OverviewNumbersViewComponent"/> has read it.</summary>
    public DashboardView? View { get; private set; }

    /// <summary>Null until <see cref="OverviewBenchmarkViewComponent"/> has read it.</summary>
    public BenchmarkSection Benchmark { get; private set; } = null!;

    /// <summary>The company's day, on which the last week or month of the trend may not be over yet.</summary>
    private DateOnly Today => filters.Today(HttpContext);

    /// <summary>All that the numbers on the page depend on: their HTML is sent again from the cache until one of these changes.</summary>
    public string CacheKey => string.Create(CultureInfo.InvariantCulture,
        $"{HttpContext.Company().Id} {State!.Version} {Today:O} {Panel.Filter.From:O} {Panel.Filter.To:O} {Panel.Address(Panel.Filter)}");

    public DestinationsSection Destinations => DestinationsSection.Of(View!.Measures.Destinations, this, text);

    public RuleTestSection RuleTest => RuleTestSection.Of(View!.Measures.RuleTest, this, text);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var filter = await ReadFilterAsync(filters, Company.Dashboard, [], cancellationToken);
        if (filters.Accepts(this, filter))
        {
            State = await dashboard.StateAsync(HttpContext.Company().Id, filter, cancellationToken);
        }
    }

    /// <summary>How long the comparison with other companies is shown, although their numbers change.</summary>
    public static readonly TimeSpan ComparisonLasts = TimeSpan.FromMinutes(1);

    // Other requests may wait for the same numbers, so reading goes on if the first request is cancelled.
    internal async Task ReadNumbersAsync() =>
        View = await dashboard.RunAsync(HttpContext.Company().Id, Panel.Filter, Today, CancellationToken.None);

    internal async Task ReadBenchmarkAsync() => Benchmark = BenchmarkSection.Of(
        await dashboard.BenchmarkAsync(HttpContext.Company().Id, Panel.Filter, CancellationToken.None), text);

    /// <summary>The journeys of this page's period and product with these traits.</summary>
    public string JourneysWith(JourneyTraits traits, bool? collapsed = null) =>
        Journeys(filter => filter with { Collapsed = collapsed, Traits = traits });

    public string Csv => Panel.At(Company.DashboardCsv);

    public string Json => Panel.At(Company.DashboardJson);

    /// <summary>When the numbers were read.</summary>
    public DateTime Now => clock.UtcNow();

    /// <summary>What may be said of a share, in a sentence of its own.</summary>
    public string Share(Proportion share) => share.Verdict == SampleVerdict.CountsOnly
        ? text["Board.CountsOnlySentence"]
        : text["Board.ShareSentence", Display.Percent(share.Rate!.Value), Display.Percent(share.Low!.Value), Display.Percent(share.High!.Value)];

    /// <summary>The journeys that ended in the days of a column of the heat map and have a moment at the touchpoint.</summary>
    public string JourneysAt(Guid touchpointId, TrendBucket column) => Journeys(filter => filter with
    {
        From = column.From,
        To = column.To,
        Traits = new JourneyTraits { VisitedId = touchpointId },
    });

    public IReadOnlyList<TrendMark> Marks() => [.. View!.Trend.Select(MarkOf)];

    public string NameOf(TrendPoint point)
    {
        return DashboardHtml.BucketName(point.Bucket, text);
    }

    /// <summary>The journeys of one point of the trend.</summary>
    public string JourneysOf(TrendPoint point)
    {
        return Journeys(filter => filter with { From = point.From, To = point.To });
    }

    public IReadOnlyList<SurvivalMark> Steps() => [.. View!.Measures.SurvivalCurve.Select(point => new SurvivalMark(
        point.Position,
        point.Survival,
        point.Low,
        point.High,
        text["Survival.Risk", Display.Count(point.AtRisk)],
        text["Survival.Mark", point.Position, Display.Percent(point.Survival), Display.Count(point.AtRisk), Display.Count(point.Killed)],
        JourneysWith(point.Killed > 0
            ? new JourneyTraits { KilledAt = point.Position }
            : new JourneyTraits { AtRiskAt = point.Position })))];

    private TrendMark MarkOf(TrendPoint point)
    {
        var isDrawn = point.Survival.Verdict != SampleVerdict.CountsOnly;
        return new TrendMark(
            isDrawn ? point.Survival.Rate : null,
            point.Survival.Low,
            point.Survival.High,
            DashboardHtml.BucketAxis(point.Bucket, text),
            isDrawn ? text["Trend.Mark", NameOf(point), Display.Percent(point.Survival.Rate!.Value), Display.Count(point.Survival.N)] : "",
            JourneysOf(point))
        { IsPartial = point.Bucket.IsPartial };
    }
}

/// <summary>
/// The numbers of the dashboard. They are read here because the page sends their HTML from its cache as long as nothing changed.
/// </summary>
public sealed class OverviewNumbersViewComponent : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(OverviewModel page)
    {
        await page.ReadNumbersAsync();
        return View("/Features/Dashboards/Overview/_Numbers.cshtml", page);
    }
}

/// <summary>The comparison with other companies, which the page sends from its cache for a while.</summary>
public sealed class OverviewBenchmarkViewComponent : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(OverviewModel page)
    {
        await page.ReadBenchmarkAsync();
        return View("/Features/Dashboards/Overview/_Benchmark.cshtml", page);
    }
}
