using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Features.Publications;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>The charts of the overview as files of their own, with the same query as the page.</summary>
public static class ChartEndpoints
{
    public static void MapCharts(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/{culture:culture}/companies/{company}/charts").RequireAuthorization(CompanyPolicies.Read)
            .WithMetadata(new AuditedAttribute("Dashboard.File"), new MayLagAttribute())
            .WithSecurityHeadersPolicy(SecurityHeaders.Files);
        files.MapGet("/{chart}.svg", SvgAsync);
        files.MapGet("/{chart}.png", PngAsync);
    }

    private static async Task<IResult> SvgAsync(string chart, HttpContext http, ChartReader reader)
    {
        var (sheet, title, refusal) = await reader.ReadAsync(chart, http);
        return refusal ?? Results.Text(sheet!.ToSvg(title!), "image/svg+xml");
    }

    private static async Task<IResult> PngAsync(
        string chart, HttpContext http, ChartReader reader, PictureFont font, PictureStore store, IStringLocalizer<DashboardText> text)
    {
        var (sheet, _, refusal) = await reader.ReadAsync(chart, http);
        if (refusal is not null)
        {
            return refusal;
        }

        // A picture with boxes or gaps where its letters should be would be worse than none.
        return sheet!.Drawable(font) is { } drawable
            ? Results.Bytes(await store.PngAsync(drawable, Limits.Address(http), http.RequestAborted), "image/png")
            : Results.Problem(text["Picture.NoFont"], statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>Reads what a chart shows, and draws it.</summary>
public sealed class ChartReader(
    DashboardQuery dashboard, TouchpointQuery touchpoints, FilterReader filters, OverviewPictures pictures, IStringLocalizer<DashboardText> text,
    IStringLocalizer<SharedText> shared)
{
    /// <summary>Which touchpoint a chart of one is about, in the address.</summary>
    public const string TouchpointName = "at";

    /// <summary>Gives the picture and its title, or why there is none.</summary>
    public async Task<(PictureSheet? Sheet, string? Title, IResult? Refusal)> ReadAsync(string code, HttpContext http)
    {
        var (chart, ofTouchpoint) = (Written.Code<OverviewChart>(code), Written.Code<TouchpointChart>(code));
        if (chart is null && ofTouchpoint is null)
        {
            return (null, null, Results.NotFound());
        }

        var (company, against) = (http.Company(), Against.Parse(http.Request.Query));
        var panel = await filters.ReadForMeasuresAsync(http, "", [], MeasuresFilter.DefaultPeriod, http.RequestAborted);
        var filter = panel.Filter;
        if (!filter.IsUnderstood || against.NotUnderstood.Count > 0)
        {
            // A picture of something else than the address asks for would be worse than none.
            return (null, null, Results.BadRequest());
        }

        var (name, period, product) = (
            SiteCulture.NameOf(company.Name, company.KoreanName),
            panel.Period(shared) ?? text["Preset.all"].Value,
            filter.ProductId is { } chosen
                ? panel.Choices.NameOf(chosen) ?? shared["Filter.Unknown"].Value
                : text["Board.AllProducts"].Value);
        if (ofTouchpoint is { } there)
        {
            var view = Guid.TryParse(http.Request.Query[TouchpointName], out var touchpoint)
                ? await touchpoints.RunAsync(company.Id, touchpoint, filter, against, filters.Today(http), http.RequestAborted)
                : null;
            return view is null
                ? (null, null, Results.NotFound())
                : (pictures.Draw(there, name, period, product, view), pictures.TitleOf(there, view.Name), null);
        }

        var sheet = pictures.Draw(
            chart!.Value,
            name,
            period,
            product,
            await dashboard.RunAsync(company.Id, filter, against, filters.Today(http), http.RequestAborted),
            chart == OverviewChart.Others ? await dashboard.BenchmarkAsync(company.Id, filter, http.RequestAborted) : null);
        return (sheet, pictures.TitleOf(chart.Value), null);
    }
}
