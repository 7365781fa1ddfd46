using System.Net;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Tests.Accounts;

public sealed class SignInTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task SignIn_UnknownAddressAndWrongPassword_GetTheSameAnswer()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer);

        var wrong = await SignInAsync(person.Email!, "wrong password, really");
        var unknown = await SignInAsync("nobody@example.test", "wrong password, really");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        Assert.Contains("do not belong together", await wrong.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("do not belong together", await unknown.TextAsync(), StringComparison.Ordinal);
        Assert.Contains(person.Email!, await wrong.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_ClosedAfterTooManyTries_SaysTheSameAsOfAnUnknownAddress()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer);
        for (var i = 0; i < 11; i++)
        {
            await SignInAsync(person.Email!, "wrong password, really");
        }

        var closed = await SignInAsync(person.Email!, TestData.Password);
        var unknown = await SignInAsync("nobody@example.test", TestData.Password);

        Assert.Equal((closed.StatusCode, await AroundTheFormAsync(closed)), (unknown.StatusCode, await AroundTheFormAsync(unknown)));
        var page = Html.Parse(await closed.Content.ReadAsStringAsync());
        Assert.Contains("closed for ten minutes", page.One("[data-error-summary]").Words(), StringComparison.Ordinal);

        static async Task<string> AroundTheFormAsync(HttpResponseMessage answer)
        {
            var main = Html.Parse(await answer.Content.ReadAsStringAsync()).One("main");
            foreach (var form in main.QuerySelectorAll("form"))
            {
                form.Remove();
            }

            return main.InnerHtml;
        }
    }

    [Fact]
    public async Task SignIn_Empty_SaysSoBesideTheFields()
    {
        var text = await (await SignInAsync("", "")).TextAsync();
        Assert.Contains("Error: Sign in", text, StringComparison.Ordinal);
        Assert.Contains("Please fill this in.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/", "/en/companies")]
    [InlineData("//evil.example/", "/en/companies")]
    [InlineData("/en/help", "/en/help")]
    public async Task SignIn_LeadsOnlyToAddressesOfOurs(string returnUrl, string expected)
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer);
        var answer = await app.Browser().PostFormAsync(
            "/en/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl),
            new() { ["Input.Email"] = person.Email!, ["Input.Password"] = TestData.Password });

        Assert.Equal(expected, answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task SignOut_EndsTheSessionForACopiedCookieToo()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer);
        var browser = app.Browser();
        var signedIn = await browser.PostFormAsync(
            "/en/sign-in", new() { ["Input.Email"] = person.Email!, ["Input.Password"] = TestData.Password });
        var copied = signedIn.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("session=", StringComparison.Ordinal)).Split(';')[0];

        var signedOut = await browser.PostFormAsync("/en/sign-out", []);

        Assert.Equal("/en", signedOut.Headers.Location?.OriginalString);
        var thief = app.Browser();
        thief.DefaultRequestHeaders.Add("Cookie", copied);
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/en/companies")).StatusCode);
    }

    [Fact]
    public async Task Companies_ListsOnesOwnAndNoOthers()
    {
        var (ours, theirs) = (await app.CompanyAsync("Ours"), await app.CompanyAsync("Theirs"));
        var browser = await app.SignedInAsync(ours, CompanyRole.Manager);

        var text = await (await browser.GetAsync("/en/companies")).TextAsync();

        Assert.Contains(ours.Name, text, StringComparison.Ordinal);
        Assert.DoesNotContain(theirs.Name, text, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> SignInAsync(string email, string password) =>
        app.Browser().PostFormAsync("/en/sign-in", new() { ["Input.Email"] = email, ["Input.Password"] = password });
}
