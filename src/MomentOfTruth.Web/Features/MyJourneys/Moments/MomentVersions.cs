using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// Compares what a customer typed of a moment with what is stored now, field by field. Only a different meaning counts, not another way to
/// write the same.
/// </summary>
public static class MomentVersions
{
    public static IReadOnlyList<FieldVersions> Of(
        MomentInput typed, MyMoment moment, IReadOnlyList<ShownPhoto> photosNow,
        IStringLocalizer<IntakeText> fields, IStringLocalizer<MyJourneysText> text)
    {
        var there = moment.Entry;
        var (day, time) = (MomentCheck.DayOf(typed.OccurredOn), MomentCheck.TimeOf(typed.OccurredAt));
        var hasScore = Score.TryParse(typed.Score, out var score);
        var story = PlainTextAttribute.Stored(typed.Story);
        return
        [
            new(
                fields["Field.Touchpoint"], PlainTextAttribute.Stored(typed.Touchpoint), moment.Touchpoint,
                Naming.KeyOf(typed.Touchpoint ?? "") != Naming.KeyOf(moment.Touchpoint)),
            new(
                fields["Field.Day"], day is { } on ? Display.Day(on) : PlainTextAttribute.Stored(typed.OccurredOn),
                Display.Day(there.OccurredOn), day != there.OccurredOn),
            new(
                fields["Field.Time"], time is { } at ? Display.Time(at) : PlainTextAttribute.Stored(typed.OccurredAt),
                there.OccurredAt is { } then ? Display.Time(then) : null, time != there.OccurredAt),
            new(fields["Field.Score"], PlainTextAttribute.Stored(typed.Score), there.Score.ToString(), !hasScore || score != there.Score),
            new(fields["Field.Story"], story, there.Story, story != there.Story),
            .. Photos(typed.Photos, photosNow, text),
        ];
    }

    private static IEnumerable<FieldVersions> Photos(
        List<PhotoInput> typed, IReadOnlyList<ShownPhoto> now, IStringLocalizer<MyJourneysText> text)
    {
        if (typed.Count + now.Count == 0)
        {
            return [];
        }

        var mine = typed.ConvertAll(p => (Id: PhotoInput.IdOf(p.Id), Alt: PlainTextAttribute.Stored(p.Alt)));
        var there = now.Select(p => (Id: (Guid?)p.Id, Alt: PlainTextAttribute.Stored(p.AltText))).ToList();
        var (mineInWords, thereInWords) = (InWords(mine.ConvertAll(p => p.Alt), text), InWords(there.ConvertAll(p => p.Alt), text));
        return [new(text["Versions.Photos"], mineInWords, thereInWords, !mine.SequenceEqual(there))];
    }

    // How many there are, and what they show as far as the customer described it.
    private static string? InWords(List<string?> alts, IStringLocalizer<MyJourneysText> text) =>
        alts.Count == 0 ? null : string.Join("\n", alts.OfType<string>().Prepend(text.Count("Erase.Photos", alts.Count)));
}

/// <summary>One field of a moment, as the customer typed it and as it is stored now.</summary>
/// <param name="Field">The label of the field on the page.</param>
/// <param name="Mine">As it was typed; null if it was left empty.</param>
/// <param name="There">As it is stored; null if it is empty.</param>
public sealed record FieldVersions(string Field, string? Mine, string? There, bool Differ);
