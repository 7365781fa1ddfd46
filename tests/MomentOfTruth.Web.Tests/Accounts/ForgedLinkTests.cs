using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Accounts;

/// <summary>Every mailed link with each of its letters changed in turn: none does anything, and the true one still does.</summary>
public sealed class ForgedLinkTests(MailFixture app) : IClassFixture<MailFixture>
{
    private const string New = "another horse, other batteries";

    [Fact]
    public async Task SignUpLink()
    {
        var email = MailFixture.NewAddress();
        var link = await app.SignUpLinkAsync(email);

        await EachForgeryIsRefusedAsync(app.Browser(), link, new() { ["Input.Password"] = New });

        Assert.Equal(0, await CountAsync(email));
        Assert.Equal(HttpStatusCode.Redirect, (await app.Browser().ChooseAsync(link, New)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(link)).StatusCode);
        Assert.Equal(1, await CountAsync(email));
    }

    [Fact]
    public async Task NewPasswordLink()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager);
        await app.Browser().AskForMailAsync("/en/forgot-password", person.Email!);
        var link = (await app.Sink.NextAsync(person.Email!)).Link("token=");

        await EachForgeryIsRefusedAsync(app.Browser(), link, new() { ["Input.Password"] = New });

        Assert.Equal(HttpStatusCode.Redirect, (await app.SignInAsync(person.Email!, TestData.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await app.Browser().ChooseAsync(link, New)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task NewEmailLink_AndAPasswordLinkFromBefore()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager);
        await app.Browser().AskForMailAsync("/en/forgot-password", person.Email!);
        var password = (await app.Sink.NextAsync(person.Email!)).Link("token=");
        var (browser, email) = (await app.SignedInAsync(person), MailFixture.NewAddress());
        await browser.PostFormAsync("/en/account/email", new() { ["Email"] = email });
        var link = (await app.Sink.NextAsync(email)).Link("token=");

        await EachForgeryIsRefusedAsync(browser, link, []);
        Assert.Equal(0, await CountAsync(email));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostFormAsync(link, [])).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(password)).StatusCode);

        // A link for one purpose is none for another.
        var token = link.Split("token=")[1];
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync("/en/forgot-password/new?token=" + token)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync("/en/sign-up/confirm?token=" + token)).StatusCode);
    }

    private static async Task EachForgeryIsRefusedAsync(HttpClient browser, string link, Dictionary<string, string> fields)
    {
        var (page, token) = (link.Split('?')[0], Uri.UnescapeDataString(link.Split("token=")[1]));
        fields["__RequestVerificationToken"] = Forms.TokenOf(await browser.GetStringAsync("/en/log?q=x"));
        for (var at = 0; at < token.Length; at++)
        {
            // The last letter may hold bits that say nothing: a letter far from it changes those that do.
            var changed = token[at] == 'A' ? 'q' : 'A';
            fields["token"] = token[..at] + changed + token[(at + 1)..];
            var answer = await browser.PostAsync(page, Forms.Content(fields));
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"Letter {at} of {token.Length}: {answer.StatusCode}");
        }
    }

    private Task<int> CountAsync(string email) => app.InScopeAsync(services =>
        services.GetRequiredService<AppDbContext>().Users.CountAsync(u => u.Email == email));
}
