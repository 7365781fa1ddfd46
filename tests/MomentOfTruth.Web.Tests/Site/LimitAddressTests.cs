using System.Net;
using Microsoft.AspNetCore.Http;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>
/// Whom a limit counts as one: an IPv4 address, or a network of IPv6, in which every host may take as many addresses as it likes.
/// </summary>
public sealed class LimitAddressTests
{
    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2::1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:8000::1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("2001:db8:1:2::1", "2001:db9:1:2::1", false)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    [InlineData("192.0.2.1", "2001:db8:1:2::1", false)]
    public void Address_OfTwoSenders_IsOneWithinANetworkOf64Bits(string one, string other, bool isOne) =>
        Assert.Equal(isOne, AddressOf(one) == AddressOf(other));

    // Behind a socket that has no address all senders count as one, and not as nobody.
    [Fact]
    public void Address_WhereThereIsNone_IsOneForAll()
    {
        Assert.Equal(AddressOf(null), AddressOf(null));
        Assert.NotEmpty(AddressOf(null));
    }

    private static string AddressOf(string? address)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        return Limits.Address(http);
    }
}
