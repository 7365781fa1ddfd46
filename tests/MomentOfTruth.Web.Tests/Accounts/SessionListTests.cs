using System.Net;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Tests.Accounts;

public sealed class SessionListTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge", "Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari", "iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 15; SM-S931N) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36", "Samsung Internet", "Android")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux")]
    [InlineData("<script>", null, null)]
    [InlineData(null, null, null)]
    public void BrowserName_IsWhatPeopleKnowItBy(string? agent, string? browser, string? device) =>
        Assert.Equal(new BrowserName(browser, device), BrowserName.Of(agent));

    [Fact]
    public async Task List_MarksThisOne_AndSignsOutOneOther()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer);
        var (here, there) = (await app.SignedInAsync(person), await app.SignedInAsync(person));
        var page = Html.Parse(await here.GetStringAsync("/en/account/sessions"));
        Assert.Equal(2, page.QuerySelectorAll("main .picks li").Length);
        Assert.Single(page.QuerySelectorAll("main .picks .chip"));

        var ended = await here.SubmitAsync(page, "session");

        Assert.Equal("/en/account/sessions?done=one", ended.Headers.Location?.OriginalString);
        Assert.Equal((true, false), (await here.IsSignedInAsync(), await there.IsSignedInAsync()));
    }

    [Fact]
    public async Task Others_AreSignedOut_AndThisOneStays()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer);
        var (here, there, third) = (await app.SignedInAsync(person), await app.SignedInAsync(person), await app.SignedInAsync(person));

        await here.PostFormAsync("/en/account/sessions?handler=Others", []);

        Assert.Equal((true, false, false), (await here.IsSignedInAsync(), await there.IsSignedInAsync(), await third.IsSignedInAsync()));
    }

    // The name of another person's session, in one's own form.
    [Fact]
    public async Task AnothersSession_IsNotEnded()
    {
        var company = await app.CompanyAsync();
        var (other, mine) = (await app.PersonAsync(company, CompanyRole.Viewer), await app.SignedInAsync(company, CompanyRole.Owner));
        var (first, second) = (await app.SignedInAsync(other), await app.SignedInAsync(other));
        var theirs = Forms.Hidden(await first.GetStringAsync("/en/account/sessions"), "session");
        var token = Forms.TokenOf(await mine.GetStringAsync("/en/account"));

        await mine.PostAsync("/en/account/sessions?handler=End", Forms.Content([new("session", theirs), new("__RequestVerificationToken", token)]));

        Assert.Equal((true, true), (await first.IsSignedInAsync(), await second.IsSignedInAsync()));
        var nonsense = await mine.PostAsync(
            "/en/account/sessions?handler=End", Forms.Content([new("session", "xyz"), new("__RequestVerificationToken", token)]));
        Assert.Equal(HttpStatusCode.BadRequest, nonsense.StatusCode);
    }
}
