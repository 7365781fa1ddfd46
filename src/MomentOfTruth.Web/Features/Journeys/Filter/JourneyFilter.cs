using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Search;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>
/// Which of a company's journeys are meant. Parsed once from the address and used by cards, charts, lists and files alike:
/// what a page counts is what the list shows and the file holds.
/// </summary>
public sealed record JourneyFilter
{
    /// <summary>The names in the address; fields and errors have the same.</summary>
    public const string FromName = "from", ToName = "to", PeriodName = "period", ProductName = "product", TouchpointName = "touchpoint",
        KillerName = "killer", SoleKillerName = "sole", ZerosName = "zeros", ZeroAtName = "zero-at", ChannelName = "channel",
        CollapsedName = "collapsed", OutcomeName = "outcome", StateName = "state", CaseName = "case", PlaceName = "place", SearchName = "q";

    public const string Yes = "yes", No = "no";

    /// <summary>Of <see cref="ZerosName"/>: zeros at two or more touchpoints.</summary>
    public const string Several = "several";

    /// <summary>Of <see cref="PeriodName"/>: no bounds; the other presets are numbers of days that end today.</summary>
    public const string AllTime = "all";

    public static readonly IReadOnlyList<string> Presets = ["30", "90", "365", AllTime];

    /// <summary>The first <see cref="Journey.Day"/>, inclusive.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last <see cref="Journey.Day"/>, inclusive.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The preset that <see cref="From"/> and <see cref="To"/> come from; null if they were given as days.</summary>
    public string? Preset { get; init; }

    public Guid? ProductId { get; init; }

    /// <summary>Journeys that reached this touchpoint: with a moment there at or before their killing moment.</summary>
    public Guid? TouchpointId { get; init; }

    /// <summary>Journeys whose killing moment was at this touchpoint.</summary>
    public Guid? KillerId { get; init; }

    /// <summary>Journeys whose zeros are all at this touchpoint: what fixing it alone would have saved.</summary>
    public Guid? SoleKillerId { get; init; }

    /// <summary>Only journeys with zeros at two or more touchpoints, which no single fix would have saved.</summary>
    public bool HasSeveralKillers { get; init; }

    /// <summary>Journeys with a zero at this touchpoint, whether it was their first or not.</summary>
    public Guid? ZeroAtId { get; init; }

    /// <summary>Journeys with a moment through this channel.</summary>
    public Channel? Channel { get; init; }

    public bool? Collapsed { get; init; }

    public Outcome? Outcome { get; init; }

    public JourneyState State { get; init; }

    /// <summary>Where the form was found, as the link that led there says.</summary>
    public string? Place { get; init; }

    /// <summary>Where the company's work on it stands; null for any, and for none.</summary>
    public CaseState? Case { get; init; }

    /// <summary>The conditions that only links ask for.</summary>
    public JourneyTraits Traits { get; init; } = JourneyTraits.None;

    /// <summary>Journeys whose title or stories contain these words.</summary>
    public SearchQuery? Search { get; init; }

    /// <summary>
    /// By name in the address, the texts that mean nothing. A filter that was not understood selects nothing: pages show an error and files
    /// are refused.
    /// </summary>
    public IReadOnlyDictionary<string, string> NotUnderstood { get; init; } = new Dictionary<string, string>();

    public bool IsUnderstood => NotUnderstood.Count == 0;

    /// <summary>Whether anything but the state is asked for.</summary>
    public bool IsNarrowed => this with { State = default, Preset = null, NotUnderstood = None.NotUnderstood } != None;

    private static JourneyFilter None { get; } = new();

    /// <summary>
    /// No journey has an earlier or later day, and no calculation with days between them runs over the ends of the calendar.
    /// </summary>
    public static readonly DateOnly Earliest = new(1900, 1, 1), Latest = new(2199, 12, 31);

    /// <param name="today">In the company's zone: where the presets end.</param>
    /// <param name="defaultPeriod">The preset if the address names neither a period nor days.</param>
    public static JourneyFilter Parse(IQueryCollection query, DateOnly today, string defaultPeriod = AllTime)
    {
        var texts = new JourneyFilterTexts(query, today, defaultPeriod);
        var filter = FilterConditions.All.Aggregate(new JourneyFilter(), (read, condition) => condition.Read(read, texts));
        return filter with { NotUnderstood = texts.Refused };
    }

    /// <summary>The part of this filter that the measures know: period and product.</summary>
    public JourneyFilter ForMeasures() => new()
    {
        From = From,
        To = To,
        Preset = Preset,
        ProductId = ProductId,
        NotUnderstood = NotUnderstood.Where(text => text.Key is FromName or ToName or PeriodName or ProductName).ToDictionary(),
    };

    /// <summary>
    /// This filter as query values, the presets as days, so that a link keeps its meaning. Also the values of the form's fields.
    /// </summary>
    public (string Name, string? Value)[] Query() => [.. FilterConditions.All.SelectMany(condition => condition.Values(this))];

    public static string CodeOf(JourneyState state) => Written.Text(state);

    public static string CodeOf(CaseState state) => Written.Text(state);

    /// <summary>What the field of that name shows: the text as it was typed if it was not understood.</summary>
    public string? ValueOf(string name) =>
        NotUnderstood.TryGetValue(name, out var typed) ? typed : Query().FirstOrDefault(value => value.Name == name).Value;
}

/// <summary>
/// Which journeys a list holds. The first is the default: nobody's journey is left out unasked. Measures count finished ones, and their
/// links say so.
/// </summary>
public enum JourneyState
{
    All,
    Finished,
    Open,
}

/// <summary>Where the company's work on a journey stands.</summary>
public enum CaseState
{
    /// <summary>The customer wrote last, and it is the company's turn.</summary>
    Wrote,

    /// <summary>The company wrote last.</summary>
    Answered,

    Open,

    Closed,
}

/// <summary>The filter as a query, in one place for all readers of journeys.</summary>
public static class FilteredJourneys
{
    /// <summary>A company's journeys that the filter selects. Throws if the filter was not understood.</summary>
    public static IQueryable<Journey> JourneysOf(this AppDbContext db, Guid companyId, JourneyFilter filter)
    {
        if (!filter.IsUnderstood)
        {
            throw new ArgumentException("A filter that was not understood selects nothing.", nameof(filter));
        }

        var journeys = FilterConditions.All.Aggregate(db.JourneysOf(companyId), (found, condition) => condition.Apply(found, filter));
        if (filter.Case is { } state)
        {
            var cases = db.Cases.Where(c => c.CompanyId == companyId);
            cases = state switch
            {
                CaseState.Wrote => cases.Where(c => c.CustomerWrote),
                CaseState.Answered => cases.Where(c => c.AnsweredAtUtc != null),
                CaseState.Closed => cases.Where(c => c.Status == CaseStatus.Closed),
                _ => cases.Where(c => c.Status == CaseStatus.Open),
            };
            journeys = journeys.Where(j => cases.Select(c => c.JourneyId).Contains(j.Id));
        }

        if (filter.Search is { } search)
        {
            var found = db.Found(companyId, search);
            journeys = journeys.Where(j => found.Select(e => e.JourneyId).Contains(j.Id));
        }

        return journeys;
    }
}
