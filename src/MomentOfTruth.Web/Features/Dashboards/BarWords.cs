using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>What stands on the bar above a page of measures, also while nothing is read.</summary>
public static class BarWords
{
    /// <summary>The whole period in a few words.</summary>
    public static string Period(JourneyFilter filter, IStringLocalizer<OverviewText> words, IStringLocalizer<DashboardText> text)
    {
        string days = filter switch
        {
            { From: { } from, To: { } to } => words["Bar.Dates", Short(from, to), Display.Day(to)],
            { From: { } from } => words["Bar.Dates", Display.Day(from), ""],
            { To: { } to } => words["Bar.Dates", "", Display.Day(to)],
            _ => text["Preset.all"],
        };
        return filter.Preset is { } preset and not JourneyFilter.AllTime
            ? $"{words["Bar.Last", text["Preset." + preset].Value].Value} · {days}"
            : days;
    }

    /// <summary>What the period is held against.</summary>
    /// <param name="days">How long the period is; 0 if it has no beginning or no end.</param>
    public static string Compared(Against against, int days, IStringLocalizer<OverviewText> words) => against.Kind switch
    {
        AgainstKind.Before when days > 0 => words["Bar.Against", words["Against.Before", days].Value],
        AgainstKind.Year when days > 0 => words["Bar.Against", words["Against.Year"].Value],
        AgainstKind.Days when against is { From: { } from, To: { } to } =>
            words["Bar.Against", words["Against.Days", Display.Day(from), Display.Day(to)].Value],
        _ => words["Bar.AgainstNothing"],
    };

    // The year is said once.
    private static string Short(DateOnly from, DateOnly to) =>
        from.Year == to.Year && !SiteCulture.IsKorean ? Display.DayInYear(from) : Display.Day(from);
}
