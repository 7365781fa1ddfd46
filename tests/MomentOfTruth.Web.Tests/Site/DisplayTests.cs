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

    // One moment after the other: 0.6 and then 0.06, where the journey score would say 0.6 and 0.1.
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1e-200, "<0.01")]
    [InlineData(0.000049, "<0.01")]
    [InlineData(0.00005, "0.01")]
    [InlineData(0.0006, "0.06")]
    [InlineData(0.00094, "0.09")]
    [InlineData(0.00095, "0.1")]
    [InlineData(0.006, "0.6")]
    [InlineData(0.504, "50.4")]
    [InlineData(0.9999, ">99.9")]
    [InlineData(1, "100")]
    public void Left_IsNeverNothingOrAll_UnlessItIs(double product, string shown) => Assert.Equal(shown, Display.Left(product));
}
