using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Web.Tests.Accounts;

/// <summary>Signing in with an identity provider, and what its claims do.</summary>
public sealed class ProviderTests(ProviderTests.WithProvider app) : IClassFixture<ProviderTests.WithProvider>
{
    private const string Company = "acme-by-provider";

    [Fact]
    public async Task VerifiedAddress_MakesAnAccount_WhichIsFoundAgainByItsSubject()
    {
        var (subject, email) = (Guid.NewGuid().ToString(), MailFixture.NewAddress());
        Assert.Equal("/en/my-journeys", await SignInAsync(app.Browser(), new(subject, email)));

        // The address has moved on to somebody else; the person is the same.
        Assert.Equal("/en/my-journeys", await SignInAsync(app.Browser(), new(subject, MailFixture.NewAddress(), IsVerified: false)));

        Assert.Equal(1, await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().Users.CountAsync(u => u.Email == email)));
    }

    [Fact]
    public async Task VerifiedAddress_LeadsToTheAccountThatHasIt()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager);
        var browser = app.Browser();

        Assert.Equal("/en/companies", await SignInAsync(browser, new(Guid.NewGuid().ToString(), person.Email)));

        Assert.Contains(person.Email!, await browser.GetStringAsync("/en/account"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task UnverifiedOrMissingAddress_IsRefused(bool hasEmail, bool isKnown)
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Manager);
        var (browser, email) = (app.Browser(), isKnown ? person.Email : MailFixture.NewAddress());

        var next = await SignInAsync(browser, new(Guid.NewGuid().ToString(), hasEmail ? email : null, IsVerified: false));

        Assert.Equal("/en/sign-in?notice=unverified", next);
        Assert.Contains("Acme ID does not say", await browser.GetStringAsync(next), StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("issuer")]
    [InlineData("audience")]
    [InlineData("expired")]
    [InlineData("key")]
    public async Task TokenThatIsWrong_IsRefused(string wrong)
    {
        var (browser, email) = (app.Browser(), MailFixture.NewAddress());
        app.Provider.Wrong = wrong;
        try
        {
            Assert.Equal("/en/sign-in?notice=provider", await SignInAsync(browser, new("s", email)));
        }
        finally
        {
            app.Provider.Wrong = null;
        }

        Assert.False(await browser.IsSignedInAsync());
        Assert.Equal(0, await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().Users.CountAsync(u => u.Email == email)));
    }

    // An answer that this browser has not asked for: somebody else's, put into a link.
    [Fact]
    public async Task AnswerInAnotherBrowser_OrASecondTime_IsRefused()
    {
        var browser = app.Browser();
        var back = await BackAsync(browser, new(Guid.NewGuid().ToString(), MailFixture.NewAddress()));

        Assert.Equal("/en/sign-in?notice=provider", (await app.Browser().GetAsync(back)).Headers.Location?.OriginalString);
        Assert.Contains("/done", (await browser.GetAsync(back)).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal("/en/sign-in?notice=provider", (await browser.GetAsync(back)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Claims_GiveChangeAndTakeRoles_AndEveryChangeIsInTheLog()
    {
        var company = await MappedAsync();
        var (subject, email, browser) = (Guid.NewGuid().ToString(), MailFixture.NewAddress(), app.Browser());

        Assert.Equal("/en/companies", await SignInAsync(browser, new(subject, email, true, "readers")));
        Assert.Equal(CompanyRole.Viewer, await RoleAsync(email, company.Id));

        // The better of two, and the session of before sees it at once.
        await SignInAsync(app.Browser(), new(subject, email, true, "readers", "heads"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/en/companies/{Company}/settings")).StatusCode);

        await SignInAsync(app.Browser(), new(subject, email, true, "readers"));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync($"/en/companies/{Company}/settings")).StatusCode);

        await SignInAsync(app.Browser(), new(subject, email, true, "others"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/en/companies/{Company}")).StatusCode);
        var changes = await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().AuditRecords
            .Where(r => r.CompanyId == company.Id && r.Action == "Provider.Role" && r.Subject == email)
            .OrderBy(r => r.Number).Select(r => r.Detail).ToListAsync());
        Assert.Equal(["none → viewer", "viewer → owner", "owner → viewer", "viewer → none"], changes);
    }

    [Fact]
    public async Task RoleThatAPersonGave_IsLeftAlone()
    {
        var company = await MappedAsync();
        var person = await app.PersonAsync(company, CompanyRole.Manager);

        await SignInAsync(app.Browser(), new(Guid.NewGuid().ToString(), person.Email, true, "readers"));
        Assert.Equal(CompanyRole.Manager, await RoleAsync(person.Email!, company.Id));
        await SignInAsync(app.Browser(), new(Guid.NewGuid().ToString(), person.Email));
        Assert.Equal(CompanyRole.Manager, await RoleAsync(person.Email!, company.Id));
    }

    [Fact]
    public async Task ReturnAddressElsewhere_IsNotFollowed() =>
        Assert.Equal("/en/my-journeys", await SignInAsync(
            app.Browser(), new(Guid.NewGuid().ToString(), MailFixture.NewAddress()), "?returnUrl=" + Uri.EscapeDataString("//evil.example")));

    private async Task<string?> SignInAsync(HttpClient browser, ProviderPerson person, string query = "")
    {
        var done = await browser.GetAsync(await BackAsync(browser, person, query));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        return done.Headers.Location!.OriginalString is var next && next.Contains("/done", StringComparison.Ordinal)
            ? (await browser.GetAsync(next)).Headers.Location?.OriginalString
            : next;
    }

    // To the provider and to the address that it leads back to, which is not opened yet.
    private async Task<string> BackAsync(HttpClient browser, ProviderPerson person, string query = "")
    {
        app.Provider.Person = person;
        var away = await browser.GetAsync("/en/sign-in/provider" + query);
        Assert.StartsWith(app.Provider.Address, away.Headers.Location?.OriginalString, StringComparison.Ordinal);
        using var plain = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        return (await plain.GetAsync(away.Headers.Location)).Headers.Location!.PathAndQuery;
    }

    private Task<Company> MappedAsync() => app.InScopeAsync(services =>
        services.GetRequiredService<CompanyRegister>().FindOrAddAsync("Acme by provider", default));

    private Task<CompanyRole?> RoleAsync(string email, Guid company) => app.InScopeAsync(services =>
    {
        var db = services.GetRequiredService<AppDbContext>();
        return db.Memberships.Where(m => m.CompanyId == company && db.Users.Any(u => u.Id == m.UserId && u.Email == email))
            .Select(m => (CompanyRole?)m.Role).SingleOrDefaultAsync();
    });

    public sealed class WithProvider : AppFixture
    {
        public TestProvider Provider { get; } = new();

        protected override IEnumerable<(string Key, string Value)> Settings =>
        [
            .. Provider.Settings, ("SignIn:Oidc:Scopes", "groups"),
            ("SignIn:Oidc:Roles:0:Claim", "groups"), ("SignIn:Oidc:Roles:0:Value", "readers"),
            ("SignIn:Oidc:Roles:0:Company", Company), ("SignIn:Oidc:Roles:0:Role", "Viewer"),
            ("SignIn:Oidc:Roles:1:Claim", "groups"), ("SignIn:Oidc:Roles:1:Value", "heads"),
            ("SignIn:Oidc:Roles:1:Company", Company), ("SignIn:Oidc:Roles:1:Role", "owner"),
        ];

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            Provider.Dispose();
        }
    }
}
