using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>A filter as a page shows it: the form and the pills.</summary>
/// <param name="Path">The page's address without a query.</param>
/// <param name="Keep">Query values that are not the filter's and stay as they are.</param>
public sealed record FilterPanel(
    JourneyFilter Filter, FilterChoices Choices, string Path, params IReadOnlyList<(string Name, string? Value)> Keep)
{
    /// <summary>Whether the form offers everything, or period and product alone.</summary>
    public bool HasDetails { get; init; } = true;

    /// <summary>The period of the page when the address names none.</summary>
    public string DefaultPeriod { get; init; } = JourneyFilter.AllTime;

    public string Cleared => Address(new JourneyFilter());

    /// <summary>
    /// What the form sends besides its fields: what a link has asked for, and "all time", which its two empty days would not say.
    /// </summary>
    public IEnumerable<(string Name, string? Value)> Unseen =>
    [
        .. Keep,
        .. FilterConditions.All.Where(condition => condition.IsOfLinks).SelectMany(condition => condition.Values(Filter)),
        (JourneyFilter.PeriodName, Filter.Preset == JourneyFilter.AllTime ? AllTime : null),
    ];

    // Only in the address where one without a period means another.
    private string? AllTime => DefaultPeriod == JourneyFilter.AllTime ? null : JourneyFilter.AllTime;

    /// <summary>The filter as query values of this page.</summary>
    public IEnumerable<(string Name, string? Value)> Query(JourneyFilter filter)
    {
        return [.. filter.Query(), (JourneyFilter.PeriodName, filter is { From: null, To: null } ? AllTime : null)];
    }

    /// <summary>The address of this page with another filter.</summary>
    public string Address(JourneyFilter filter) => Path.With([.. Query(filter), .. Keep]);

    /// <summary>The address of another page with this filter, all time included.</summary>
    public string At(string path) => (this with { Path = path, Keep = [] }).Address(Filter);

    /// <summary>What the filter asks for, each with the address of this page without it.</summary>
    public IEnumerable<FilterPill> Pills(IStringLocalizer text)
    {
        var labels = new FilterLabels(text, Choices);
        return
            from condition in FilterConditions.All.OrderBy(c => c.PillPlace)
            let label = condition.Label(Filter, labels)
            where label is not null
            select new FilterPill(label, Address(condition.Without(Filter)));
    }

    /// <summary>The period in words; null for all time.</summary>
    public string? Period(IStringLocalizer text) => FilterConditions.Period.Label(Filter, new FilterLabels(text, Choices));

    /// <summary>The kind of a field for a day: plain text if it shows a text that is not a day.</summary>
    public string DayFieldOf(string name) =>
        !Filter.NotUnderstood.ContainsKey(name) || (Filter.To is not null && name == JourneyFilter.ToName) ? "date" : "text";

    /// <summary>A list of touchpoints to choose from.</summary>
    public FilterSelect TouchpointSelect(string name, IStringLocalizer text) => new(
        name,
        text["Filter.Field." + name],
        text["Filter.Any"],
        Filter,
        [.. Choices.Touchpoints.Select(t => (t.Id.ToString(), t.Name))])
    { Others = Choices.OtherTouchpoints };

    /// <summary>The list of products to choose from.</summary>
    public FilterSelect ProductSelect(IStringLocalizer text) => new(
        JourneyFilter.ProductName,
        text["Filter.Field.product"],
        text["Filter.Any"],
        Filter,
        [.. Choices.Products.Select(p => (p.Id.ToString(), p.Name))])
    { Others = Choices.OtherProducts };
}

/// <summary>One condition of a filter in words, and the address of the same page without it.</summary>
public sealed record FilterPill(string Label, string Without);

/// <summary>One list of the filter's form.</summary>
/// <param name="None">The text of the first row, which asks for nothing.</param>
public sealed record FilterSelect(
    string Name, string Label, string None, JourneyFilter Filter, IReadOnlyList<(string Value, string Text)> Choices)
{
    /// <summary>How many more there are, which the list does not offer.</summary>
    public int Others { get; init; }

    public bool IsInvalid => Filter.NotUnderstood.ContainsKey(Name);

    public string? Chosen => Filter.ValueOf(Name);

    /// <summary>Whether something is chosen that is not in the list.</summary>
    public bool IsUnknown => Chosen is not null && Choices.All(c => c.Value != Chosen);
}

/// <summary>Something of the company that a filter can ask for.</summary>
public sealed record FilterChoice(Guid Id, string Name);

/// <summary>How many journeys a filter selects, and of how many.</summary>
public sealed record FilterCount(FilterPanel Panel, long Matching, long Total);
