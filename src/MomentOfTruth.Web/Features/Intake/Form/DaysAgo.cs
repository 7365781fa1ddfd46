using System.Globalization;
using Microsoft.Extensions.Localization;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>Days as people say them: today, yesterday, three days ago.</summary>
public static class DaysAgo
{
    /// <summary>The furthest that has a word of its own, and that the form offers.</summary>
    public const int Offered = 7;

    /// <summary>Further back it says nothing that a date does not say better.</summary>
    private const int Said = 31;

    /// <summary>The words for a day; null for one that is long ago or still to come.</summary>
    /// <param name="text">The texts of <see cref="Texts.IntakeHelpText"/>.</param>
    public static string? In(IStringLocalizer text, DateOnly day, DateOnly today)
    {
        var days = today.DayNumber - day.DayNumber;
        return days is >= 0 and <= Said ? In(text, days) : null;
    }

    /// <summary>The words for so many days ago.</summary>
    public static string In(IStringLocalizer text, int days)
    {
        return days <= Offered ? text["Ago." + days.ToString(CultureInfo.InvariantCulture)] : text["Ago.Days", days];
    }

    /// <summary>The day that was chosen as so many days ago; null if none was.</summary>
    public static DateOnly? DayOf(string? chosen, DateOnly today) =>
        int.TryParse(chosen, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= Offered ? today.AddDays(-days) : null;
}
