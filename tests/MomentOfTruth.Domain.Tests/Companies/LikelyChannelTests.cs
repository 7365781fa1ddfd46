using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Domain.Tests.Companies;

public sealed class LikelyChannelTests
{
    [Theory]
    [InlineData("대표 콜센터 가입 문의", Channel.Phone)]
    [InlineData("Calls to the hotline", Channel.Phone)]
    [InlineData("신촌 대리점", Channel.Store)]
    [InlineData("Sinchon dealer's shop", Channel.Store)]
    [InlineData("온라인 매장", Channel.Web)]
    [InlineData("APP", Channel.App)]
    [InlineData("Apple picking", Channel.Other)]
    [InlineData("App chat", Channel.Chat)]
    [InlineData("청구서", Channel.Email)]
    [InlineData("배송 기사", Channel.Field)]
    [InlineData("달리는 열차 안에서의 접속", Channel.Device)]
    [InlineData("인스타그램", Channel.Social)]
    [InlineData("Somewhere", Channel.Other)]
    [InlineData("", Channel.Other)]
    public void Channel_IsToldByTheWordsOfTheName(string name, Channel channel) => Assert.Equal(channel, LikelyChannel.Of(name));
}
