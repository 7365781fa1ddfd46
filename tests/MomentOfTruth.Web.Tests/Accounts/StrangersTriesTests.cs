using System.Net;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Accounts;

/// <summary>Strangers who try passwords lock nobody out of a browser in which that person has signed in before.</summary>
public sealed class StrangersTriesTests(MailFixture app) : IClassFixture<MailFixture>
{
    private const string Wrong = "wrong password, really";

    [Fact]
    public async Task TenWrongPasswordsOfStrangers_DoNotLockTheOwnerOutOfAKnownBrowser()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Owner);
        var known = await KnownAsync(person);
        await AttackAsync(person.Email!);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TryAsync(known, person.Email!, Wrong)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await TryAsync(known, person.Email!, TestData.Password)).StatusCode);
    }

    [Fact]
    public async Task StrangersTries_AreTenInTenMinutes_WhereverTheyComeFrom()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Owner);
        await AttackAsync(person.Email!, 9);
        Assert.Equal(HttpStatusCode.Redirect, (await TryAsync(app.Browser(), person.Email!, TestData.Password)).StatusCode);

        // A sign-in that went well is no failed one.
        await AttackAsync(person.Email!, 1);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TryAsync(app.Browser(), person.Email!, TestData.Password)).StatusCode);
    }

    [Fact]
    public async Task ManyTriesAtOnce_AreNoMoreThanTen()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Owner);
        var pages = await Task.WhenAll(Enumerable.Range(0, 30).Select(async _ =>
        {
            var browser = app.Browser();
            return (Browser: browser, Token: Forms.TokenOf(await browser.GetStringAsync("/en/sign-in")));
        }));
        await Task.WhenAll(pages.Select(page => page.Browser.PostAsync("/en/sign-in", Forms.Content(
            [new("Input.Email", person.Email!), new("Input.Password", Wrong), new("__RequestVerificationToken", page.Token)]))));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TryAsync(app.Browser(), person.Email!, TestData.Password)).StatusCode);
    }

    // A browser knows those who signed in there, and nobody else.
    [Fact]
    public async Task BrowserOfSomebodyElse_IsAStrangerToTheAccount()
    {
        var (person, attacker) = (
            await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Owner), await app.PersonAsync(await app.CompanyAsync(), null));
        var browser = await KnownAsync(attacker);
        for (var i = 0; i < 10; i++)
        {
            await TryAsync(browser, person.Email!, Wrong);
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TryAsync(browser, person.Email!, TestData.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await TryAsync(browser, attacker.Email!, TestData.Password)).StatusCode);
    }

    [Fact]
    public async Task KnownBrowser_FromWhichTenWrongOnesCame_IsAStrangerForTenMinutes()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Owner);
        var known = await KnownAsync(person);
        for (var i = 0; i < 10; i++)
        {
            await TryAsync(known, person.Email!, Wrong);
        }

        await AttackAsync(person.Email!);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TryAsync(known, person.Email!, TestData.Password)).StatusCode);
    }

    // The way out of an attack for somebody with a new browser.
    [Fact]
    public async Task NewBrowser_DuringAnAttack_IsLetInByTheMailForAForgottenPassword()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Owner);
        await AttackAsync(person.Email!);
        var browser = app.Browser();
        var refused = await TryAsync(browser, person.Email!, TestData.Password);
        Assert.Contains("Forgotten your password", await refused.TextAsync(), StringComparison.Ordinal);
        await browser.AskForMailAsync("/en/forgot-password", person.Email!);
        const string New = "another horse, other batteries";
        await browser.ChooseAsync((await app.Sink.NextAsync(person.Email!)).Link("token="), New);

        Assert.Equal(HttpStatusCode.Redirect, (await TryAsync(browser, person.Email!, New)).StatusCode);
    }

    private async Task<HttpClient> KnownAsync(User person)
    {
        var browser = await app.SignedInAsync(person);
        await browser.PostFormAsync("/en/sign-out", []);
        return browser;
    }

    private async Task AttackAsync(string email, int tries = 10)
    {
        for (var i = 0; i < tries; i++)
        {
            await TryAsync(app.Browser(), email, Wrong);
        }
    }

    private static Task<HttpResponseMessage> TryAsync(HttpClient browser, string email, string password) =>
        browser.PostFormAsync("/en/sign-in", new() { ["Input.Email"] = email, ["Input.Password"] = password });
}
