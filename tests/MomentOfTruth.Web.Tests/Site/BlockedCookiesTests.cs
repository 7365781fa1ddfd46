using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>A browser that takes no cookies is told so, and not that a form was open for too long.</summary>
public sealed class BlockedCookiesTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string InEnglish = "sends no cookies", InKorean = "쿠키를 차단";

    public static TheoryData<string, string> Cultures => new() { { "en", InEnglish }, { "ko", InKorean } };

    [Theory]
    [MemberData(nameof(Cultures))]
    public async Task SignIn_WithoutCookies_SaysSo_HoweverOften(string culture, string words)
    {
        var browser = Blocking();
        for (var i = 0; i < 2; i++)
        {
            var answer = await browser.PostFormAsync(
                $"/{culture}/sign-in", new() { ["Input.Email"] = "somebody@example.test", ["Input.Password"] = TestData.Password });

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var text = await answer.TextAsync();
            Assert.Contains(words, text, StringComparison.Ordinal);
            Assert.Contains("somebody@example.test", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public async Task CustomersForm_WithoutCookies_SaysSoAndKeepsAll(string culture, string words)
    {
        var company = await app.CompanyAsync();

        var answer = await Blocking().PressAsync(company.LogAddress(culture), LogForms.Typed(("Shop", "8")), "all");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var text = await answer.TextAsync();
        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Contains("Story of Shop", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public async Task ReceiptCode_WithoutCookies_SaysSo(string culture, string words)
    {
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));

        var typed = await Blocking().PostFormAsync($"/{culture}/my-journeys", new() { ["Code"] = code.ToString() });
        Assert.Contains(words, await typed.TextAsync(), StringComparison.Ordinal);

        // The link of the mail opens it for a browser that remembers so.
        var linked = await Blocking().GetAsync($"/{culture}/my-journeys/{id}");
        Assert.Equal(HttpStatusCode.NotFound, linked.StatusCode);
        Assert.Contains(culture == "en" ? "cookies" : "쿠키", await linked.TextAsync(), StringComparison.Ordinal);
    }

    // The frame works without cookies: what is sent from its tab is told as everywhere.
    [Theory]
    [MemberData(nameof(Cultures))]
    public async Task FramedForm_IsCheckedWithoutCookies_AndTheTabThatSendsSaysSo(string culture, string words)
    {
        var company = await app.CompanyAsync();
        var browser = Blocking();
        var framed = await browser.PostAsync(
            $"/{culture}/embed/log/{company.Slug}", Forms.Content(LogForms.Typed(("Shop", "8")).With("do", "all")));
        Assert.Equal(HttpStatusCode.Redirect, framed.StatusCode);

        var sent = await browser.SubmitAsync(await browser.GetStringAsync(framed.Headers.Location), "Ticket");

        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        Assert.Contains(words, await sent.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OldToken_InABrowserThatTakesCookies_IsToldApart()
    {
        var browser = app.Browser();
        var page = await browser.GetStringAsync("/en/sign-in");

        var answer = await browser.PostAsync("/en/sign-in", Forms.Content(
            [new("Input.Email", "a@b.test"), new("__RequestVerificationToken", Forms.TokenOf(page)[..^6] + "AAAAAA")]));

        var text = await answer.TextAsync();
        Assert.Contains("open for so long", text, StringComparison.Ordinal);
        Assert.DoesNotContain(InEnglish, text, StringComparison.Ordinal);
    }

    // Somebody who was signed in, and has since blocked cookies: the way back is the same for managers.
    [Fact]
    public async Task ManagersForm_WithoutCookies_LeadsToASignInThatSaysSo()
    {
        var company = await app.CompanyAsync();
        var (journey, _) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var page = await (await app.SignedInAsync(company, CompanyRole.Manager)).GetStringAsync($"/en/companies/{company.Slug}/journeys/{journey}");
        var browser = Blocking();

        var signIn = (await browser.SubmitAsync(page, "Text", ("Text", "Typed"), ("do", "reply"))).Headers.Location!.OriginalString;
        var answer = await browser.PostFormAsync(signIn, new() { ["Input.Email"] = "a@b.test", ["Input.Password"] = TestData.Password });

        Assert.Contains(InEnglish, await answer.TextAsync(), StringComparison.Ordinal);
    }

    private HttpClient Blocking() =>
        app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
}
