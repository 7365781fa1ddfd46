using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using OtpNet;

namespace MomentOfTruth.Web.Tests.Accounts;

/// <summary>Authenticator apps: set up, asked for after the password, good once, and turned off again.</summary>
public sealed class SecondFactorTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task App_IsOnOnlyOnceACodeWasRight_AndIsThenAskedForAfterThePassword()
    {
        var (person, browser) = await PersonAsync();
        var (html, key) = await SetupAsync(browser);
        var wrong = await browser.SubmitAsync(html, "Setup", ("Code", "000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("not the code", await wrong.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await app.SignInAsync(person.Email!, TestData.Password)).StatusCode);

        // What was typed wrong leaves the key as it is.
        var on = await browser.SubmitAsync(await wrong.Content.ReadAsStringAsync(), "Setup", ("Code", CodeOf(key, 0)));

        Assert.Equal(10, RecoveryCodesIn(await on.TextAsync()).Length);
        var step = await app.SignInAsync(person.Email!, TestData.Password);
        Assert.StartsWith("/en/sign-in/code", step.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain(step.Headers.GetValues("Set-Cookie"), c => c.StartsWith("session=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Code_IsGoodOnce()
    {
        var (person, key, _) = await WithAppAsync();

        // The code that turned it on is used up, and so is every earlier one.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await CodeAsync(person, CodeOf(key, 0))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await CodeAsync(person, CodeOf(key, -1))).StatusCode);
        var next = CodeOf(key, 1);
        Assert.Equal("/en/companies", (await CodeAsync(person, next)).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await CodeAsync(person, next)).StatusCode);
    }

    [Fact]
    public async Task OneCodeSentByManyAtOnce_OpensOneSession()
    {
        var (person, key, _) = await WithAppAsync();
        var browsers = new List<(HttpClient Browser, string Html)>();
        for (var i = 0; i < 6; i++)
        {
            browsers.Add(await SecondStepAsync(person));
        }

        var code = CodeOf(key, 1);
        var answers = await Task.WhenAll(browsers.Select(b => b.Browser.PostAsync("/en/sign-in/code", Content(b.Html, code))));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task RecoveryCode_OpensOnce_AndIsStoredAsAHashAlone()
    {
        var (person, _, recovery) = await WithAppAsync();

        Assert.Equal("/en/companies", (await CodeAsync(person, recovery[3].ToUpperInvariant())).Headers.Location?.OriginalString);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await CodeAsync(person, recovery[3])).StatusCode);
        var (left, key) = await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            return (await db.RecoveryCodes.CountAsync(c => c.UserId == person.Id), (await db.Authenticators.SingleAsync(a => a.UserId == person.Id)).Key);
        });
        Assert.Equal(9, left);
        Assert.StartsWith("CfDJ8", key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewRecoveryCodes_MakeTheOldOnesWorthless_AndAreNotShownAgain()
    {
        var (person, _, old) = await WithAppAsync();
        var browser = await SignedInAsync(person, old[0]);
        var token = Forms.TokenOf(await browser.GetStringAsync("/en/account/second-step"));

        var made = await browser.PostAsync("/en/account/second-step?handler=Renew", Forms.Content([new("__RequestVerificationToken", token)]));

        var codes = RecoveryCodesIn(await made.TextAsync());
        Assert.Equal(10, codes.Length);
        Assert.DoesNotContain(codes[0], await browser.GetStringAsync("/en/account/second-step"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await CodeAsync(person, old[1])).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await CodeAsync(person, codes[1])).StatusCode);
    }

    [Fact]
    public async Task TenWrongCodes_CloseTheSecondStep_AlsoToTheRightOne()
    {
        var (person, key, _) = await WithAppAsync();
        var (browser, html) = await SecondStepAsync(person);
        for (var i = 0; i < 10; i++)
        {
            await browser.PostAsync("/en/sign-in/code", Content(html, "123123"));
        }

        var right = await browser.PostAsync("/en/sign-in/code", Content(html, CodeOf(key, 1)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, right.StatusCode);
        Assert.Contains("Too many wrong codes", await right.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TurnedOff_NeedsThePasswordOrACode_AndThePasswordAloneOpensAgain()
    {
        var (person, _, recovery) = await WithAppAsync();
        var browser = await SignedInAsync(person, recovery[0]);
        var page = await browser.GetStringAsync("/en/account/second-step");

        var wrong = await browser.SubmitAsync(page, "PasswordOrCode", ("PasswordOrCode", "something else"));
        var off = await browser.SubmitAsync(page, "PasswordOrCode", ("PasswordOrCode", TestData.Password));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal("/en/account/second-step?done=off", off.Headers.Location?.OriginalString);
        Assert.Equal("/en/companies", (await app.SignInAsync(person.Email!, TestData.Password)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task SecondStep_WithoutTheFirst_LeadsToTheSignIn() =>
        Assert.Equal("/en/sign-in", (await app.Browser().GetAsync("/en/sign-in/code")).Headers.Location?.OriginalString);

    private async Task<(User Person, HttpClient Browser)> PersonAsync()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager);
        return (person, await app.SignedInAsync(person));
    }

    private async Task<(User Person, string Key, string[] Recovery)> WithAppAsync()
    {
        var (person, browser) = await PersonAsync();
        var (html, key) = await SetupAsync(browser);
        var on = await browser.SubmitAsync(html, "Setup", ("Code", CodeOf(key, 0)));
        return (person, key, RecoveryCodesIn(await on.TextAsync()));
    }

    private async Task<(HttpClient Browser, string Html)> SecondStepAsync(User person)
    {
        var browser = app.Browser();
        var answer = await browser.PostFormAsync("/en/sign-in", new() { ["Input.Email"] = person.Email!, ["Input.Password"] = TestData.Password });
        return (browser, await browser.GetStringAsync(answer.Headers.Location));
    }

    private async Task<HttpResponseMessage> CodeAsync(User person, string code)
    {
        var (browser, html) = await SecondStepAsync(person);
        return await browser.PostAsync("/en/sign-in/code", Content(html, code));
    }

    private async Task<HttpClient> SignedInAsync(User person, string code)
    {
        var (browser, html) = await SecondStepAsync(person);
        await browser.PostAsync("/en/sign-in/code", Content(html, code));
        return browser;
    }

    private static FormUrlEncodedContent Content(string html, string code) =>
        Forms.Content([new("Code", code), new("__RequestVerificationToken", Forms.TokenOf(html))]);

    internal static async Task<(string Html, string Key)> SetupAsync(HttpClient browser)
    {
        var html = await browser.GetStringAsync("/en/account/second-step");
        return (html, Html.Parse(html).One("p.code").Words().Replace(" ", "", StringComparison.Ordinal));
    }

    /// <summary>What the app shows now, or some steps of 30 seconds before or after.</summary>
    internal static string CodeOf(string key, int steps) =>
        new Totp(Base32Encoding.ToBytes(key)).ComputeTotp(DateTime.UtcNow.AddSeconds(30 * steps));

    private static string[] RecoveryCodesIn(string html) => Html.Parse(html).One("#recovery").TextContent.Split('\n');
}
