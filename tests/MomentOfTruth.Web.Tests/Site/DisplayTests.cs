using System.Globalization;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>No figure says "none" or "all" of what is not quite so: the one exception is what matters.</summary>
public sealed class DisplayTests
{
    public DisplayTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en");

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.0004, "<0.1 %")]
    [InlineData(0.00049, "<0.1 %")]
    [InlineData(0.0005, "0.1 %")]
    [InlineData(0.5, "50 %")]
    [InlineData(0.9994, "99.9 %")]
    [InlineData(0.9995, ">99.9 %")]
    [InlineData(2499 / 2500.0, ">99.9 %")]
    [InlineData(1, "100 %")]
    public void Percent_IsNever0Or100_UnlessExactlySo(double share, string shown) => Assert.Equal(shown, Display.Percent(share));

    [Theory]
    [InlineData(0, "0.00", "0.0")]
    [InlineData(0.004, "<0.01", "<0.1")]
    [InlineData(0.04, "0.04", "<0.1")]
    [InlineData(0.05, "0.05", "0.1")]
    [InlineData(9.94, "9.94", "9.9")]
    [InlineData(9.96, "9.96", ">9.9")]
    [InlineData(9.996, ">9.99", ">9.9")]
    [InlineData(10, "10.00", "10.0")]
    public void Mean_IsNever0Or10_UnlessExactlySo(double score, string two, string one) =>
        Assert.Equal((two, one), (Display.Mean(score), Display.OneDecimal(score)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.0004, "<0.1")]
    [InlineData(0.9996, ">99.9")]
    [InlineData(1, "100")]
    public void JourneyScore_Likewise(double product, string shown) => Assert.Equal(shown, Display.JourneyScore(product));
}
