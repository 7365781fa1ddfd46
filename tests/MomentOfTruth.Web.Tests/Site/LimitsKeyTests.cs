using System.Net;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>Whom a limit counts as one sender.</summary>
public sealed class LimitsKeyTests
{
    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff")]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7")]
    public void KeyOf_AddressesOfOneHousehold_IsTheSame(string one, string other) => Assert.Equal(KeyOf(one), KeyOf(other));

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1")]
    [InlineData("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:3::")]
    [InlineData("203.0.113.7", "203.0.113.8")]
    public void KeyOf_AddressesOfOthers_Differs(string one, string other) => Assert.NotEqual(KeyOf(one), KeyOf(other));

    private static string KeyOf(string address) => Limits.KeyOf(IPAddress.Parse(address));
}
