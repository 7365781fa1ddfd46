using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Http;

/// <summary>The site's own address, from the settings and never from a request; in Development the one it listens at will do.</summary>
public sealed class SiteAddress(IOptions<SiteOptions> options, IServer server, IHostEnvironment environment)
{
    /// <summary>The whole address of a path of the site.</summary>
    public string Of(string path)
    {
        var address = options.Value.BaseAddress
            ?? (environment.IsDevelopment() ? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() : null)
            ?? throw new InvalidOperationException("Site:BaseAddress is not set.");
        return address.TrimEnd('/') + path;
    }
}
