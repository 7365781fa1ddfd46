using System.Collections.Concurrent;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Days and times of day where the company is, and where its customers may be.</summary>
public static class CompanyClock
{
    private static readonly TimeSpan Easternmost = TimeSpan.FromHours(14);

    public static DateOnly Today(this TimeProvider clock, string timeZoneId) =>
        DateOnly.FromDateTime(LocalTime(clock.GetUtcNow(), timeZoneId).DateTime);

    /// <summary>
    /// The latest day that it is anywhere on earth: the today of a customer far in the east may be the company's tomorrow.
    /// </summary>
    public static DateOnly LatestDay(this TimeProvider clock) => DateOnly.FromDateTime(clock.UtcNow() + Easternmost);

    /// <summary>An instant as the company's clock showed it, in the language of the page.</summary>
    public static string Written(DateTime instantUtc, string timeZoneId)
    {
        var local = LocalTime(new DateTimeOffset(instantUtc, TimeSpan.Zero), timeZoneId).DateTime;
        return $"{Display.Day(DateOnly.FromDateTime(local))} {Display.Time(TimeOnly.FromDateTime(local))}";
    }

    /// <summary>
    /// An instant in the company's time zone, with its offset; in UTC if this machine does not know the zone, as one with older tables may.
    /// </summary>
    public static DateTimeOffset LocalTime(DateTimeOffset instant, string timeZoneId) =>
        TimeZoneInfo.ConvertTime(instant, ZoneOf(timeZoneId) ?? TimeZoneInfo.Utc);

    /// <summary>When the day begins where the company is. Where clocks skip midnight, it begins with the first time there is.</summary>
    public static DateTime StartOf(DateOnly day, string timeZoneId)
    {
        var (zone, start) = (ZoneOf(timeZoneId) ?? TimeZoneInfo.Utc, day.ToDateTime(TimeOnly.MinValue));
        while (zone.IsInvalidTime(start))
        {
            start = start.AddMinutes(15);
        }

        return DateTime.SpecifyKind(start, DateTimeKind.Utc) - zone.GetUtcOffset(start);
    }

    /// <summary>Whether this machine knows the zone; if not, the company's pages say so.</summary>
    public static bool IsKnown(string timeZoneId) => ZoneOf(timeZoneId) is not null;

    private static TimeZoneInfo? ZoneOf(string timeZoneId) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(timeZoneId, out var zone) ? zone : null;
}

/// <summary>Warns the operator of a company whose zone this machine does not know: once each, and not at every request.</summary>
public sealed partial class UnknownZones(ILogger<UnknownZones> log)
{
    private readonly ConcurrentDictionary<(Guid, string), bool> _warned = [];

    public void Check(Guid companyId, string timeZoneId)
    {
        if (!CompanyClock.IsKnown(timeZoneId) && _warned.TryAdd((companyId, timeZoneId), true))
        {
            Warn(companyId, timeZoneId);
        }
    }

    [LoggerMessage(EventId = 803, Level = LogLevel.Warning, Message = "Company {Company} is in the time zone {Zone}, which this "
        + "machine does not know: its days and times are those of UTC. Update the machine's time zone data, or have its owner "
        + "choose another zone")]
    private partial void Warn(Guid company, string zone);
}
