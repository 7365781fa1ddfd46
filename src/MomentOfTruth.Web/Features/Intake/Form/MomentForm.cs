using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Text;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

// The form of one moment: what it posts, the fields as they are drawn, and how they are read. A new field of a moment is added here.

/// <summary>A moment exactly as it was typed: a text for every field, so that what cannot be read is not lost either.</summary>
public sealed class MomentInput
{
    /// <summary>The value of <see cref="ZeroMeant"/>.</summary>
    public const string Meant = "yes";

    public string? Touchpoint { get; set; }

    public string? Channel { get; set; }

    public string? Score { get; set; }

    public string? OccurredOn { get; set; }

    /// <summary>The day chosen as so many days ago, instead of a day of the calendar.</summary>
    public string? DaysAgo { get; set; }

    public string? OccurredAt { get; set; }

    public string? Story { get; set; }

    /// <summary>Entries that were posted without any value are left out.</summary>
    public List<PhotoInput> Photos { get; set => field = [.. value.OfType<PhotoInput>()]; } = [];

    /// <summary><see cref="Meant"/> once the customer has confirmed that a zero is meant: the question is asked only once.</summary>
    public string? ZeroMeant { get; set; }

    /// <summary>Fills the form with a moment of a journey.</summary>
    /// <param name="touchpoint">Its name in the language of the page.</param>
    public static MomentInput Of(string touchpoint, MomentEntry moment, IEnumerable<ShownPhoto> photos) => new()
    {
        Touchpoint = touchpoint,
        Channel = moment.Channel.ToCode(),
        Score = moment.Score.ToString(),
        OccurredOn = moment.OccurredOn.ToIso(),
        OccurredAt = moment.OccurredAt is { } time ? Display.Time(time) : null,
        Story = moment.Story,
        ZeroMeant = moment.Score.IsZero ? Meant : null,
        Photos = [.. photos.Select(p => new PhotoInput { Id = p.Id.ToString(), Alt = p.AltText })],
    };

    /// <summary>The typed fields with the names under which a form posts them, for a moment that is kept in hidden fields.</summary>
    /// <param name="name">The name of the moment in the form.</param>
    public IEnumerable<(string Name, string? Value)> Typed(string name) =>
    [
        ($"{name}.{nameof(Touchpoint)}", Touchpoint),
        ($"{name}.{nameof(Channel)}", Channel),
        ($"{name}.{nameof(Score)}", Score),
        ($"{name}.{nameof(OccurredOn)}", OccurredOn),
        ($"{name}.{nameof(OccurredAt)}", OccurredAt),
        ($"{name}.{nameof(Story)}", Story),
    ];

    /// <summary>The day as it was typed, or chosen as so many days ago. A choice that cannot be read is returned as it is.</summary>
    public string? DayTyped(DateOnly today) => string.IsNullOrWhiteSpace(DaysAgo)
        ? OccurredOn
        : Intake.DaysAgo.DayOf(DaysAgo, today)?.ToIso() ?? DaysAgo;

    /// <summary>Replaces so many days ago by the day itself, so that it is still the same day tomorrow.</summary>
    public void FixDay(DateOnly today) => (OccurredOn, DaysAgo) = (DayTyped(today), null);
}

/// <summary>What <c>_MomentFields</c> draws: the fields of one moment, with what was typed in them.</summary>
/// <param name="Name">The name of the moment in the form.</param>
/// <param name="Today">The day from which so many days ago are counted.</param>
/// <param name="LatestDay">The last day that can be chosen.</param>
/// <param name="Focus">Whether the first field takes the focus.</param>
public sealed record MomentFields(string Name, MomentInput Input, DateOnly Today, DateOnly LatestDay, bool Focus)
{
    /// <summary>The id of the list of suggested touchpoints, once on the page.</summary>
    public const string Suggestions = "touchpoints";

    /// <summary>The button that confirms a zero, and sends the form.</summary>
    public const string ZeroIsMeant = "zero";

    private const int MaxShownScore = 20;

