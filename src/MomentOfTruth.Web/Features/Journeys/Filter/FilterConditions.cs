using System.Linq.Expressions;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Search;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>
/// All that a filter can ask for, each condition declared once: its name in the address, how its text is read and written, which journeys
/// it selects, and what its pill says. They are in the order of the address.
/// </summary>
internal static class FilterConditions
{
    public static readonly FilterCondition Period = new(JourneyFilter.FromName)
    {
        Read = JourneyPeriod.Read,
        Values = filter => [(JourneyFilter.FromName, Written.Text(filter.From)), (JourneyFilter.ToName, Written.Text(filter.To))],
        Apply = (journeys, filter) => JourneyPeriod.Matching(journeys, filter.From, filter.To),
        Label = JourneyPeriod.Label,
        Without = filter => filter with { From = null, To = null },
    };

    public static readonly IReadOnlyList<FilterCondition> All =
    [
        Period,
        Of(JourneyFilter.ProductName, f => f.ProductId, (f, id) => f with { ProductId = id }, Written.Id, Written.Text,
            id => j => j.ProductId == id,
            (id, labels) => labels.Text["Filter.Pill.Product", labels.NameOf(id)]),
        Touchpoint(JourneyFilter.TouchpointName, f => f.TouchpointId, (f, id) => f with { TouchpointId = id }, "Filter.Pill.Touchpoint",
            id => j => j.Moments.Any(m => m.TouchpointId == id && (j.Facts.KilledAt == null || m.Position <= j.Facts.KilledAt))),
        Touchpoint(JourneyFilter.KillerName, f => f.KillerId, (f, id) => f with { KillerId = id }, "Filter.Pill.Killer",
            id => j => j.Facts.KillerTouchpointId == id),
        Touchpoint(JourneyFilter.SoleKillerName, f => f.SoleKillerId, (f, id) => f with { SoleKillerId = id }, "Filter.Pill.SoleKiller",
            id => j => j.Facts.SoleKillerTouchpointId == id),
        Of<bool>(JourneyFilter.ZerosName, f => f.HasSeveralKillers ? true : null,
            (f, several) => f with { HasSeveralKillers = several ?? false },
            text => text == JourneyFilter.Several ? true : null, _ => JourneyFilter.Several,
            _ => j => j.Facts.Zeros > 0 && j.Facts.SoleKillerTouchpointId == null,
            (_, labels) => labels.Text["Filter.Several"]),
        Touchpoint(JourneyFilter.ZeroAtName, f => f.ZeroAtId, (f, id) => f with { ZeroAtId = id }, "Filter.Pill.ZeroAt", HasZeroAt),
        Of(JourneyFilter.ChannelName, f => f.Channel, (f, channel) => f with { Channel = channel },
            ChannelCodes.FromCode, channel => channel.ToCode(),
            channel => j => j.Moments.Any(m => m.Channel == channel),
            (channel, labels) => labels.Text["Filter.Pill.Channel", labels.Text["Channel." + channel].Value]),
        Of(JourneyFilter.CollapsedName, f => f.Collapsed, (f, collapsed) => f with { Collapsed = collapsed },
            text => Written.Either(text, JourneyFilter.Yes, JourneyFilter.No),
            collapsed => collapsed ? JourneyFilter.Yes : JourneyFilter.No,
            collapsed => j => j.Facts.Zeros > 0 == collapsed,
            (collapsed, labels) => labels.Text[collapsed ? "Filter.Collapsed" : "Filter.Survived"]),
        Of(JourneyFilter.OutcomeName, f => f.Outcome, (f, outcome) => f with { Outcome = outcome },
            OutcomeCodes.FromCode, outcome => outcome.ToCode(),
            outcome => j => j.Outcome == outcome,
            (outcome, labels) => labels.Text["Outcome." + outcome]),
        new(JourneyFilter.StateName)
        {
            Read = (filter, texts) => filter with { State = texts.Read(JourneyFilter.StateName, Written.Code<JourneyState>) ?? default },
            Values = filter => [(JourneyFilter.StateName, filter.State == default ? null : JourneyFilter.CodeOf(filter.State))],
            Apply = (journeys, filter) => filter.State switch
            {
                JourneyState.Finished => journeys.Where(j => j.FinishedAtUtc != null),
                JourneyState.Open => journeys.Where(j => j.FinishedAtUtc == null),
                _ => journeys,
            },
            Label = (filter, labels) => filter.State == default ? null : labels.Text["Filter.State." + filter.State].Value,
            Without = filter => filter with { State = default },
        },
        Of(JourneyFilter.CaseName, f => f.Case, (f, state) => f with { Case = state }, Written.Code<CaseState>, Written.Text,
            // Cases stand beside journeys: JourneysOf, which has the store, looks there.
            _ => _ => true,
            (state, labels) => labels.Text["Filter.Case." + state]),
        Text(JourneyFilter.PlaceName, f => f.Place, (f, place) => f with { Place = place },
            text => text.Length <= Journey.MaxPlace ? text : null,
            place => j => j.Place == place,
            (place, labels) => labels.Text["Filter.Pill.Place", place]),
        Trait(JourneyTraits.OrderedName, t => t.IsOrdered, (t, ordered) => t with { IsOrdered = ordered },
            text => Written.Either(text, JourneyFilter.Yes, JourneyFilter.No), ordered => ordered ? JourneyFilter.Yes : JourneyFilter.No,
            ordered => j => j.IsOrdered == ordered,
            (ordered, labels) => labels.Text[ordered ? "Filter.Trait.Ordered" : "Filter.Trait.Unordered"]),
        Trait(JourneyTraits.ClosedName, t => t.ClosedByItself, (t, closed) => t with { ClosedByItself = closed },
            text => text == JourneyTraits.ByItself ? true : null, _ => JourneyTraits.ByItself,
            _ => j => j.ClosedByItself,
            (_, labels) => labels.Text["Filter.Trait.ClosedByItself"]),
        Trait(JourneyTraits.AverageName, t => t.MinAverage, (t, average) => t with { MinAverage = average },
            text => Written.Number(text, 10), Written.Text,
            average => j => j.Facts.Average >= average,
            (average, labels) => labels.Text["Filter.Trait.Average", average]),
        Trait(JourneyTraits.AverageInName, t => t.AverageIn, (t, points) => t with { AverageIn = points },
            text => text == "0" ? 0 : Written.Number(text, 9), Written.Text,
            points => j => j.Facts.Average >= points && j.Facts.Average < points + 1,
            (points, labels) => labels.Text["Filter.Trait.AverageIn", points, points + 1]),
        Trait(JourneyTraits.KilledAtName, t => t.KilledAt, (t, position) => t with { KilledAt = position },
            text => Written.Number(text, Journey.MaxMoments), Written.Text,
            position => j => j.Facts.KilledAt == position,
            (position, labels) => labels.Text["Filter.Trait.KilledAt", position]),
        Trait(JourneyTraits.AtRiskName, t => t.AtRiskAt, (t, position) => t with { AtRiskAt = position },
            text => Written.Number(text, Journey.MaxMoments), Written.Text,
            position => j => j.IsOrdered && j.Facts.Moments >= position && (j.Facts.KilledAt == null || j.Facts.KilledAt >= position),
            (position, labels) => labels.Text["Filter.Trait.AtRisk", position]),
        Touchpoint(JourneyTraits.VisitedName, f => f.Traits.VisitedId, (f, id) => f with { Traits = f.Traits with { VisitedId = id } },
            "Filter.Trait.Visited", id => j => j.Moments.Any(m => m.TouchpointId == id), isOfLinks: true),
        Trait(JourneyTraits.ScoredName, t => t.Scored, (t, scored) => t with { Scored = scored },
            TouchpointPoints.TryParse, scored => scored.ToString(), HasMomentOf,
            (scored, labels) => labels.Text["Filter.Trait.Scored", labels.NameOf(scored.TouchpointId), scored.Points])
            with { TouchpointOf = f => f.Traits.Scored?.TouchpointId },
        Trait(JourneyTraits.EndingName, t => t.Ending, (t, ending) => t with { Ending = ending },
            Written.Code<JourneyEnding>, Written.Text,
            EndsSo,
            (ending, labels) => labels.Text["Filter.Trait.Ending." + ending], pillPlace: 1),
        TraitText(JourneyTraits.WentName, t => t.WentTo, (t, names) => t with { WentTo = names }, JourneyTraits.Names,
            WentToOneOf,
            (names, labels) => labels.Text["Filter.Trait.Went", names.Replace("\n", ", ", StringComparison.Ordinal)]),
        TraitText(JourneyTraits.AlikeName, t => t.Alike, (t, alike) => t with { Alike = alike }, JourneyTraits.AlikeOf,
            IsAlike,
            (_, labels) => labels.Text["Filter.Trait.Alike"]),
        Trait(JourneyTraits.AfterName, t => t.WentOnWell, (t, well) => t with { WentOnWell = well },
            text => Written.Either(text, JourneyTraits.Good, JourneyTraits.Poor), well => well ? JourneyTraits.Good : JourneyTraits.Poor,
            well => well ? j => j.Facts.AverageAfterZero >= Tally.GoodAverage : j => j.Facts.AverageAfterZero < Tally.GoodAverage,
            (well, labels) => labels.Text[well ? "Filter.Trait.Good" : "Filter.Trait.Poor"]),
        new(JourneyFilter.SearchName)
        {
            PillPlace = -1,
            Read = (filter, texts) => filter with { Search = texts.ReadText(JourneyFilter.SearchName, SearchQuery.Parse) },
            Values = filter => [(JourneyFilter.SearchName, filter.Search?.Text)],

            // The index of stories is asked by JourneysOf, which has the store.
            Apply = (journeys, _) => journeys,
            Label = (filter, labels) => filter.Search is { } search ? labels.Text["Filter.Pill.Search", search.Text].Value : null,
            Without = filter => filter with { Search = null },
        },
    ];

