using System.Globalization;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>Spans of time and shares as the pages of a company's answers say them.</summary>
public static class OutcomeWords
{
    private const int HoursAsDays = 48;

    /// <summary>Rounded down, so that nobody is said to have waited longer than is so: minutes, hours, and from two days on days.</summary>
    public static string Span(this IStringLocalizer<AnswersText> text, TimeSpan span) =>
        span < TimeSpan.FromHours(1) ? text.Count("Span.Minutes", Math.Max(1, (long)span.TotalMinutes))
        : span < TimeSpan.FromHours(HoursAsDays) ? text.Count("Span.Hours", (long)span.TotalHours)
        : text.Count("Span.Days", (long)span.TotalDays);

    /// <summary>Hours, with one decimal where they are few.</summary>
    public static string Hours(TimeSpan span) =>
        span.TotalHours.ToString(span.TotalHours < 10 ? "0.#" : "N0", CultureInfo.CurrentCulture);

    /// <summary>What may be said of a share: its count if there are few, otherwise its interval.</summary>
    public static string Base(this IStringLocalizer<AnswersText> text, Proportion share) => share.Verdict == SampleVerdict.CountsOnly
        ? text["Share.CountsOnly", Display.Count(share.Count), Display.Count(share.N)]
        : text["Share.Interval", Display.Count(share.N), Display.Percent(share.Low!.Value), Display.Percent(share.High!.Value)];
}
