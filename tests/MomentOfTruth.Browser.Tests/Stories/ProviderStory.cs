using System.Text.RegularExpressions;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>A manager comes in with the account that he has with his company's identity provider.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class ProviderStory(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData("en", true)]
    [InlineData("ko", false)]
    public async Task AManager_ComesInWithTheIdentityProvider_ToThePageHeAskedFor(string culture, bool hasScript)
    {
        var company = await browser.App.CompanyAsync();
        var person = await browser.App.PersonAsync(company, CompanyRole.Manager);
        browser.App.Provider.Person = new(person.Id.ToString(), person.Email);
        await browser.VisitAsync(Screen.Desktop(culture) with { HasScript = hasScript }, async page =>
        {
            await page.GotoAsync($"/{culture}/companies/{company.Slug}");
            await Expect(page).ToHaveURLAsync(SignIn());
            await page.GetByRole(AriaRole.Link, new() { NameRegex = Provider() }).ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex($"/{culture}/companies/{company.Slug}$"));
        });
    }

    [GeneratedRegex("/sign-in[?]returnUrl=")]
    private static partial Regex SignIn();

    [GeneratedRegex("Acme ID")]
    private static partial Regex Provider();
}