    private static Expression<Func<Journey, bool>> HasZeroAt(Guid touchpointId)
    {
        var zero = new Score(Score.MinTenths);
        return j => j.Moments.Any(m => m.TouchpointId == touchpointId && m.Score == zero);
    }

    private static Expression<Func<Journey, bool>> HasMomentOf(TouchpointPoints scored)
    {
        var scores = Enumerable.Range(Score.MinTenths, Score.MaxTenths + 1)
            .Select(tenths => new Score(tenths))
            .Where(score => score.Points == scored.Points)
            .ToArray();
        return j => j.Moments.Any(m => m.TouchpointId == scored.TouchpointId && scores.Contains(m.Score));
    }

    private static Expression<Func<Journey, bool>> EndsSo(JourneyEnding ending) => ending switch
    {
        JourneyEnding.Left => j => OutcomeCodes.Lost.Contains(j.Outcome!.Value),
        JourneyEnding.Kept => j => j.Outcome == Outcome.Stayed || j.Outcome == Outcome.Complained,
        JourneyEnding.Said => j => j.Outcome != null && j.Outcome != Outcome.NotSaid,
        JourneyEnding.Unnamed => j => j.Competitor == null && OutcomeCodes.Lost.Contains(j.Outcome!.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(ending), ending, "No such ending."),
    };