    /// <summary>The fields in the order of the page.</summary>
    public static readonly string[] Order =
        ["Touchpoint", "DaysAgo", "OccurredOn", "OccurredAt", "Score", "Channel", "Story", PhotoFields.Files, "Alt"];

    private static readonly string[] WholeScores = [.. Enumerable.Range(0, 11).Select(n => n.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The photos, and where more can be added; null in a form without them.</summary>
    public PhotoFields? Photos { get; init; }

    /// <summary>
    /// Whether the page asks if the zero alone made the customer give up. Only another score sends the form without an answer.
    /// </summary>
    public bool AsksAboutZero { get; init; }

    // A date or time control shows nothing it cannot read: a value that cannot be read stays visible only in a text control.
    public string DayType => Input.OccurredOn is null || MomentCheck.DayOf(Input.OccurredOn) is not null ? "date" : "text";

    public string TimeType => Input.OccurredAt is null || MomentCheck.TimeOf(Input.OccurredAt) is not null ? "time" : "text";

    public string? Day => MomentCheck.DayOf(Input.OccurredOn) is { } day ? Iso(day) : Input.OccurredOn;

    public string? Time => MomentCheck.TimeOf(Input.OccurredAt) is { } time ? Display.Time(time) : Input.OccurredAt;

    public string FirstDay => Iso(Moment.EarliestDay);

    public string LastDay => Iso(LatestDay);

    /// <summary>The score as it was typed, without spaces around it.</summary>
    public string? ChosenScore => Input.Score?.Trim();

    /// <summary>
    /// The form offers whole scores, and also another one that it was opened with, good or bad, so that it can stay as it is.
    /// </summary>
    public IReadOnlyList<string> Scores => ChosenScore is { Length: > 0 and <= MaxShownScore } chosen && !WholeScores.Contains(chosen)
        ? [.. WholeScores, chosen]
        : WholeScores;

    private static string Iso(DateOnly day) => day.ToIso();
}

/// <summary>
/// Reads what was typed of one moment. Every message names its moment, because the summary above the form shows it without the field.
/// </summary>
public sealed class MomentCheck(IntakeTexts texts, TimeProvider clock)
{
    /// <summary>A message quotes at most this much of a long value.</summary>
    private const int MaxQuoted = 20;

    private static readonly string[] DayFormats = ["yyyy-M-d", "yyyy.M.d", "yyyy/M/d"], TimeFormats = ["H:m", "H:m:s"];

    private readonly IStringLocalizer _text = texts.FormText;

    /// <summary>A day as browsers send it, or as people write it where there is no date control. Returns null if it is not one.</summary>
    public static DateOnly? DayOf(string? typed) =>
        DateOnly.TryParseExact(typed?.Trim(), DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A time of day, likewise.</summary>
    public static TimeOnly? TimeOf(string? typed) =>
        TimeOnly.TryParseExact(typed?.Trim(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>Whether a moment cannot have been on that day yet. It can have been on the latest day itself.</summary>
    internal static bool IsInFuture(DateOnly day, DateOnly latest) => day > latest;

    /// <summary>Whether that day is a slip of the pen and not a memory. The earliest day itself is taken.</summary>
    internal static bool IsTooEarly(DateOnly day) => day < Moment.EarliestDay;

    /// <summary>Returns null if something is wrong, which <paramref name="errors"/> then says under the fields' names.</summary>
    /// <param name="name">The name of the moment in the form.</param>
    /// <param name="today">The day where the company is, from which so many days ago are counted.</param>
    public NamedMoment? Read(MomentInput input, int position, DateOnly today, string name, ModelStateDictionary errors)
    {
        var before = errors.ErrorCount;
        if (!RequiredText.IsGiven(input.Touchpoint))
        {
            errors.AddModelError($"{name}.Touchpoint", _text["Error.Touchpoint", position]);
        }

        var where = _text["Moment.Heading", position];
        CheckText($"{name}.Touchpoint", where, NameText.Refusal(input.Touchpoint), errors);
        CheckText($"{name}.Story", where, PlainTextAttribute.Refusal(input.Story, Moment.MaxStory), errors);
        var channel = ReadChannel(input.Channel, position, name, errors);
        CheckPhotos(input.Photos, position, name, errors);
        var day = ReadDay(input.DayTyped(today), position, $"{name}.OccurredOn", errors);
        var time = ReadTime(input.OccurredAt, position, name, errors);
        var score = ReadScore(input.Score, position, name, errors);
        return errors.ErrorCount == before
            ? new NamedMoment(NameText.Stored(input.Touchpoint!), channel, score, day, time, PlainTextAttribute.Stored(input.Story))
            {
                Photos = [.. input.Photos.Select(EntryOf)],
            }
            : null;
    }

    private static PhotoEntry EntryOf(PhotoInput photo) =>
        new(PhotoInput.IdOf(photo.Id) ?? Guid.Empty, PlainTextAttribute.Stored(photo.Alt));

    /// <summary>Adds a message if the text was refused.</summary>
    internal void CheckText(string field, string where, TextRefusal? refusal, ModelStateDictionary errors)
    {
        if (refusal is not null)
        {
            errors.AddModelError(field, Words(where, refusal));
        }
    }

    private Channel? ReadChannel(string? typed, int position, string name, ModelStateDictionary errors)
    {
        var channel = ChannelCodes.FromCode(typed);
        if (channel is null && !string.IsNullOrEmpty(typed))
        {
            errors.AddModelError($"{name}.Channel", _text["Error.Channel", position]);
        }

        return channel;
    }

    private DateOnly ReadDay(string? typed, int position, string field, ModelStateDictionary errors)
    {
        var day = DayOf(typed);
        var wrong = day switch
        {
            null when string.IsNullOrWhiteSpace(typed) => _text["Error.DayMissing", position],
            null when Unstorable(typed, position) is { } unstorable => unstorable,
            null => _text["Error.Day", position, Quoted(typed)],
            { } read when IsInFuture(read, clock.LatestDay()) => _text["Error.DayInFuture", position],
            { } read when IsTooEarly(read) => _text["Error.DayTooEarly", position, Moment.EarliestDay.Year],
            _ => null,
        };
        if (wrong is not null)
        {
            errors.AddModelError(field, wrong);
        }

        return day ?? default;
    }

    private TimeOnly? ReadTime(string? typed, int position, string name, ModelStateDictionary errors)
    {
        var time = TimeOf(typed);
        if (time is null && !string.IsNullOrWhiteSpace(typed))
        {
            errors.AddModelError($"{name}.OccurredAt", Unstorable(typed, position) ?? _text["Error.Time", position, Quoted(typed)]);
        }

        return time;
    }

    private Score ReadScore(string? typed, int position, string name, ModelStateDictionary errors)
    {
        if (!Score.TryParse(typed, out var score))
        {
            errors.AddModelError($"{name}.Score", string.IsNullOrWhiteSpace(typed)
                ? _text["Error.ScoreMissing", position]
                : Unstorable(typed, position) ?? _text["Error.Score", position, Quoted(typed)]);
        }

        return score;
    }

    private void CheckPhotos(List<PhotoInput> photos, int position, string name, ModelStateDictionary errors)
    {
        foreach (var (i, photo) in photos.Index())
        {
            if (PlainTextAttribute.Refusal(photo.Alt, Photo.MaxAltText) is { } refusal)
            {
                errors.AddModelError(
                    $"{name}.{PhotoFields.List}[{i}].Alt", texts.PhotoText["Error.Alt", position, i + 1, refusal.Words(texts.SharedText)]);
            }
        }
    }

    // A value with invisible characters is not quoted: the message would not show what is wrong.
    private LocalizedString? Unstorable(string? typed, int position) =>
        PlainTextAttribute.Refusal(typed, int.MaxValue) is { } refusal ? Words(_text["Moment.Heading", position], refusal) : null;

    private LocalizedString Words(string where, TextRefusal refusal) => _text["Error.Text", where, refusal.Words(texts.SharedText)];

    private static string Quoted(string? typed) => typed!.Length > MaxQuoted ? PlainText.Cut(typed, MaxQuoted) + "…" : typed;
}
