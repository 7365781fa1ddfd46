using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Site;

/// <summary>The address at which people find this installation.</summary>
public sealed class SiteOptions
{
    public const string Section = "Site";

    /// <summary>The beginning of links in mails; null if no mail is sent.</summary>
    public string? BaseAddress { get; set; }

    /// <summary>The time zone of a company that is new; its owners change it.</summary>
    public string DefaultZone { get; set; } = "UTC";

    internal bool HasGoodAddress => BaseAddress is null
        || (Uri.TryCreate(BaseAddress, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" && address.PathAndQuery == "/" && address.Fragment.Length == 0);
}

/// <summary>What the operator says of the site.</summary>
public static class SiteSettings
{
    public static IServiceCollection AddSite(this IServiceCollection services)
    {
        services.AddOptions<SiteOptions>()
            .BindConfiguration(SiteOptions.Section)
            .Validate(
                site => site.HasGoodAddress, "Site:BaseAddress must be an address like https://feedback.example.com, without a path.")
            .Validate(
                site => TimeZones.IsKnown(site.DefaultZone),
                "Site:DefaultZone must be a time zone that this machine knows, by its IANA name, such as Europe/Berlin.")
            .ValidateOnStart();
        return services.AddSingleton<SiteAddress>().AddSingleton<SiteTime>();
    }

    /// <summary>
    /// In Production nobody is served before it is said where people find the site: posters, QR codes, frames and links would lead to
    /// whatever host a request names.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was not said.</exception>
    public static void RequireAddress(this WebApplication app)
    {
        if (app.Environment.IsProduction() && app.Services.GetRequiredService<IOptions<SiteOptions>>().Value.BaseAddress is null)
        {
            throw new InvalidOperationException(
                "Site:BaseAddress is not set: the address at which people find this site, such as https://feedback.example.com.");
        }
    }
}

/// <summary>The time zones that this machine knows, by their IANA names.</summary>
public static class TimeZones
{
    private const string Utc = "UTC";

    private static readonly Lazy<IReadOnlyList<TimeZoneInfo>> Read = new(() =>
    [
        .. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId).Append(TimeZoneInfo.Utc)
            .DistinctBy(zone => zone.Id).OrderBy(zone => zone.Id, StringComparer.Ordinal),
    ]);

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<TimeZoneInfo> All => Read.Value;

    // Also those that the machine knows by a former name.
    public static bool IsKnown(string id) =>
        id == Utc || (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId && zone.Id == id);
}

/// <summary>
/// The site's own address, from the settings and never from a request. In Development the address it listens at is used if none is set.
/// </summary>
public sealed class SiteAddress(IOptions<SiteOptions> options, IServer server, IHostEnvironment environment)
{
    /// <summary>The address of the settings; null if there is none.</summary>
    public Uri? Configured => options.Value.BaseAddress is { } address ? new Uri(address) : null;

    /// <summary>Where people find the site: as configured, or else as this request names it.</summary>
    public string Here(HttpRequest request) => options.Value.BaseAddress?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}";

    /// <summary>The absolute address of a path of the site.</summary>
    public string Of(string path)
    {
        var address = options.Value.BaseAddress
            ?? (environment.IsDevelopment() ? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() : null)
            ?? throw new InvalidOperationException("Site:BaseAddress is not set.");
        return address.TrimEnd('/') + path;
    }
}