    private static Expression<Func<Journey, bool>> WentToOneOf(string names)
    {
        var spellings = names.Split('\n');
        return j => j.Competitor != null && spellings.Contains(j.Competitor);
    }

    private static Expression<Func<Journey, bool>> IsAlike(string alike)
    {
        // An average that is a whole number of halves is stored exactly, so none falls into the band below its own.
        var strata = JourneyTraits.Strata(alike);
        return j => j.Outcome != null && j.Outcome != Outcome.NotSaid
            && strata.Contains((j.Facts.Moments * 100) + (int)Math.Floor(j.Facts.Average * 2));
    }

    private static FilterCondition Of<T>(
        string name,
        Func<JourneyFilter, T?> get,
        Func<JourneyFilter, T?, JourneyFilter> set,
        Func<string, T?> parse,
        Func<T, string> write,
        Func<T, Expression<Func<Journey, bool>>> matches,
        Func<T, FilterLabels, string> label)
        where T : struct => new(name)
        {
            Read = (filter, texts) => set(filter, texts.Read(name, parse)),
            Values = filter => [(name, get(filter) is { } value ? write(value) : null)],
            Apply = (journeys, filter) => get(filter) is { } value ? journeys.Where(matches(value)) : journeys,
            Label = (filter, labels) => get(filter) is { } value ? label(value, labels) : null,
            Without = filter => set(filter, null),
        };

    private static FilterCondition Touchpoint(
        string name,
        Func<JourneyFilter, Guid?> get,
        Func<JourneyFilter, Guid?, JourneyFilter> set,
        string labelKey,
        Func<Guid, Expression<Func<Journey, bool>>> matches,
        bool isOfLinks = false) =>
        Of(name, get, set, Written.Id, Written.Text, matches, (id, labels) => labels.Text[labelKey, labels.NameOf(id)]) with
        {
            IsOfLinks = isOfLinks,
            TouchpointOf = get,
        };

    private static FilterCondition Trait<T>(
        string name,
        Func<JourneyTraits, T?> get,
        Func<JourneyTraits, T?, JourneyTraits> set,
        Func<string, T?> parse,
        Func<T, string> write,
        Func<T, Expression<Func<Journey, bool>>> matches,
        Func<T, FilterLabels, string> label,
        int pillPlace = 0)
        where T : struct =>
        Of(name, f => get(f.Traits), (f, value) => f with { Traits = set(f.Traits, value) }, parse, write, matches, label) with
        {
            IsOfLinks = true,
            PillPlace = pillPlace,
        };

    private static FilterCondition TraitText(
        string name,
        Func<JourneyTraits, string?> get,
        Func<JourneyTraits, string?, JourneyTraits> set,
        Func<string, string?> parse,
        Func<string, Expression<Func<Journey, bool>>> matches,
        Func<string, FilterLabels, string> label) =>
        Text(name, f => get(f.Traits), (f, value) => f with { Traits = set(f.Traits, value) }, parse, matches, label) with
        {
            IsOfLinks = true,
        };

    private static FilterCondition Text(
        string name,
        Func<JourneyFilter, string?> get,
        Func<JourneyFilter, string?, JourneyFilter> set,
        Func<string, string?> parse,
        Func<string, Expression<Func<Journey, bool>>> matches,
        Func<string, FilterLabels, string> label) => new(name)
        {
            Read = (filter, texts) => set(filter, texts.ReadText(name, parse)),
            Values = filter => [(name, get(filter))],
            Apply = (journeys, filter) => get(filter) is { } value ? journeys.Where(matches(value)) : journeys,
            Label = (filter, labels) => get(filter) is { } value ? label(value, labels) : null,
            Without = filter => set(filter, null),
        };
}
