using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Accounts;

public sealed class KeepInAccountTests(MailFixture app) : IClassFixture<MailFixture>
{
    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task OpenedJourney_BySigningUp_IsInTheNewAccount(string culture)
    {
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        var (browser, email) = (app.Browser(), MailFixture.NewAddress());
        await browser.GetAsync("/r/" + code);
        var offer = $"/{culture}/sign-up?keep={id}";
        Assert.Contains($"href=\"{offer}\"", await browser.GetStringAsync($"/{culture}/my-journeys/{id}"), StringComparison.Ordinal);
        var link = await app.SignUpLinkAsync(email, offer, browser);

        // The mail is read on another device, which has never seen the code.
        var phone = app.Browser();
        var made = await phone.ChooseAsync(link, TestData.Password);

        Assert.Equal($"/{culture}/my-journeys/{id}", made.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync(made.Headers.Location)).StatusCode);
        Assert.Equal(email, await OwnerAsync(id));
    }

    [Fact]
    public async Task OpenedJourney_BySigningIn_IsInTheAccount()
    {
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        var person = await app.PersonAsync(await app.CompanyAsync(), null);
        var browser = app.Browser();
        await browser.GetAsync("/r/" + code);
        Assert.Contains($"href=\"/en/sign-in?keep={id}\"", await browser.GetStringAsync($"/en/my-journeys/{id}"), StringComparison.Ordinal);

        var signedIn = await browser.PostFormAsync(
            $"/en/sign-in?keep={id}", new() { ["Input.Email"] = person.Email!, ["Input.Password"] = TestData.Password });

        Assert.Equal($"/en/my-journeys/{id}", signedIn.Headers.Location?.OriginalString);
        Assert.Contains("is kept in your account", await browser.GetStringAsync($"/en/my-journeys/{id}"), StringComparison.Ordinal);
        Assert.Equal(person.Email, await OwnerAsync(id));
    }

    [Fact]
    public async Task JourneyThatTheBrowserDoesNotOpen_IsNotKept()
    {
        var (id, _) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        var person = await app.PersonAsync(await app.CompanyAsync(), null);
        var email = MailFixture.NewAddress();

        var made = await app.Browser().ChooseAsync(await app.SignUpLinkAsync(email, $"/en/sign-up?keep={id}"), TestData.Password);
        var signedIn = await app.Browser().PostFormAsync(
            $"/en/sign-in?keep={id}", new() { ["Input.Email"] = person.Email!, ["Input.Password"] = TestData.Password });

        Assert.Equal("/en/my-journeys", made.Headers.Location?.OriginalString);
        Assert.Equal("/en/my-journeys", signedIn.Headers.Location?.OriginalString);
        Assert.Null(await OwnerAsync(id));
    }

    [Fact]
    public async Task JourneyOfAnotherAccount_StaysThere()
    {
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        var (first, second) = (
            await app.PersonAsync(await app.CompanyAsync(), null), await app.PersonAsync(await app.CompanyAsync(), null));
        foreach (var person in new[] { first, second })
        {
            var browser = app.Browser();
            await browser.GetAsync("/r/" + code);
            await browser.PostFormAsync(
                $"/en/sign-in?keep={id}", new() { ["Input.Email"] = person.Email!, ["Input.Password"] = TestData.Password });
        }

        Assert.Equal(first.Email, await OwnerAsync(id));
    }

    private Task<string?> OwnerAsync(Guid journey) => app.InScopeAsync(services =>
    {
        var db = services.GetRequiredService<AppDbContext>();
        return db.Journeys.Where(j => j.Id == journey).Select(j => db.Users.Where(u => u.Id == j.OwnerId).Select(u => u.Email).SingleOrDefault()).SingleAsync();
    });
}
