using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>
/// Reads what was typed of moments and journeys. Every message names its moment, because the summary above the form shows it without the field.
/// </summary>
public sealed class MomentCheck(IStringLocalizer<LogText> text, IStringLocalizer<SharedText> shared, IStringLocalizer<PhotoText> photoText, TimeProvider clock)
{
    public static readonly DateOnly Earliest = new(1950, 1, 1);

    /// <summary>Of a longer text only so much is quoted back in a message.</summary>
    private const int MaxQuoted = 20;

    private const int MaxErrorsOfMoment = 20;

    private static readonly string[] DayFormats = ["yyyy-M-d", "yyyy.M.d", "yyyy/M/d"], TimeFormats = ["H:m", "H:m:s"];

    /// <summary>The journey; null if something is wrong, which <paramref name="errors"/> then says under the fields' names.</summary>
    /// <param name="today">Where the company is: from there so many days ago are counted.</param>
    public SaidJourney? Read(LogInput input, DateOnly today, ModelStateDictionary errors)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(errors);
        // As many as there can be: otherwise the framework stops counting, and what is wrong in the last moments would pass unseen.
        errors.MaxAllowedErrors = (input.Moments.Count + 1) * MaxErrorsOfMoment;
        CheckText("Input.Product", text["Field.Product"], NameText.Refusal(input.Product), errors);
        CheckText("Input.Title", text["Field.Title"], PlainTextAttribute.Refusal(input.Title, Journey.MaxTitle), errors);
        if (input.Moments.Count > Journey.MaxMoments)
        {
            errors.AddModelError("Input.Moments", text["Error.TooManyMoments", Journey.MaxMoments, input.Moments.Count]);
        }

        var moments = input.Moments.Select((moment, i) => Read(moment, i + 1, today, $"Input.Moments[{i}]", errors)).ToList();
        return errors.IsValid
            ? new SaidJourney([.. moments.OfType<SaidMoment>()], NameText.IsName(input.Product) ? input.Product : null, PlainTextAttribute.Stored(input.Title))
            : null;
    }

    /// <summary>One moment; null if something is wrong.</summary>
    /// <param name="name">The name of the moment's fields in the form, without the last part.</param>
    public SaidMoment? Read(MomentInput input, int position, DateOnly today, string name, ModelStateDictionary errors)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(errors);
        var before = errors.ErrorCount;
        if (!NameText.IsName(input.Touchpoint))
        {
            errors.AddModelError($"{name}.Touchpoint", text["Error.Touchpoint", position]);
        }

        var where = text["Moment.Heading", position];
        CheckText($"{name}.Touchpoint", where, NameText.Refusal(input.Touchpoint), errors);
        CheckText($"{name}.Story", where, PlainTextAttribute.Refusal(input.Story, Moment.MaxStory), errors);
        var channel = ReadChannel(input.Channel, position, name, errors);
        CheckPhotos(input.Photos, position, name, errors);
        var day = ReadDay(input.DayTyped(today), position, $"{name}.OccurredOn", errors);
        var time = ReadTime(input.OccurredAt, position, name, errors);
        var score = ReadScore(input.Score, position, name, errors);
        return errors.ErrorCount == before
            ? new SaidMoment(input.Touchpoint!.Trim(), channel, score, day, time, PlainTextAttribute.Stored(input.Story))
            {
                Photos = [.. input.Photos.Select(p => new SaidPhoto(PhotoInput.IdOf(p.Id) ?? Guid.Empty, PlainTextAttribute.Stored(p.Alt)))],
            }
            : null;
    }

    /// <summary>A day as browsers send it, or as people write it where there is no date field.</summary>
    public static DateOnly? DayOf(string? typed) =>
        DateOnly.TryParseExact(typed?.Trim(), DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A time of day, likewise.</summary>
    public static TimeOnly? TimeOf(string? typed) =>
        TimeOnly.TryParseExact(typed?.Trim(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>Whether a moment cannot have been on that day yet: the latest day itself it can.</summary>
    internal static bool IsInFuture(DateOnly day, DateOnly latest) => day > latest;

    /// <summary>Whether that day is a slip of the pen and not a memory: the earliest day itself is taken.</summary>
    internal static bool IsTooEarly(DateOnly day) => day < Earliest;

    private Channel? ReadChannel(string? typed, int position, string name, ModelStateDictionary errors)
    {
        var channel = ChannelCodes.FromCode(typed);
        if (channel is null && !string.IsNullOrEmpty(typed))
        {
            errors.AddModelError($"{name}.Channel", text["Error.Channel", position]);
        }

        return channel;
    }

    private DateOnly ReadDay(string? typed, int position, string field, ModelStateDictionary errors)
    {
        var day = DayOf(typed);
        var wrong = day switch
        {
            null when string.IsNullOrWhiteSpace(typed) => text["Error.DayMissing", position],
            null when Unstorable(typed, position) is { } unstorable => unstorable,
            null => text["Error.Day", position, Quoted(typed)],
            { } read when IsInFuture(read, clock.LatestDay()) => text["Error.DayInFuture", position],
            { } read when IsTooEarly(read) => text["Error.DayTooEarly", position, Earliest.Year],
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
            errors.AddModelError($"{name}.OccurredAt", Unstorable(typed, position) ?? text["Error.Time", position, Quoted(typed)]);
        }

        return time;
    }

    private Score ReadScore(string? typed, int position, string name, ModelStateDictionary errors)
    {
        if (!Score.TryParse(typed, out var score))
        {
            errors.AddModelError($"{name}.Score", string.IsNullOrWhiteSpace(typed)
                ? text["Error.ScoreMissing", position]
                : Unstorable(typed, position) ?? text["Error.Score", position, Quoted(typed)]);
        }

        return score;
    }

    private void CheckPhotos(List<PhotoInput> photos, int position, string name, ModelStateDictionary errors)
    {
        foreach (var (i, photo) in photos.Index())
        {
            if (PlainTextAttribute.Refusal(photo.Alt, Photo.MaxAltText) is { } refusal)
            {
                errors.AddModelError($"{name}.{PhotoFields.List}[{i}].Alt", photoText["Error.Alt", position, i + 1, refusal.Words(shared)]);
            }
        }
    }

    private void CheckText(string field, string where, TextRefusal? refusal, ModelStateDictionary errors)
    {
        if (refusal is not null)
        {
            errors.AddModelError(field, Said(where, refusal));
        }
    }

    // What cannot be seen is not worth quoting.
    private LocalizedString? Unstorable(string? typed, int position) =>
        PlainTextAttribute.Refusal(typed, int.MaxValue) is { } refusal ? Said(text["Moment.Heading", position], refusal) : null;

    private LocalizedString Said(string where, TextRefusal refusal) => text["Error.Text", where, refusal.Words(shared)];

    private static string Quoted(string? typed) => typed!.Length > MaxQuoted ? typed[..MaxQuoted] + "…" : typed;
}
