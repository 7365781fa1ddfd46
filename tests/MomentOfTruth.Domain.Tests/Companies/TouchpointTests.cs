using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Domain.Tests.Companies;

public sealed class TouchpointTests
{
    [Fact]
    public void New_Names_AreTrimmedAndKeyed()
    {
        var touchpoint = new Touchpoint(TestData.Company, " Call  centre: Sales ", Channel.Phone, "고객센터：판매");

        Assert.Equal((TestData.Company, Channel.Phone), (touchpoint.CompanyId, touchpoint.Channel));
        Assert.Equal(("Call  centre: Sales", "call centre: sales"), (touchpoint.Name, touchpoint.NameKey));
        Assert.Equal(("고객센터：판매", "고객센터:판매"), (touchpoint.KoreanName, touchpoint.KoreanNameKey));
        Assert.NotEqual(Guid.Empty, touchpoint.Id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void New_WithoutAKoreanName_HasNoKeyOfIt(string? koreanName)
    {
        var touchpoint = new Touchpoint(TestData.Company, "Shop", Channel.Store, koreanName);

        Assert.Equal((null, null), (touchpoint.KoreanName, touchpoint.KoreanNameKey));
    }

    [Fact]
    public void New_NameBlankOrTooLong_Throws()
    {
        Assert.Throws<ArgumentException>(() => new Touchpoint(TestData.Company, " ", Channel.Store));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new Touchpoint(TestData.Company, new string('a', Naming.MaxName + 1), Channel.Store));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new Touchpoint(TestData.Company, "Shop", Channel.Store, new string('가', Naming.MaxName + 1)));
    }

    // As a moment refuses it: it would have no word in CSV and JSON.
    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void New_NoSuchChannel_Throws(int channel) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(channel), () => new Touchpoint(TestData.Company, "Shop", (Channel)channel));
}
