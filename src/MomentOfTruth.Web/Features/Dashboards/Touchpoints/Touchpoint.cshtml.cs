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
public sealed class TouchpointModel(
    TouchpointQuery touchpoints,
    FilterReader filters,
    MarkerForm markers,
    IAuthorizationService authorization,
    IStringLocalizer<DashboardText> dashboardText,
    IStringLocalizer<TouchpointText> text) : MeasuresPageModel, IKeepsInput
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

    /// <summary>What became of the zeros after a change, as the key of its text.</summary>
    public static string ResultOf(MarkerComparison comparison) =>
        comparison.Zeros.High < 0 ? "Compare.Fewer" : comparison.Zeros.Low > 0 ? "Compare.More" : "Compare.Unclear";

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
    public IReadOnlyList<TrendFlag> Flags() => [.. View!.Markers.SelectMany((marker, i) => FlagOf(marker.Marker, i + 1))];

    private IEnumerable<TrendFlag> FlagOf(Marker marker, int number)
    {
        var at = View!.Trend.Select((point, i) => (point, i)).Where(p => marker.On >= p.point.From && marker.On <= p.point.To);
        return at.Select(p => new TrendFlag(
            // A point stands for its whole bucket, so the bucket reaches half a step to either side of it.
            p.i - 0.5 + ((double)(marker.On.DayNumber - p.point.From.DayNumber) / (p.point.To.DayNumber - p.point.From.DayNumber + 1)),
            number.ToString(CultureInfo.InvariantCulture),
            $"{Display.Day(marker.On)}: {marker.Text}"));
    }

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
            company.Id, touchpoint, filter.IsUnderstood ? filter : new JourneyFilter(), Today, cancellationToken);
        if (found is not null)
        {
            Name = found.Name;
            View = filters.Accepts(this, filter) ? found : null;
        }

        return found is not null;
    }
}
