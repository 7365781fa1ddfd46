using System.Globalization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Search;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>
/// Which of a company's journeys are meant. Parsed once from the address and used by cards, charts, lists and files alike:
/// what a page counts is what the list shows and the file holds.
/// </summary>
public sealed record JourneyFilter
{
    /// <summary>The names in the address; fields and errors have the same.</summary>
    public const string FromName = "from", ToName = "to", PeriodName = "period", ProductName = "product", TouchpointName = "touchpoint",
        KillerName = "killer", SoleKillerName = "sole", ZerosName = "zeros", ZeroAtName = "zero-at", ChannelName = "channel", CollapsedName = "collapsed", OutcomeName = "outcome", StateName = "state",
        SearchName = "q";

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

    /// <summary>What only links ask for.</summary>
    public JourneyTraits Traits { get; init; } = JourneyTraits.None;

    /// <summary>Journeys in whose title or stories these words stand.</summary>
    public SearchQuery? Search { get; init; }

    /// <summary>By name in the address, the texts that mean nothing. A filter that was not understood selects nothing: pages say so and files are refused.</summary>
    public IReadOnlyDictionary<string, string> NotUnderstood { get; init; } = new Dictionary<string, string>();

    public bool IsUnderstood => NotUnderstood.Count == 0;

    /// <summary>Whether anything but the state is asked for.</summary>
    public bool IsNarrowed => this with { State = default, Preset = null, NotUnderstood = None.NotUnderstood } != None;

    private static JourneyFilter None { get; } = new();

    /// <summary>No journey is outside, and no calculation with days inside runs over the calendar's ends.</summary>
    public static readonly DateOnly Earliest = new(1900, 1, 1), Latest = new(2199, 12, 31);

    /// <param name="today">In the company's zone: where the presets end.</param>
    /// <param name="defaultPeriod">The preset if the address names neither a period nor days.</param>
    public static JourneyFilter Parse(IQueryCollection query, DateOnly today, string defaultPeriod = AllTime)
    {
        var texts = new JourneyFilterTexts(query);
        var (from, to) = (texts.Read(FromName, Day), texts.Read(ToName, Day));
        if (from > to)
        {
            texts.Refuse(ToName);
        }

        var hasDays = texts.Has(FromName) || texts.Has(ToName);
        var preset = texts.Read(PeriodName, text => Presets.Contains(text) ? text : null);
        preset = hasDays ? null : preset ?? defaultPeriod;
        if (preset is not null and not AllTime)
        {
            (from, to) = (today.AddDays(1 - int.Parse(preset, CultureInfo.InvariantCulture)), today);
        }

        return new JourneyFilter
        {
            From = from,
            To = to,
            Preset = preset,
            ProductId = texts.Read(ProductName, Id),
            TouchpointId = texts.Read(TouchpointName, Id),
            KillerId = texts.Read(KillerName, Id),
            SoleKillerId = texts.Read(SoleKillerName, Id),
            HasSeveralKillers = texts.Read(ZerosName, text => text == Several ? true : (bool?)null) ?? false,
            ZeroAtId = texts.Read(ZeroAtName, Id),
            Channel = texts.Read(ChannelName, ChannelCodes.FromCode),
            Collapsed = texts.Read(CollapsedName, text => text switch { Yes => true, No => false, _ => (bool?)null }),
            Outcome = texts.Read(OutcomeName, OutcomeCodes.FromCode),
            State = texts.Read(StateName, StateOf) ?? JourneyState.Finished,
            Traits = JourneyTraits.Read(texts),
            Search = texts.ReadText(SearchName, SearchQuery.Parse),
            NotUnderstood = texts.Refused,
        };
    }

    /// <summary>What of this filter the measures know: period and product. They are of finished journeys alone.</summary>
    public JourneyFilter ForMeasures() => new()
    {
        From = From,
        To = To,
        Preset = Preset,
        ProductId = ProductId,
        NotUnderstood = NotUnderstood.Where(text => text.Key is FromName or ToName or PeriodName or ProductName).ToDictionary(),
    };

    /// <summary>This filter as query values, the presets as days: a link keeps meaning what it meant. Also the values of the form's fields.</summary>
    public (string Name, string? Value)[] Query() =>
    [
        (FromName, Text(From)),
        (ToName, Text(To)),
        (ProductName, Text(ProductId)),
        (TouchpointName, Text(TouchpointId)),
        (KillerName, Text(KillerId)),
        (SoleKillerName, Text(SoleKillerId)),
        (ZerosName, HasSeveralKillers ? Several : null),
        (ZeroAtName, Text(ZeroAtId)),
        (ChannelName, Channel?.ToCode()),
        (CollapsedName, Collapsed switch { true => Yes, false => No, null => null }),
        (OutcomeName, Outcome?.ToCode()),
        (StateName, State == JourneyState.Finished ? null : CodeOf(State)),
        .. Traits.Query(),
        (SearchName, Search?.Text),
    ];

    public static string CodeOf(JourneyState state) => state.ToString().ToLowerInvariant();

    /// <summary>What the field of that name shows: the text as it was typed if it was not understood.</summary>
    public string? ValueOf(string name) =>
        NotUnderstood.TryGetValue(name, out var typed) ? typed : Query().FirstOrDefault(value => value.Name == name).Value;

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= Earliest && day <= Latest ? day : null;

    private static Guid? Id(string text) => Guid.TryParse(text, out var id) ? id : null;

    private static JourneyState? StateOf(string text) =>
        Enum.GetValues<JourneyState>().Where(state => CodeOf(state) == text).Select(state => (JourneyState?)state).FirstOrDefault();

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Text(Guid? id) => id?.ToString();
}

/// <summary>Which journeys a list holds. Measures count finished ones only, so that is what is meant unless said otherwise.</summary>
public enum JourneyState
{
    Finished,
    Open,
    All,
}
