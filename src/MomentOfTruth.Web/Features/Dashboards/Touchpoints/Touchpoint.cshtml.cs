using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>One touchpoint: how it scores, the stories of its zeros, and whether a change there helped.</summary>
[MayLag]
public sealed class TouchpointModel(
    TouchpointQuery touchpoints,
    FilterReader filters,
    MarkerForm markers,
    IAuthorizationService authorization,
    IStringLocalizer<DashboardText> dashboardText,
    IStringLocalizer<TouchpointText> text,
    IStringLocalizer<OverviewText> words) : MeasuresPageModel, IKeepsInput
{
    [BindProperty]
    public MarkerInput Input { get; set; } = new();

    /// <summary>Null if the filter was not understood.</summary>
    public TouchpointView? View { get; private set; }

    public Guid Id { get; private set; }

    /// <summary>In the language of the page.</summary>
    public string Name { get; private set; } = "";

    public DateOnly Today { get; private set; }

    /// <summary>Whether this person may add markers; for others there is no form.</summary>
    public bool MayMark { get; private set; }

    /// <summary>This page with its period and product.</summary>
    public string Here => Panel.Address(Panel.Filter);

    public async Task<IActionResult> OnGetAsync(Guid touchpoint, CancellationToken cancellationToken) =>
        await LoadAsync(touchpoint, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid touchpoint, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(touchpoint, cancellationToken))
        {
            return NotFound();
        }

        if (!MayMark)
        {
            return Forbid();
        }

        if (!Panel.Filter.IsUnderstood)
        {
            return Page();
        }

        return await markers.AddAsync(HttpContext.Company().Id, touchpoint, Input, Today, ModelState, cancellationToken)
            ? Redirect(Here + "#markers")
            : this.Page(StatusCodes.Status422UnprocessableEntity);
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) =>
        !await LoadAsync(RouteData.Id("touchpoint"), cancellationToken) ? NotFound()
            : MayMark ? Page()
            : Forbid();

    /// <summary>One of the journeys of the zeros; from there, back leads to all of them.</summary>
    public string Journey(ZeroStory story)
    {
        return Company.Journey(story.JourneyId).With((Panel.Filter with { ZeroAtId = Id }).Query());
    }

    public string Remove(Marker marker)
    {
        return Panel.At(Company.RemoveMarker(Id, marker.Id));
    }

    /// <summary>What the period is held against, in words; null for nothing.</summary>
    public string? AgainstName => AgainstWords(words);

    /// <summary>What became of the zeros after a change, as the key of its text.</summary>
    public static string ResultOf(DidItWork change) => change switch
    {
        { Days: 0 } => "Work.Nothing",
        { Verdict: ChangeVerdict.TooFew } => "Work.TooFew",
        { Verdict: ChangeVerdict.Better } => "Work.Better",
        { Verdict: ChangeVerdict.Worse } => "Work.Worse",
        _ => "Work.NotSure",
    };

    /// <summary>The figure behind it: what happened here less what happened elsewhere; null where there is none.</summary>
    public string? EffectOf(DidItWork change) =>
        change.Verdict == ChangeVerdict.TooFew || change.Effect is not { Value: { } value, Low: { } low, High: { } high }
            ? null
            : text["Work.Effect", DashboardHtml.Points(value), DashboardHtml.Points(low), DashboardHtml.Points(high)].Value;

    /// <summary>Its place among ordinary days; null where there is no figure.</summary>
    public string? PlaceOf(DidItWork change) => EffectOf(change) is null ? null
        : change.OrdinaryDays == 0 ? text["Work.NoOrdinary"].Value
        : text["Work.Place", change.LargerThan, change.OrdinaryDays].Value;

    /// <summary>When it can be known; null where it is known already, or where nothing is to be seen.</summary>
    public string? WhenOf(DidItWork change) => change.Verdict is ChangeVerdict.Better or ChangeVerdict.Worse || change.NeededMoments is not { } needed ? null
        : change.KnownOn is { } day ? text["Work.KnownOn", Display.Count(needed), Display.Day(day)].Value
        : text["Work.Needed", Display.Count(needed)].Value;

    public string NameOf(TouchpointPoint point)
    {
        return DashboardHtml.BucketName(point.Bucket, dashboardText);
    }

    public IReadOnlyList<TrendMark> ZeroMarks() => [.. View!.Trend.Select(p => Mark(
        p,
        p.Zeros.Rate,
        p.Zeros.Low,
        p.Zeros.High,
        rate => Display.Percent(rate),
        Journeys(f => f with { From = p.From, To = p.To, ZeroAtId = Id })))];

    public IReadOnlyList<TrendMark> MeanMarks() => [.. View!.Trend.Select(p => Mark(
        p,
        p.Mean / 10,
        p.Mean / 10,
        p.Mean / 10,
        share => Display.Mean(10 * share),
        Journeys(f => f with { From = p.From, To = p.To, TouchpointId = Id })))];

    /// <summary>The markers that fall into the trend, with their numbers in the list.</summary>
    public IReadOnlyList<TrendFlag> Flags() =>
    [
        .. TrendFlag.PlacesOf(View!.Markers.Select(change => change.Marker), [.. View.Trend.Select(p => p.Bucket)]).Select(flag => new TrendFlag(
            flag.Place,
            flag.Number.ToString(CultureInfo.InvariantCulture),
            $"{Display.Day(View.Markers[flag.Number - 1].Marker.On)}: {View.Markers[flag.Number - 1].Marker.Text}")),
    ];

    /// <summary>A chart of this touchpoint as a picture.</summary>
    public string Picture(TouchpointChart chart, string format) =>
        SamePeriod(Company.Chart(Written.Text(chart), format)).With((ChartReader.TouchpointName, Id.ToString()));

    private TrendMark Mark(TouchpointPoint point, double? value, double? low, double? high, Func<double, string> words, string href)
    {
        var isDrawn = point.Zeros.Verdict != SampleVerdict.CountsOnly;
        return new TrendMark(
            isDrawn ? value : null,
            low,
            high,
            DashboardHtml.BucketAxis(point.Bucket, dashboardText),
            isDrawn ? text["Trend.Mark", NameOf(point), words(value!.Value), Display.Count(point.Zeros.N)] : "",
            href)
        { IsPartial = point.Bucket.IsPartial };
    }

    private async Task<bool> LoadAsync(Guid touchpoint, CancellationToken cancellationToken)
    {
        var company = HttpContext.Company();
        (Id, Today) = (touchpoint, filters.Today(HttpContext));
        MayMark = (await authorization.AuthorizeAsync(User, HttpContext, CompanyPolicies.Manage)).Succeeded;
        var filter = await ReadFilterAsync(filters, Company.Touchpoint(touchpoint), [], cancellationToken);
        var found = await touchpoints.RunAsync(
            company.Id, touchpoint, filter.IsUnderstood ? filter : new JourneyFilter(), Against, Today, cancellationToken);
        if (found is not null)
        {
            Name = found.Name;
            View = filters.Accepts(this, filter) ? found : null;
        }

        return found is not null;
    }
}
