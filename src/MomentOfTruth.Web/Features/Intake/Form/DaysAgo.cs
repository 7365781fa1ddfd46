using System.Globalization;
using Microsoft.Extensions.Localization;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>Days as people say them: today, yesterday, three days ago.</summary>
public static class DaysAgo
{
    /// <summary>The most days ago that have words of their own, and that the form offers.</summary>
    public const int Offered = 7;

    /// <summary>Beyond this a date alone is clearer.</summary>
    private const int MostInWords = 31;

    /// <summary>The words for a day; null for a day long ago or in the future.</summary>
    /// <param name="text">The texts of <see cref="Texts.IntakeHelpText"/>.</param>
    public static string? In(IStringLocalizer text, DateOnly day, DateOnly today)
    {
        var days = today.DayNumber - day.DayNumber;
        return days is >= 0 and <= MostInWords ? In(text, days) : null;
    }

    /// <summary>The words for a number of days ago.</summary>
    public static string In(IStringLocalizer text, int days)
    {
        return days <= Offered ? text["Ago." + days.ToString(CultureInfo.InvariantCulture)] : text["Ago.Days", days];
    }

    /// <summary>The day that was chosen as a number of days ago; null if none was chosen.</summary>
    public static DateOnly? DayOf(string? chosen, DateOnly today) =>
        int.TryParse(chosen, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= Offered
            ? today.AddDays(-days)
            : null;
}
