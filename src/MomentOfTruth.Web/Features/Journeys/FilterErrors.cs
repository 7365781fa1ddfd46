using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Search;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>What a page says of a filter that was not understood.</summary>
public static class FilterErrors
{
    /// <summary>True if the filter was understood; otherwise the page is answered with 400 and says why.</summary>
    public static bool Accepts(this PageModel page, JourneyFilter filter, IStringLocalizer text)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(text);
        foreach (var (name, typed) in filter.NotUnderstood)
        {
            // The period and the traits have no field to go to.
            page.ModelState.AddModelError(name == JourneyFilter.PeriodName || JourneyTraits.Names.Contains(name) ? "" : name, MessageOf(filter, name, typed, text));
        }

        page.Response.StatusCode = filter.IsUnderstood ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return filter.IsUnderstood;
    }

    private static string MessageOf(JourneyFilter filter, string name, string typed, IStringLocalizer text) => name switch
    {
        JourneyFilter.ToName when filter.To is not null => text["Filter.Error.Backwards"],
        JourneyFilter.FromName or JourneyFilter.ToName => text["Filter.Error.Day", typed],
        JourneyFilter.SearchName => text["Filter.Error.Search", typed, SearchQuery.MaxLength],
        _ => text["Filter.Error.Choice", typed],
    };
}
