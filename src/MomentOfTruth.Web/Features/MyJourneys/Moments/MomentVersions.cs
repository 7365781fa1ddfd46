using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>What a customer typed of a moment beside what is there now, field by field. Only what says something else differs, not what is merely written otherwise.</summary>
public static class MomentVersions
{
    public static IReadOnlyList<FieldVersions> Of(
        MomentInput typed, MyMoment there, IReadOnlyList<ShownPhoto> photosThere, IStringLocalizer<IntakeText> fields, IStringLocalizer<SharedText> shared, IStringLocalizer<MyJourneysText> text)
    {
        var (day, time) = (MomentCheck.DayOf(typed.OccurredOn), MomentCheck.TimeOf(typed.OccurredAt));
        var channel = ChannelCodes.FromCode(typed.Channel);
        var photos = typed.Photos.Select(p => (Id: PhotoInput.IdOf(p.Id), Alt: PlainTextAttribute.Stored(p.Alt))).ToList();
        var photosNow = photosThere.Select(p => (Id: (Guid?)p.Id, Alt: PlainTextAttribute.Stored(p.AltText))).ToList();
        return
        [
            new(fields["Field.Touchpoint"], PlainTextAttribute.Stored(typed.Touchpoint), there.Touchpoint, Naming.KeyOf(typed.Touchpoint ?? "") != Naming.KeyOf(there.Touchpoint)),
            new(fields["Field.Day"], day is { } on ? Display.Day(on) : PlainTextAttribute.Stored(typed.OccurredOn), Display.Day(there.OccurredOn), day != there.OccurredOn),
            new(fields["Field.Time"], time is { } at ? Display.Time(at) : PlainTextAttribute.Stored(typed.OccurredAt), there.OccurredAt is { } then ? Display.Time(then) : null, time != there.OccurredAt),
            new(fields["Field.Score"], PlainTextAttribute.Stored(typed.Score), there.Score.ToString(), !Score.TryParse(typed.Score, out var score) || score != there.Score),
            new(fields["Field.Channel"], channel is { } way ? shared["Channel." + way] : fields["Field.ChannelUsual"], shared["Channel." + there.Channel], channel != there.Channel),
            new(fields["Field.Story"], PlainTextAttribute.Stored(typed.Story), there.Story, PlainTextAttribute.Stored(typed.Story) != there.Story),
            .. photos.Count + photosNow.Count == 0
                ? Array.Empty<FieldVersions>()
                : [new(text["Versions.Photos"], Photos(photos.ConvertAll(p => p.Alt), text), Photos(photosNow.ConvertAll(p => p.Alt), text), !photos.SequenceEqual(photosNow))],
        ];
    }

    // How many, and what they show as far as it was said.
    private static string? Photos(List<string?> alts, IStringLocalizer<MyJourneysText> text) =>
        alts.Count == 0 ? null : string.Join("\n", alts.OfType<string>().Prepend(text.Count("Erase.Photos", alts.Count)));
}

/// <summary>One field of a moment, as the customer typed it here and as it is now.</summary>
/// <param name="Field">What the field is called on the page.</param>
/// <param name="Mine">Null for nothing.</param>
/// <param name="There">Null for nothing.</param>
public sealed record FieldVersions(string Field, string? Mine, string? There, bool Differ);
