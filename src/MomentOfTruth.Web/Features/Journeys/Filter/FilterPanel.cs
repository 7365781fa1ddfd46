using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>A filter as a page shows it: the form and the pills.</summary>
/// <param name="Path">The page's address without a query.</param>
/// <param name="Keep">Query values that are not the filter's and stay as they are.</param>
public sealed record FilterPanel(JourneyFilter Filter, FilterChoices Choices, string Path, params IReadOnlyList<(string Name, string? Value)> Keep)
{
    /// <summary>Whether the form offers everything, or period and product alone.</summary>
    public bool HasDetails { get; init; } = true;

    /// <summary>The period of the page when the address names none.</summary>
    public string DefaultPeriod { get; init; } = JourneyFilter.AllTime;

    public string Cleared => Address(new JourneyFilter());

    /// <summary>What the form sends besides its fields: what a link has asked for, and all time, which its empty days would not say.</summary>
    public IEnumerable<(string Name, string? Value)> Unseen =>
        [.. Keep, .. Filter.Traits.Query(), (JourneyFilter.PeriodName, Filter.Preset == JourneyFilter.AllTime ? AllTime : null)];

    // Said only where an address without a period means another.
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

    public IEnumerable<FilterPill> Pills(IStringLocalizer text)
    {
        if (Filter.Search is { } search)
        {
            yield return Pill(text["Filter.Pill.Search", search.Text], Filter with { Search = null });
        }

        if (Period(text) is { } period)
        {
            yield return Pill(period, Filter with { From = null, To = null });
        }

        if (Filter.ProductId is { } product)
        {
            yield return Pill(text["Filter.Pill.Product", NameOf(product, text)], Filter with { ProductId = null });
        }

        if (Filter.TouchpointId is { } reached)
        {
            yield return Pill(text["Filter.Pill.Touchpoint", NameOf(reached, text)], Filter with { TouchpointId = null });
        }

        if (Filter.KillerId is { } killer)
        {
            yield return Pill(text["Filter.Pill.Killer", NameOf(killer, text)], Filter with { KillerId = null });
        }

        if (Filter.SoleKillerId is { } soleKiller)
        {
            yield return Pill(text["Filter.Pill.SoleKiller", NameOf(soleKiller, text)], Filter with { SoleKillerId = null });
        }

        if (Filter.HasSeveralKillers)
        {
            yield return Pill(text["Filter.Several"], Filter with { HasSeveralKillers = false });
        }

        if (Filter.ZeroAtId is { } zeroAt)
        {
            yield return Pill(text["Filter.Pill.ZeroAt", NameOf(zeroAt, text)], Filter with { ZeroAtId = null });
        }

        if (Filter.Channel is { } channel)
        {
            yield return Pill(text["Filter.Pill.Channel", text["Channel." + channel].Value], Filter with { Channel = null });
        }

        if (Filter.Collapsed is { } collapsed)
        {
            yield return Pill(text[collapsed ? "Filter.Collapsed" : "Filter.Survived"], Filter with { Collapsed = null });
        }

        if (Filter.Outcome is { } outcome)
        {
            yield return Pill(text["Outcome." + outcome], Filter with { Outcome = null });
        }

        if (Filter.State != JourneyState.Finished)
        {
            yield return Pill(text["Filter.State." + Filter.State], Filter with { State = JourneyState.Finished });
        }

        foreach (var pill in TraitPills(text))
        {
            yield return pill;
        }
    }

    private IEnumerable<FilterPill> TraitPills(IStringLocalizer text)
    {
        var traits = Filter.Traits;
        FilterPill Trait(string label, JourneyTraits without) => Pill(label, Filter with { Traits = without });
        if (traits.MinAverage is { } average)
        {
            yield return Trait(text["Filter.Trait.Average", average], traits with { MinAverage = null });
        }

        if (traits.KilledAt is { } killedAt)
        {
            yield return Trait(text["Filter.Trait.KilledAt", killedAt], traits with { KilledAt = null });
        }

        if (traits.AtRiskAt is { } atRiskAt)
        {
            yield return Trait(text["Filter.Trait.AtRisk", atRiskAt], traits with { AtRiskAt = null });
        }

        if (traits.VisitedId is { } visited)
        {
            yield return Trait(text["Filter.Trait.Visited", NameOf(visited, text)], traits with { VisitedId = null });
        }

        if (traits.WentTo is { } competitor)
        {
            yield return Trait(text["Filter.Trait.Went", competitor.Replace("\n", ", ", StringComparison.Ordinal)], traits with { WentTo = null });
        }

        if (traits.Alike is not null)
        {
            yield return Trait(text["Filter.Trait.Alike"], traits with { Alike = null });
        }

        if (traits.WentOnWell is { } wentOnWell)
        {
            yield return Trait(text[wentOnWell ? "Filter.Trait.Good" : "Filter.Trait.Poor"], traits with { WentOnWell = null });
        }

        if (traits.Ending is { } ending)
        {
            yield return Trait(text["Filter.Trait.Ending." + ending], traits with { Ending = null });
        }
    }

    /// <summary>The period in words; null for all time.</summary>
    public string? Period(IStringLocalizer text) => Filter switch
    {
        { From: { } from, To: { } to } when from == to => Display.Day(from),
        { From: { } from, To: { } to } => text["Filter.Pill.Between", Display.Day(from), Display.Day(to)],
        { From: { } from } => text["Filter.Pill.Since", Display.Day(from)],
        { To: { } to } => text["Filter.Pill.Until", Display.Day(to)],
        _ => null,
    };

    private string NameOf(Guid id, IStringLocalizer text) => Choices.NameOf(id) ?? text["Filter.Unknown"];

    private FilterPill Pill(string label, JourneyFilter without) => new(label, Address(without));
}

/// <summary>One thing that a filter asks for, and the address of the same page without it.</summary>
public sealed record FilterPill(string Label, string Without);

/// <summary>One list of the filter's form.</summary>
/// <param name="None">What the first row says, which asks for nothing.</param>
public sealed record FilterSelect(string Name, string Label, string None, JourneyFilter Filter, IReadOnlyList<(string Value, string Text)> Choices)
{
    public bool IsInvalid => Filter.NotUnderstood.ContainsKey(Name);
}

/// <summary>Something of the company that a filter can ask for.</summary>
public sealed record FilterChoice(Guid Id, string Name);

/// <summary>How many journeys a filter selects, and of how many.</summary>
public sealed record FilterCount(FilterPanel Panel, long Matching, long Total);
