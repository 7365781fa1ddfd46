using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Site;

/// <summary>The address at which people find this installation.</summary>
public sealed class SiteOptions
{
    public const string Section = "Site", Wrong = "Site:BaseAddress must be an address like https://feedback.example.com, without a path.";

    /// <summary>The beginning of links in mails; null if no mail is sent.</summary>
    public string? BaseAddress { get; set; }

    public bool IsGood => BaseAddress is null
        || (Uri.TryCreate(BaseAddress, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" && address.PathAndQuery == "/" && address.Fragment.Length == 0);
}

/// <summary>
/// The site's own address, from the settings and never from a request. In Development the address it listens at is used if none is set.
/// </summary>
public sealed class SiteAddress(IOptions<SiteOptions> options, IServer server, IHostEnvironment environment)
{
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
