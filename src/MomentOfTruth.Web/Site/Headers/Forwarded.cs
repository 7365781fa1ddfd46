using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Trusts <c>X-Forwarded-For</c> and <c>-Proto</c> only from the proxies named in the settings (<c>Proxies:0</c>, …), each an address or a
/// network. A header from anybody else is believed in nothing, and the log says so: it may be a proxy that nobody has named, behind which
/// all customers count as one sender.
/// </summary>
public static class Forwarded
{
    public const string Section = "Proxies";

    private const string For = "X-Forwarded-For", Proto = "X-Forwarded-Proto";

    public static IServiceCollection AddForwardedHeaders(this IServiceCollection services)
    {
        services.AddOptions<ProxyOptions>()
            .Configure<IConfiguration>((options, configuration) => options.Read(configuration.GetSection(Section)))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ProxyOptions>, ProxyOptionsCheck>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((options, proxies) =>
        {
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in proxies.Value.Networks)
            {
                options.KnownIPNetworks.Add(network);
            }

            // Any number of hops, because each hop must be a known proxy.
            options.ForwardLimit = null;
            options.ForwardedHeaders = options.KnownIPNetworks.Count > 0
                ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
                : ForwardedHeaders.None;
        });
        return services.AddSingleton<UnnamedProxies>();
    }

    /// <summary>Takes address and scheme from the named proxies. What is left of the headers then came from somebody else.</summary>
    public static IApplicationBuilder UseNamedProxies(this WebApplication app)
    {
        var (unnamed, proxies) = (
            app.Services.GetRequiredService<UnnamedProxies>(), app.Services.GetRequiredService<IOptions<ProxyOptions>>());
        app.UseForwardedHeaders();
        return app.Use((http, next) =>
        {
            if ((http.Request.Headers.ContainsKey(For) || http.Request.Headers.ContainsKey(Proto))
                && http.Connection.RemoteIpAddress is { } peer && !proxies.Value.Names(peer))
            {
                unnamed.Seen(peer);
            }

            return next(http);
        });
    }
}

/// <summary>The reverse proxies whose headers are believed.</summary>
public sealed class ProxyOptions
{
    /// <summary>A single address is a network of its own.</summary>
    public IReadOnlyList<IPNetwork> Networks { get; private set; } = [];

    /// <summary>What the settings name that is neither an address nor a network, with the setting's name.</summary>
    public IReadOnlyList<string> Wrong { get; private set; } = [];

    /// <summary>Whether the address is a named proxy. An IPv4 address is the same when it is written as IPv6.</summary>
    public bool Names(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Networks.Any(network => network.Contains(plain));
    }

    internal void Read(IConfigurationSection section)
    {
        var named = section.GetChildren().Select(proxy => (proxy.Path, proxy.Value, Network: NetworkOf(proxy.Value))).ToList();
        Networks = [.. named.Select(proxy => proxy.Network).OfType<IPNetwork>()];
        Wrong =
        [
            .. named.Where(proxy => proxy.Network is null).Select(proxy =>
                $"{proxy.Path} must be an address, such as 192.0.2.1, or a network by its first address, such as 10.0.0.0/8 or "
                + $"2001:db8::/32; it is \"{proxy.Value}\"."),
            .. string.IsNullOrEmpty(section.Value) ? Array.Empty<string>()
                : [$"{Forwarded.Section} must be a list: {Forwarded.Section}:0, …"],
        ];
    }

    private static IPNetwork? NetworkOf(string? text)
    {
        // The framework reads "10" as 0.0.0.10, and an address of one interface of this machine as one of all.
        var isWhole = text is not null && !text.Contains('%', StringComparison.Ordinal)
            && (text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3);
        if (!isWhole)
        {
            return null;
        }

        if (IPAddress.TryParse(text, out var address))
        {
            address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(text, out var network) ? network : null;
    }
}

internal sealed class ProxyOptionsCheck : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options) =>
        options.Wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(options.Wrong);
}

/// <summary>
/// Warns of each address once, and of few: anybody can send the header, and nobody is to fill the log or to hide the one that matters.
/// </summary>
internal sealed partial class UnnamedProxies(ILogger<UnnamedProxies> log)
{
    private const int Most = 20;

    private readonly ConcurrentDictionary<IPAddress, bool> _seen = [];

    public void Seen(IPAddress peer)
    {
        peer = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        if (_seen.Count < Most && _seen.TryAdd(peer, true))
        {
            Warn(peer);
        }
    }

    [LoggerMessage(EventId = 802, Level = LogLevel.Warning, Message = "{Peer} sent X-Forwarded-For or -Proto and is not named as a proxy, "
        + "so they are not believed, and all who come through it count as one sender. If it is your reverse proxy, name it or its "
        + "network in the settings (Proxies:0, as environment variable Proxies__0)")]
    private partial void Warn(IPAddress peer);
}
