using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Domain.Tests.Companies;

public sealed class WebHostTests
{
    [Theory]
    [InlineData("www.example.com", "www.example.com")]
    [InlineData(" https://Example.COM/about?x=1#y ", "example.com")]
    [InlineData("http://shop.example.co.kr:8080", "shop.example.co.kr")]
    [InlineData("한국.kr", "xn--3e0b707e.kr")]
    [InlineData("example.com.", "example.com")]
    public void TryParse_WhatPeopleType_IsItsHost(string typed, string host) => Assert.Equal(host, WebHost.TryParse(typed)?.ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("we have none")]
    [InlineData("localhost")]
    [InlineData("example")]
    [InlineData("127.0.0.1")]
    [InlineData("https://[::1]/")]
    [InlineData("ftp://example.com")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user@example.com")]
    public void TryParse_AnythingElse_IsNone(string? typed) => Assert.Null(WebHost.TryParse(typed));

    [Theory]
    [InlineData("www.example.com", "kim@example.com", MailMatch.Same)]
    [InlineData("example.com", "Kim@EXAMPLE.com", MailMatch.Same)]
    [InlineData("example.com", "kim@mail.example.com", MailMatch.MailBelow)]
    [InlineData("shop.example.com", "kim@example.com", MailMatch.WebBelow)]
    [InlineData("example.com", "kim@notexample.com", MailMatch.Other)]
    [InlineData("example.com", "kim@example.com.evil.test", MailMatch.Other)]
    [InlineData("naver.com", "kim@naver.com", MailMatch.Provider)]
    [InlineData("gmail.com", "kim@gmail.com", MailMatch.Provider)]
    public void MatchOf_TellsHowTheMailIsToTheAddress(string host, string email, MailMatch match) =>
        Assert.Equal(match, WebHost.TryParse(host)!.MatchOf(email));

    [Fact]
    public void ProvenBy_IsTheVeryHostWithAndWithoutWww_AndNothingForAProvider()
    {
        Assert.Equal(["example.com", "www.example.com"], WebHost.ProvenBy("kim@example.com"));
        Assert.DoesNotContain("example.com", WebHost.ProvenBy("kim@mail.example.com"));
        Assert.DoesNotContain("shop.example.com", WebHost.ProvenBy("kim@example.com"));
        Assert.Empty(WebHost.ProvenBy("kim@gmail.com"));
        Assert.Empty(WebHost.ProvenBy("kim@sub.naver.com"));
    }

    [Theory]
    [InlineData(CompanyRole.Owner, 1, null, true)]
    [InlineData(CompanyRole.Owner, 1, CompanyRole.Manager, true)]
    [InlineData(CompanyRole.Owner, 1, CompanyRole.Owner, false)]
    [InlineData(CompanyRole.Owner, 2, null, false)]
    [InlineData(CompanyRole.Owner, 2, CompanyRole.Viewer, false)]
    [InlineData(CompanyRole.Manager, 1, null, false)]
    [InlineData(CompanyRole.Viewer, 0, CompanyRole.Manager, false)]
    public void LeavesNoOwner_OnlyOfTheLastOwner(CompanyRole role, int owners, CompanyRole? next, bool leaves) =>
        Assert.Equal(leaves, new Membership(Guid.NewGuid(), Guid.NewGuid(), role).LeavesNoOwner(owners, next));

    [Fact]
    public void Claim_ThatIsDecided_IsNotDecidedAgain()
    {
        var (now, by) = (DateTime.UnixEpoch, Guid.NewGuid());
        var claim = CompanyClaim.ToOwn(Guid.NewGuid(), Guid.NewGuid(), "en", now);
        claim.Refuse(by, "No such person there.", now);

        Assert.Throws<InvalidOperationException>(() => claim.Accept(by, now));
        Assert.Throws<InvalidOperationException>(() => claim.Withdraw(now));
        Assert.Equal((ClaimState.Refused, "No such person there."), (claim.State, claim.Reason));
    }
}
