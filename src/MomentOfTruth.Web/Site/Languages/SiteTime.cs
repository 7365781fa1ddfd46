using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// How instants are written on pages about the installation: in its own zone, as the setting <c>Site:DefaultZone</c> names it.
/// </summary>
public sealed class SiteTime(IOptions<SiteOptions> site)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(site.Value.DefaultZone);

    /// <summary>Day and time, such as <c>2 Mar 2026, 14:05</c>.</summary>
    public string Of(DateTime instantUtc)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(instantUtc, _zone);
        return $"{Display.Day(DateOnly.FromDateTime(local))}, {Display.Time(TimeOnly.FromDateTime(local))}";
    }
}
