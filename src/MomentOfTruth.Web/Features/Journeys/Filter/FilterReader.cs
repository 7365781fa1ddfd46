using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>Reads the filter of a company's page from its address.</summary>
public sealed class FilterReader(FilterChoicesQuery choices, TimeProvider clock, IStringLocalizer<SharedText> text)
{
    /// <summary>The company's day.</summary>
    public DateOnly Today(HttpContext http) => clock.Today(http.Company().TimeZoneId);

    /// <summary>Reads a filter of journeys, with everything that it can ask for.</summary>
    /// <param name="path">The address of the page without its query.</param>
    /// <param name="keep">Query values that are not the filter's and stay as they are.</param>
    public async Task<FilterPanel> ReadAsync(
        HttpContext http, string path, IReadOnlyList<(string Name, string? Value)> keep, CancellationToken cancellationToken)
    {
        var filter = JourneyFilter.Parse(http.Request.Query, Today(http));
        return new FilterPanel(filter, await choices.RunAsync(http.Company().Id, filter, cancellationToken), path, keep);
    }

    /// <summary>Reads a filter of measures: period and product alone.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    /// <param name="defaultPeriod">The preset if the address names neither a period nor days.</param>
    public async Task<FilterPanel> ReadForMeasuresAsync(
        HttpContext http,
        string path,
        IReadOnlyList<(string Name, string? Value)> keep,
        string defaultPeriod,
        CancellationToken cancellationToken)
    {
        var filter = JourneyFilter.Parse(http.Request.Query, Today(http), defaultPeriod).ForMeasures();
        return new FilterPanel(filter, await choices.ProductsAsync(http.Company().Id, filter, cancellationToken), path, keep)
        {
            HasDetails = false,
            DefaultPeriod = defaultPeriod,
        };
    }

    /// <inheritdoc cref="FilterErrors.Accepts"/>
    public bool Accepts(PageModel page, JourneyFilter filter) => page.Accepts(filter, text);
}
