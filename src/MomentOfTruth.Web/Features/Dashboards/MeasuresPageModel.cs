using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>What <c>_FairShares</c> shows.</summary>
/// <param name="Page">The page it stands on, which knows what its numbers lead to.</param>
/// <param name="Most">How many touchpoints are named; the rest are summed up.</param>
public sealed record FairShareTable(CompanyMeasures Measures, MeasuresPageModel Page, int Most);

/// <summary>A page of the measures of a company's period and product, and the addresses of what its numbers count.</summary>
public abstract class MeasuresPageModel : PageModel
{
    public FilterPanel Panel { get; private set; } = null!;

    /// <summary>What the period is held against.</summary>
    public Against Against { get; private set; } = Against.Before;

    /// <summary>The part of the ledger that the page is about.</summary>
    protected LedgerScope Scope => DashboardQuery.ScopeOf(HttpContext.Company().Id, Panel.Filter);

    /// <summary>The addresses of the company's pages.</summary>
    public Routes.CompanyRoutes Company => Routes.Company(HttpContext.Company().Slug);

    /// <summary>How long the period is; 0 if it has no beginning or no end.</summary>
    public int Days => Panel.Filter is { From: { } from, To: { } to } ? new Period(from, to).Days : 0;

    /// <summary>The finished journeys of this page's period and product that also fulfil further conditions.</summary>
    public string Journeys(Func<JourneyFilter, JourneyFilter>? also = null)
    {
        var finished = Panel.Filter with { State = JourneyState.Finished };
        return Company.Journeys.With((also is null ? finished : also(finished)).Query());
    }

    /// <summary>
    /// The journeys that fixing the touchpoint alone would have saved; null where two touchpoints of one name are counted together.
    /// </summary>
    public string? RescuedBy(Guid? touchpointId) => touchpointId is { } id ? Journeys(filter => filter with { SoleKillerId = id }) : null;

    /// <summary>The page of one touchpoint with this page's period and product; null where several touchpoints have the name.</summary>
    public string? TouchpointPage(Guid? touchpointId) => touchpointId is { } id ? SamePeriod(Company.Touchpoint(id)) : null;

    /// <summary>At most so many touchpoints are named in a table.</summary>
    public const int MostNamed = 20;

    /// <summary>The first cell of the row that sums up touchpoints which are not named. It leads to the files that have all.</summary>
    public IHtmlContent Others(int touchpoints, IStringLocalizer text) =>
        DashboardHtml.Linked(text.Count("Rest", touchpoints), MayExport ? SamePeriod(Company.Export) : null);

    /// <summary>Whether the reader may take rows out of the product.</summary>
    public bool MayExport => HttpContext.Company().Role >= CompanyRole.Manager;

    /// <summary>Another page of the company with this page's period, product and what they are held against.</summary>
    public string SamePeriod(string path) => Panel.At(path).With([.. Against.Query()]);

    /// <summary>This page held against something else.</summary>
    public string HeldAgainst(AgainstKind kind) => (Panel with { Keep = [.. new Against(kind).Query(), .. Kept] }).Address(Panel.Filter);

    /// <summary>A chart of this page's period, product and comparison as a picture.</summary>
    public string Picture(OverviewChart chart, string format) => SamePeriod(Company.Chart(Written.Text(chart), format));

    /// <summary>Query values that stay when the page is held against something else.</summary>
    public IEnumerable<(string Name, string? Value)> Kept =>
        Panel.Keep.Where(k => k.Name is not (Against.Name or Against.FromName or Against.ToName));

    /// <summary>What the period is held against, in words; null for nothing.</summary>
    public string? AgainstWords(IStringLocalizer<OverviewText> words) => Against.Of(Scope) is not { } scope ? null : Against.Kind switch
    {
        AgainstKind.Before => words["Against.Before", Days].Value,
        AgainstKind.Year => words["Against.Year"].Value,
        _ => words["Against.Days", Display.Day(scope.From!.Value), Display.Day(scope.To!.Value)].Value,
    };

    /// <summary>Reads what the address asks for.</summary>
    /// <param name="path">The address of this page.</param>
    /// <param name="keep">Query values that are neither the filter's nor the comparison's and stay as they are.</param>
    protected async Task<JourneyFilter> ReadFilterAsync(
        FilterReader filters, string path, IReadOnlyList<(string Name, string? Value)> keep, CancellationToken cancellationToken)
    {
        Against = Against.Parse(Request.Query);
        Panel = await filters.ReadForMeasuresAsync(
            HttpContext, path, [.. Against.Query(), .. keep], MeasuresFilter.DefaultPeriod, cancellationToken);
        return Panel.Filter with { NotUnderstood = Panel.Filter.NotUnderstood.Concat(Against.NotUnderstood).ToDictionary() };
    }
}
