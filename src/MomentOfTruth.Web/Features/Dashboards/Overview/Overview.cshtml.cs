using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>The dashboard of a company. Every number leads to exactly the journeys it counts.</summary>
[MayLag]
public sealed class OverviewModel(
    DashboardQuery dashboard,
    AnswersQuery answers,
    FilterReader filters,
    TimeProvider clock,
    IStringLocalizer<DashboardText> text,
    IStringLocalizer<OverviewText> words) : MeasuresPageModel
{
    /// <summary>The name of the sort in the address.</summary>
    public const string SortName = "sort";

    /// <summary>Whose turn is the company's, whatever the filter; null if the filter was not understood.</summary>
    public AnswersSummary? Answers { get; private set; }

    /// <summary>What orders the rows of the table.</summary>
    public TouchpointSort Sort { get; private set; }

    /// <summary>The one table.</summary>
    public TouchpointTable Table => TouchpointTable.Of(View!.Measures, View.Before, View.Zeros, Sort);

    /// <summary>The sentence to be sent on.</summary>
    public OverviewSentence Sentence => OverviewSentence.Of(this, words);

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
        $"{HttpContext.Company().Id} {State!.Version} {Today:O} {Panel.Filter.From:O} {Panel.Filter.To:O} {Panel.Address(Panel.Filter)} {Answers}");

    public DestinationsSection Destinations => DestinationsSection.Of(View!.Measures.Destinations, this, text);

    public RuleTestSection RuleTest => RuleTestSection.Of(View!.Measures.RuleTest, this, text);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Sort = Written.Code<TouchpointSort>(Request.Query[SortName].ToString()) ?? TouchpointSort.Share;
        var filter = await ReadFilterAsync(
            filters,
            Company.Dashboard,
            [(SortName, Sort == TouchpointSort.Share ? null : Written.Text(Sort))],
            cancellationToken);
        if (filters.Accepts(this, filter))
        {
            State = await dashboard.StateAsync(HttpContext.Company().Id, filter, cancellationToken);
            Answers = await answers.SummaryAsync(HttpContext.Company().Id, cancellationToken);
        }
    }

    /// <summary>How long the comparison with other companies is shown, although their numbers change.</summary>
    public static readonly TimeSpan ComparisonLasts = TimeSpan.FromMinutes(1);

    // Other requests may wait for the same numbers, so reading goes on if the first request is cancelled.
    internal async Task ReadNumbersAsync() =>
        View = await dashboard.RunAsync(HttpContext.Company().Id, Panel.Filter, Against, Today, CancellationToken.None);

    internal async Task ReadBenchmarkAsync() => Benchmark = BenchmarkSection.Of(
        await dashboard.BenchmarkAsync(HttpContext.Company().Id, Panel.Filter, CancellationToken.None), text);

    /// <summary>The journeys of this page's period and product with these traits.</summary>
    public string JourneysWith(JourneyTraits traits, bool? collapsed = null) =>
        Journeys(filter => filter with { Collapsed = collapsed, Traits = traits });

    public string Csv => Panel.At(Company.DashboardCsv);

    public string Json => Panel.At(Company.DashboardJson);


    /// <summary>When the numbers were read.</summary>
    public DateTime Now => clock.UtcNow();

    /// <summary>The same as a time of the company's day.</summary>
    public string AsOf => Display.Time(TimeOnly.FromDateTime(
        CompanyClock.LocalTime(new DateTimeOffset(Now, TimeSpan.Zero), HttpContext.Company().TimeZoneId).DateTime));

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

    /// <summary>This page with another order of the table's rows.</summary>
    public string SortedBy(TouchpointSort sort) => (Panel with
    {
        Keep = [.. Against.Query(), (SortName, sort == TouchpointSort.Share ? null : Written.Text(sort))],
    }).Address(Panel.Filter);

    /// <summary>A touchpoint's zeros by month, in words.</summary>
    public string MonthsWords(TouchpointRow row, IReadOnlyList<TrendBucket> months) => string.Join(
        " · ",
        row.Months.Zip(months).Where(m => m.First.N > 0).Select(m => words[
            "Table.MonthWords", DashboardHtml.BucketAxis(m.Second, text), Display.Count(m.First.Zeros), Display.Count(m.First.N)].Value));

    /// <summary>How the scores at a touchpoint are spread, in words.</summary>
    public string ScoresWords(TouchpointScores scores)
    {
        var isRated = Proportion.VerdictOf(scores.N) != SampleVerdict.CountsOnly;
        return words[
            "Table.ScoresWords", [isRated ? Display.OneDecimal(scores.Mean) : Display.Nothing, .. scores.Bands.Select(Display.Count)]];
    }

    /// <summary>How many touchpoints a row sums up.</summary>
    public string Rest(int touchpoints) => text.Count("Picture.Rest", touchpoints);

    /// <summary>The journeys that ended in the days of a column and have a zero at the touchpoint.</summary>
    public string ZerosAt(Guid touchpointId, TrendBucket column) => Journeys(filter => filter with
    {
        From = column.From,
        To = column.To,
        ZeroAtId = touchpointId,
    });

    public IReadOnlyList<TrendMark> YearMarks() => [.. View!.Year.Select(MarkOf)];

    public IReadOnlyList<TrendFlag> YearFlags() => [.. TrendFlag.PlacesOf(View!.Markers, [.. View.Year.Select(p => p.Bucket)]).Select(flag => new TrendFlag(
        flag.Place,
        flag.Number.ToString(CultureInfo.InvariantCulture),
        $"{Display.Day(View.Markers[flag.Number - 1].On)}: {View.Markers[flag.Number - 1].Text}"))];

    /// <summary>Collapsed journeys by plain average, as bars that lead to them.</summary>
    public IReadOnlyList<BarMark> AverageBars() => [.. View!.Measures.CollapsedByAverage.Select((count, points) => new BarMark(
        count,
        points.ToString(CultureInfo.CurrentCulture),
        words["Average.Bar", points, points + 1, Display.Count(count)],
        JourneysWith(new JourneyTraits { AverageIn = points }, collapsed: true),
        points >= Tally.HidingAverage))];

    /// <summary>What is not shown because there is too little of it, in words; null if there is nothing such.</summary>
    public string? NotYet()
    {
        var measures = View!.Measures;
        string[] lacking =
        [
            .. measures.RuleTest.AtEqualAverage.MayBeShown ? Array.Empty<string>() : [words["NotYet.Rule"].Value],
            .. measures.Destinations.LeftDifference.MayBeShown ? Array.Empty<string>() : [words["NotYet.Left"].Value],
        ];
        return lacking.Length == 0 ? null : words["NotYet", string.Join("; ", lacking)].Value;
    }

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
        StepWords(point),
        JourneysWith(point.Killed > 0
            ? new JourneyTraits { KilledAt = point.Position }
            : new JourneyTraits { AtRiskAt = point.Position })))];

    private string StepWords(SurvivalPoint point)
    {
        var step = text["Survival.Mark", point.Position, Display.Percent(point.Survival), Display.Count(point.AtRisk), Display.Count(point.Killed)];
        var worst = View!.Measures.Risks.Touchpoints.MaxBy(t => t.Steps[point.Position - 1].Killed);
        return worst?.Steps[point.Position - 1].Killed is > 0 and var killed
            ? words["Along.Mostly", step.Value, worst.Touchpoint, Display.Count(killed)]
            : step;
    }

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

/// <summary>All numbers as tables, below what the page shows first; from the page's cache likewise.</summary>
public sealed class OverviewAllViewComponent : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(OverviewModel page)
    {
        if (page.View is null)
        {
            await page.ReadNumbersAsync();
        }

        return View("/Features/Dashboards/Overview/_All.cshtml", page);
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
