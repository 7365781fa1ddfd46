using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Domain.Tests.Companies;

public sealed class ChannelCodesTests
{
    [Theory]
    [InlineData(Channel.Phone, "phone")]
    [InlineData(Channel.Store, "store")]
    [InlineData(Channel.Web, "web")]
    [InlineData(Channel.App, "app")]
    [InlineData(Channel.Chat, "chat")]
    [InlineData(Channel.Email, "e-mail")]
    [InlineData(Channel.Device, "device")]
    [InlineData(Channel.Field, "field")]
    [InlineData(Channel.Social, "social")]
    [InlineData(Channel.Other, "other")]
    public void ToCode_Channel_IsTheWordOfTheDesign(Channel channel, string code)
    {
        Assert.Equal(code, channel.ToCode());
        Assert.Equal(channel, ChannelCodes.FromCode(code));
    }

    [Fact]
    public void ToCode_EveryChannel_HasAWordOfItsOwn() => Assert.Distinct(Enum.GetValues<Channel>().Select(channel => channel.ToCode()));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Phone")]
    [InlineData("email")]
    [InlineData(" web")]
    [InlineData("1")]
    [InlineData("fax")]
    public void FromCode_NoChannel_IsNull(string? code) => Assert.Null(ChannelCodes.FromCode(code));
}
