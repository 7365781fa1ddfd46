using System.Net;
using System.Net.Sockets;

namespace MomentOfTruth.Web.Site;

/// <summary>Shortens addresses, so that what is kept tells the network and not the device.</summary>
public static class Networks
{
    private const int IPv4Bytes = 3, IPv6Bytes = 6;

    /// <summary>The network of the request, such as <c>203.0.113.0/24</c> or <c>2001:db8:1::/48</c>; null if it has no address.</summary>
    public static string? Of(HttpContext http) => http.Connection.RemoteIpAddress is { } address ? Of(address) : null;

    public static string Of(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var (bytes, kept) = (
            address.GetAddressBytes(), address.AddressFamily == AddressFamily.InterNetworkV6 ? IPv6Bytes : IPv4Bytes);
        bytes.AsSpan(kept).Clear();
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }
}
