using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Search;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>The texts of a filter in an address. Keeps those that mean nothing, so that they can be shown again.</summary>
/// <param name="today">In the company's zone: where the presets end.</param>
/// <param name="defaultPeriod">The preset if the address names neither a period nor days.</param>
internal sealed class JourneyFilterTexts(IQueryCollection query, DateOnly today, string defaultPeriod)
{
    private readonly Dictionary<string, string> _refused = [];

    public IReadOnlyDictionary<string, string> Refused => _refused;

    public DateOnly Today => today;

    public string DefaultPeriod => defaultPeriod;

    public bool Has(string name) => TextOf(name).Length > 0;

    /// <summary>
    /// Returns null if the text is absent, empty (which is what an empty field of a form sends), or means nothing.
    /// </summary>
    public T? Read<T>(string name, Func<string, T?> meaning)
        where T : struct
    {
        var value = Has(name) ? meaning(TextOf(name)) : null;
        RefuseUnless(value is not null, name);
        return value;
    }

    /// <inheritdoc cref="Read{T}(string, Func{string, T?})"/>
    public T? ReadText<T>(string name, Func<string, T?> meaning)
        where T : class
    {
        var value = Has(name) ? meaning(TextOf(name)) : null;
        RefuseUnless(value is not null, name);
        return value;
    }

    public void Refuse(string name) => _refused[name] = TextOf(name);

    private void RefuseUnless(bool understood, string name)
    {
        if (!understood && Has(name))
        {
            Refuse(name);
        }
    }

    private string TextOf(string name) => query[name].FirstOrDefault()?.Trim() ?? "";
}

/// <summary>What a page says of a filter that was not understood.</summary>
public static class FilterErrors
{
    /// <summary>Returns true if the filter was understood; otherwise the page is sent with status 400 and the messages.</summary>
    public static bool Accepts(this PageModel page, JourneyFilter filter, IStringLocalizer text)
    {
        foreach (var (name, typed) in filter.NotUnderstood)
        {
            // The period and what only links ask for have no field that the message could stand at.
            var hasField = name != JourneyFilter.PeriodName && !FilterConditions.All.Any(c => c.IsOfLinks && c.Name == name);
            page.ModelState.AddModelError(hasField ? name : "", MessageOf(filter, name, typed, text));
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
