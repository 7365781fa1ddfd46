using System.Globalization;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>One thing that a filter can ask for.</summary>
/// <param name="Name">In the address; its field and its error have the same.</param>
internal sealed record FilterCondition(string Name)
{
    /// <summary>Whether only links ask for it: there is no field for it.</summary>
    public bool IsOfLinks { get; init; }

    /// <summary>Pills with a lower place come first; those of the same place are in the order of the address.</summary>
    public int PillPlace { get; init; }

    /// <summary>The touchpoint that is asked for; null for other conditions.</summary>
    public Func<JourneyFilter, Guid?>? TouchpointOf { get; init; }

    public required Func<JourneyFilter, JourneyFilterTexts, JourneyFilter> Read { get; init; }

    /// <summary>The condition in the address; null values if it is not asked for.</summary>
    public required Func<JourneyFilter, IReadOnlyList<(string Name, string? Value)>> Values { get; init; }

    public required Func<IQueryable<Journey>, JourneyFilter, IQueryable<Journey>> Apply { get; init; }

    /// <summary>The condition in words; null if it is not asked for.</summary>
    public required Func<JourneyFilter, FilterLabels, string?> Label { get; init; }

    public required Func<JourneyFilter, JourneyFilter> Without { get; init; }
}

/// <summary>What the words of a filter are made of.</summary>
internal sealed record FilterLabels(IStringLocalizer Text, FilterChoices Choices)
{
    public string NameOf(Guid id) => Choices.NameOf(id) ?? Text["Filter.Unknown"];
}

/// <summary>The days of a filter: two dates, or a preset that ends today.</summary>
internal static class JourneyPeriod
{
    public static JourneyFilter Read(JourneyFilter filter, JourneyFilterTexts texts)
    {
        var (from, to) = (texts.Read(JourneyFilter.FromName, Day), texts.Read(JourneyFilter.ToName, Day));
        if (from > to)
        {
            texts.Refuse(JourneyFilter.ToName);
        }

        var hasDays = texts.Has(JourneyFilter.FromName) || texts.Has(JourneyFilter.ToName);
        var preset = texts.ReadText(JourneyFilter.PeriodName, text => JourneyFilter.Presets.Contains(text) ? text : null);
        preset = hasDays ? null : preset ?? texts.DefaultPeriod;
        if (preset is not null and not JourneyFilter.AllTime)
        {
            (from, to) = (texts.Today.AddDays(1 - int.Parse(preset, CultureInfo.InvariantCulture)), texts.Today);
        }

        return filter with { From = from, To = to, Preset = preset };
    }

    public static IQueryable<Journey> Matching(IQueryable<Journey> journeys, DateOnly? first, DateOnly? last)
    {
        journeys = first is { } from ? journeys.Where(j => j.Day >= from) : journeys;
        return last is { } to ? journeys.Where(j => j.Day <= to) : journeys;
    }

    public static string? Label(JourneyFilter filter, FilterLabels labels) => filter switch
    {
        { From: { } from, To: { } to } when from == to => Display.Day(from),
        { From: { } from, To: { } to } => labels.Text["Filter.Pill.Between", Display.Day(from), Display.Day(to)],
        { From: { } from } => labels.Text["Filter.Pill.Since", Display.Day(from)],
        { To: { } to } => labels.Text["Filter.Pill.Until", Display.Day(to)],
        _ => null,
    };

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day >= JourneyFilter.Earliest && day <= JourneyFilter.Latest ? day : null;
}

/// <summary>Values as they are written in an address, and back; null for a text that means nothing.</summary>
internal static class Written
{
    public static string? Text(DateOnly? day) => day?.ToIso();

    public static string Text(Guid id) => id.ToString();

    public static Guid? Id(string text) => Guid.TryParse(text, out var id) ? id : null;

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A whole number from 1 to the most.</summary>
    public static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : null;

    public static string Text<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static T? Code<T>(string text)
        where T : struct, Enum => Enum.GetValues<T>().Where(value => Text(value) == text).Select(value => (T?)value).FirstOrDefault();

    public static bool? Either(string text, string yes, string no) => text == yes ? true : text == no ? false : null;
}
