using System.Globalization;
using Microsoft.Extensions.Localization;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>Days as people say them: today, yesterday, the day before.</summary>
public static class DaysAgo
{
    /// <summary>The most days ago that have a word of their own; before that a date is clearer.</summary>
    private const int Named = 2;

    /// <summary>The word for a day; null for one that has none.</summary>
    /// <param name="text">The texts of <see cref="Texts.IntakeHelpText"/>.</param>
    public static string? In(IStringLocalizer text, DateOnly day, DateOnly today)
    {
        var days = today.DayNumber - day.DayNumber;
        return days is >= 0 and <= Named ? text["Ago." + days.ToString(CultureInfo.InvariantCulture)].Value : null;
    }

    /// <summary>All the words, from today on, for the form's script.</summary>
    public static string Words(IStringLocalizer text) =>
        string.Join('|', Enumerable.Range(0, Named + 1).Select(days => text["Ago." + days.ToString(CultureInfo.InvariantCulture)]));
}
