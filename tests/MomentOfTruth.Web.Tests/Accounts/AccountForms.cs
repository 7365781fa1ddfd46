using System.Net;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Accounts;

/// <summary>Makes accounts as customers do: a form, a mail, a password.</summary>
public static class AccountForms
{
    /// <summary>Asks for a mail; it was promised.</summary>
    public static async Task<HttpResponseMessage> AskForMailAsync(this HttpClient browser, string address, string email)
    {
        var answer = await browser.PostFormAsync(address, new() { ["Input.Email"] = email });
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.TextAsync());
        return answer;
    }

    /// <summary>The address of the page where the password is chosen, out of the mail.</summary>
    public static async Task<string> SignUpLinkAsync(
        this MailFixture app, string email, string address = "/en/sign-up", HttpClient? browser = null)
    {
        await (browser ?? app.Browser()).AskForMailAsync(address, email);
        return (await app.Sink.NextAsync(email)).Link("token=");
    }

    public static Task<HttpResponseMessage> ChooseAsync(this HttpClient browser, string link, string password) =>
        browser.PostFormAsync(link, new() { ["Input.Password"] = password });

    /// <summary>A customer with an account, signed in.</summary>
    public static async Task<(string Email, HttpClient Browser)> CustomerAsync(this MailFixture app)
    {
        var (email, browser) = (MailFixture.NewAddress(), app.Browser());
        var answer = await browser.ChooseAsync(await app.SignUpLinkAsync(email), TestData.Password);
        Assert.Equal("/en/my-journeys", answer.Headers.Location?.OriginalString);
        return (email, browser);
    }

    public static Task<HttpResponseMessage> SignInAsync(this AppFixture app, string email, string password) =>
        app.Browser().PostFormAsync("/en/sign-in", new() { ["Input.Email"] = email, ["Input.Password"] = password });

    /// <summary>Whether the browser is still signed in.</summary>
    public static async Task<bool> IsSignedInAsync(this HttpClient browser) =>
        (await browser.GetAsync("/en/account")).StatusCode == HttpStatusCode.OK;
}
