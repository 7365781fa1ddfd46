using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>What day it is where the company is, and where its customers may be.</summary>
public static class CompanyClock
{
    private static readonly TimeSpan Easternmost = TimeSpan.FromHours(14);

    public static DateOnly Today(this TimeProvider clock, string timeZoneId)
    {
        return DateOnly.FromDateTime(LocalTime(clock.GetUtcNow(), timeZoneId).DateTime);
    }

    /// <summary>The day that it is anywhere on earth: what happened today to a customer far in the east may happen tomorrow by the company's wall.</summary>
    public static DateOnly LatestDay(this TimeProvider clock)
    {
        return DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime + Easternmost);
    }

    /// <summary>An instant as the company's clock showed it, written in the language of the page.</summary>
    public static string Written(DateTime instantUtc, string timeZoneId)
    {
        var local = LocalTime(new DateTimeOffset(instantUtc, TimeSpan.Zero), timeZoneId).DateTime;
        return $"{Display.Day(DateOnly.FromDateTime(local))} {Display.Time(TimeOnly.FromDateTime(local))}";
    }

    /// <summary>An instant on the company's wall clock, with its offset.</summary>
    public static DateTimeOffset LocalTime(DateTimeOffset instant, string timeZoneId) =>
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(timeZoneId));
}
