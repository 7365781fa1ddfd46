using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace MomentOfTruth.Web.Site;

/// <summary>Trusts <c>X-Forwarded-For</c> and <c>-Proto</c> only from the proxies named in the settings (<c>Proxies:0</c>, …).</summary>
public static class Forwarded
{
    public const string Section = "Proxies";

    public static IServiceCollection AddForwardedHeaders(this IServiceCollection services, IConfiguration configuration) =>
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in configuration.GetSection(Section).Get<string[]>() ?? [])
            {
                options.KnownProxies.Add(IPAddress.Parse(proxy));
            }

            // Any number of hops, because each hop must be a known proxy.
            options.ForwardLimit = null;
            options.ForwardedHeaders = options.KnownProxies.Count > 0
                ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
                : ForwardedHeaders.None;
        });
}
