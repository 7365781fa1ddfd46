using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.MyJourneys;

/// <summary>What a browser was told to forget, it opens no more, nor does whoever has copied its cookies. The receipt codes still do.</summary>
public sealed class ForgottenReceiptsTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Forgetting_MakesACopiedCookieWorthless_AndLeavesTheCode()
    {
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        var browser = app.Browser();
        var copied = CookieOf(await browser.GetAsync("/en/r/" + code));
        Assert.True(await OpensAsync(With(copied), id));

        await browser.PostFormAsync("/en/my-journeys?handler=Forget", []);

        Assert.False(await OpensAsync(browser, id));
        Assert.False(await OpensAsync(With(copied), id));
        await browser.GetAsync("/en/r/" + code);
        Assert.True(await OpensAsync(browser, id));
        Assert.False(await OpensAsync(With(copied), id));
    }

    [Fact]
    public async Task Forgetting_InOneBrowser_LeavesTheOthers()
    {
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        var (one, other) = (app.Browser(), app.Browser());
        await one.GetAsync("/en/r/" + code);
        await other.GetAsync("/en/r/" + code);

        await one.PostFormAsync("/en/my-journeys?handler=Forget", []);

        Assert.True(await OpensAsync(other, id));
    }

    [Theory]
    [InlineData("/en/sign-out")]
    [InlineData("/en/sign-out?handler=Everywhere")]
    public async Task SigningOut_ClosesWhatWasLoggedWhileSignedIn_AndLeavesWhatWasOpenBefore(string signOut)
    {
        var company = await app.CompanyAsync();
        var (before, code) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var (browser, person) = (app.Browser(), await app.PersonAsync(company, null));
        await browser.GetAsync("/en/r/" + code);
        await SignInAsync(browser, person);
        var (_, html) = await browser.CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "9")));
        var sent = await browser.SubmitAsync(html, "Ticket");
        var (copied, logged) = (CookieOf(sent), Guid.Parse(sent.Headers.Location!.OriginalString.Split('/')[3]));
        Assert.Equal((true, true), (await OpensAsync(browser, before), await OpensAsync(browser, logged)));

        await browser.PostFormAsync(signOut, []);

        Assert.Equal((true, false), (await OpensAsync(browser, before), await OpensAsync(browser, logged)));
        Assert.False(await OpensAsync(With(copied), logged));
    }

    [Fact]
    public async Task SigningOut_ClosesWhatWasPutIntoTheAccount()
    {
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        var (browser, person) = (app.Browser(), await app.PersonAsync(await app.CompanyAsync(), null));
        var copied = CookieOf(await browser.GetAsync("/en/r/" + code));
        await SignInAsync(browser, person, $"/en/sign-in?keep={id}");

        await browser.PostFormAsync("/en/sign-out", []);

        Assert.False(await OpensAsync(browser, id));
        Assert.False(await OpensAsync(With(copied), id));
        await SignInAsync(browser, person);
        Assert.True(await OpensAsync(browser, id));
    }

    [Fact]
    public async Task SigningOut_Everywhere_ClosesWhatOtherBrowsersLoggedWhileSignedIn()
    {
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        var (person, shared, home) = (await app.PersonAsync(await app.CompanyAsync(), null), app.Browser(), app.Browser());
        await SignInAsync(shared, person);
        await SignInAsync(home, person);
        await shared.GetAsync("/en/r/" + code);
        Assert.True(await OpensAsync(shared, id));

        await home.PostFormAsync("/en/sign-out?handler=Everywhere", []);

        Assert.False(await OpensAsync(shared, id));
    }

    // With the copied cookie alone, a journey that its customer erased, and others beside it.
    [Fact]
    public async Task ErasedJourney_IsOpenedByNoCopy_AndTheOthersAre()
    {
        var company = await app.CompanyAsync();
        var (erased, first) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var (stays, second) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var browser = app.Browser();
        await browser.GetAsync("/en/r/" + first);
        var copied = CookieOf(await browser.GetAsync("/en/r/" + second));

        await browser.SubmitAsync(await browser.GetStringAsync($"/en/my-journeys/{erased}/erase"), "Version");

        Assert.Equal((false, true), (await OpensAsync(With(copied), erased), await OpensAsync(With(copied), stays)));
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient browser, User person, string address = "/en/sign-in") =>
        browser.PostFormAsync(address, new() { ["Input.Email"] = person.Email!, ["Input.Password"] = TestData.Password });

    private static async Task<bool> OpensAsync(HttpClient browser, Guid journey) =>
        (await browser.GetAsync($"/en/my-journeys/{journey}")).StatusCode == HttpStatusCode.OK;

    private static string CookieOf(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("journeys=", StringComparison.Ordinal)).Split(';')[0];

    private HttpClient With(string cookie)
    {
        var thief = app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        return thief;
    }
}
