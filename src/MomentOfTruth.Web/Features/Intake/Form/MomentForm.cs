using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
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
    private const int KeyLetters = 16;

    /// <summary>Tells the moment apart from the others of its draft, wherever it is moved. Made where the moment is first shown.</summary>
    public string? Key { get; set; }

    /// <summary>How often the draft has saved this moment, as its page was shown.</summary>
    public int Saved { get; set; }

    /// <summary>The page that saved it last.</summary>
    [BindNever]
    public Guid Page { get; set; }

    /// <summary>One of the offered touchpoints; empty for another, which is typed.</summary>
    public string? Where { get; set; }

    public string? Touchpoint { get; set; }

    public string? Score { get; set; }

    public string? OccurredOn { get; set; }

    public string? OccurredAt { get; set; }

    public string? Story { get; set; }

    /// <summary>Entries that were posted without any value are left out.</summary>
    public List<PhotoInput> Photos { get; set => field = [.. value.OfType<PhotoInput>()]; } = [];

    /// <summary>Whether nothing was told: the day alone, which the form fills in, says nothing.</summary>
    [JsonIgnore]
    public bool IsBlank => Photos.Count == 0
        && string.IsNullOrWhiteSpace(Touchpoint) && string.IsNullOrWhiteSpace(Score) && string.IsNullOrWhiteSpace(Story);

    public static string NewKey() => RandomNumberGenerator.GetHexString(KeyLetters, lowercase: true);

    public static bool IsKey(string? text) => text is { Length: KeyLetters } && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Fills the form with a moment of a journey.</summary>
    /// <param name="touchpoint">Its name in the language of the page.</param>
    public static MomentInput Of(string touchpoint, MomentEntry moment, IEnumerable<ShownPhoto> photos) => new()
    {
        Touchpoint = touchpoint,
        Score = moment.Score.ToString(),
        OccurredOn = moment.OccurredOn.ToIso(),
        OccurredAt = moment.OccurredAt is { } time ? Display.Time(time) : null,
        Story = moment.Story,
        Photos = [.. photos.Select(p => new PhotoInput { Id = p.Id.ToString(), Alt = p.AltText })],
    };

    /// <summary>Puts the touchpoint that was chosen where one that was typed stands.</summary>
    public void TakeChoice() => (Touchpoint, Where) = (string.IsNullOrEmpty(Where) ? Touchpoint : Where, null);
}

/// <summary>What <c>_MomentFields</c> draws: the fields of one moment, with what was typed in them.</summary>
/// <param name="Name">The name of the moment in the form.</param>
/// <param name="Position">Its place in the journey, from 1.</param>
/// <param name="Touchpoints">What is offered to choose from.</param>
/// <param name="Today">The day where the company is.</param>
/// <param name="LatestDay">The last day that can be chosen.</param>
public sealed record MomentFields(
    string Name, MomentInput Input, int Position, TouchpointChoices Touchpoints, DateOnly Today, DateOnly LatestDay)
{
    private const int MaxShownScore = 20;

    /// <summary>The fields in the order of the page.</summary>
    public static readonly string[] Order = ["Story", PhotoFields.Files, "Alt", "OccurredOn", "OccurredAt", "Where", "Touchpoint", "Score"];

    private static readonly string[] WholeScores = [.. Enumerable.Range(1, 10).Select(n => n.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The photos, and where more can be added; null in a form without them.</summary>
    public PhotoFields? Photos { get; init; }

    /// <summary>Whether the story takes the focus.</summary>
    public bool Focus { get; init; }

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
    /// The form offers whole scores, and also another one that it was opened with, good or bad, so that it can stay as it is. Zero has a
    /// button of its own.
    /// </summary>
    public IReadOnlyList<string> Scores =>
        ChosenScore is { Length: > 0 and <= MaxShownScore } chosen and not "0" && !WholeScores.Contains(chosen)
            ? [.. WholeScores, chosen]
            : WholeScores;

    /// <summary>The offered touchpoint that is chosen; null if it is another one, or none.</summary>
    public string? ChosenTouchpoint => Touchpoints.Chosen(Input.Touchpoint);

    /// <summary>Whether a touchpoint that is not offered is typed.</summary>
    public bool IsElsewhere => ChosenTouchpoint is null && !string.IsNullOrWhiteSpace(Input.Touchpoint);

    private static string Iso(DateOnly day) => day.ToIso();
}

/// <summary>The touchpoints that the form of a moment offers, in the language of the page.</summary>
/// <param name="Chips">To choose from at once.</param>
/// <param name="Others">Suggested where another is typed.</param>
public sealed record TouchpointChoices(IReadOnlyList<string> Chips, IReadOnlyList<string> Others)
{
    /// <summary>As many as stand on a phone beside the rest of the moment.</summary>
    public const int MaxChips = 6;

    /// <summary>The company's own, and where it has hardly any, the usual ones after them.</summary>
    /// <param name="own">Names of the company's touchpoints, in its order.</param>
    public static TouchpointChoices Of(IReadOnlyList<string> own)
    {
        var usual = own.Count >= TouchpointTemplates.EnoughOfItsOwn ? [] : TouchpointTemplates.Usual;
        var offered = own.Concat(usual.Select(NameOf)).DistinctBy(Naming.KeyOf).Take(MaxChips).ToList();
        var known = offered.Select(Naming.KeyOf).ToHashSet();
        var others = own.Concat(own.Count >= TouchpointTemplates.EnoughOfItsOwn ? [] : TouchpointTemplates.Every.Select(NameOf));
        return new(offered, [.. others.DistinctBy(Naming.KeyOf).Where(name => !known.Contains(Naming.KeyOf(name)))]);
    }

    /// <summary>The chip of that name; null if there is none.</summary>
    public string? Chosen(string? touchpoint) =>
        string.IsNullOrWhiteSpace(touchpoint) ? null : Chips.FirstOrDefault(chip => Naming.KeyOf(chip) == Naming.KeyOf(touchpoint));

    private static string NameOf(TouchpointTemplate template) => SiteCulture.NameOf(template.Name, template.KoreanName);
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
    public NamedMoment? Read(MomentInput input, int position, string name, ModelStateDictionary errors)
    {
        var before = errors.ErrorCount;
        if (!RequiredText.IsGiven(input.Touchpoint))
        {
            errors.AddModelError($"{name}.Where", _text["Error.Touchpoint", position]);
        }

        var where = _text["Moment.Heading", position];
        CheckText($"{name}.Touchpoint", where, NameText.Refusal(input.Touchpoint), errors);
        CheckText($"{name}.Story", where, PlainTextAttribute.Refusal(input.Story, Moment.MaxStory), errors);
        CheckPhotos(input.Photos, position, name, errors);
        var day = ReadDay(input.OccurredOn, position, $"{name}.OccurredOn", errors);
        var time = ReadTime(input.OccurredAt, position, name, errors);
        var score = ReadScore(input.Score, position, name, errors);
        return errors.ErrorCount == before
            ? new NamedMoment(NameText.Stored(input.Touchpoint!), null, score, day, time, PlainTextAttribute.Stored(input.Story))
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
