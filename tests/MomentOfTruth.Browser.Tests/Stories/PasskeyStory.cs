using System.Text.RegularExpressions;
using MomentOfTruth.Browser.Tests.Pages;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>A manager makes a passkey on his telephone and comes in with it. The telephone is Chromium's virtual one.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class PasskeyStory(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task AManager_MakesAPasskey_ComesInWithIt_AndRemovesIt(string culture)
    {
        var company = await browser.App.CompanyAsync();
        var person = await browser.App.PersonAsync(company, CompanyRole.Owner);
        await browser.VisitAsync(Screen.Phone(culture), async page =>
        {
            var phone = await VirtualPhone.AddAsync(page);
            await new SignInPage(page).SignInAsync(culture, person.Email!, TestData.Password);
            await page.GotoAsync($"/{culture}/account/passkeys");
            await page.Locator("#Name").FillAsync("Blue phone");
            await page.Locator("form[data-passkey] .actions button").ClickAsync();
            await Expect(page).ToHaveURLAsync(Added());
            await Expect(page.Locator(".picks li")).ToHaveCountAsync(1);

            // A second one on the same device is none.
            await page.Locator("form[data-passkey] .actions button").ClickAsync();
            await Expect(page.Locator("[data-passkey-error]")).ToBeVisibleAsync();

            await VirtualPhone.SignOutAsync(page, culture);
            // The page offers it by itself, and the person has touched it.
            await Expect(page).ToHaveURLAsync(Companies());

            // Who came with a passkey may ask more than a password of the others.
            await page.GotoAsync($"/{culture}/companies/{company.Slug}/settings/sign-in");
            await page.Locator("#Required").CheckAsync();
            await page.Locator("main form .actions button").ClickAsync();
            await Expect(page.Locator(".notice.ok")).ToBeVisibleAsync();
            await phone.TouchAsync(isTouched: false);
            await VirtualPhone.SignOutAsync(page, culture);
            await Expect(page.Locator("#Input_Email")).ToHaveAttributeAsync("autocomplete", "username webauthn");
            await new SignInPage(page).SignInAsync(culture, person.Email!, TestData.Password);
            await page.GotoAsync($"/{culture}/companies/{company.Slug}");
            await Expect(page).ToHaveURLAsync(Stronger());
            await page.Locator("main .actions .btn").ClickAsync();
            await phone.TouchAsync(isTouched: true);
            await page.Locator("[data-passkey-button]").ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex($"/companies/{company.Slug}$"));

            await page.GotoAsync($"/{culture}/account/passkeys");
            await page.GetByRole(AriaRole.Link, new() { Name = "Blue phone" }).ClickAsync();
            await page.Locator(".btn.danger").ClickAsync();
            await Expect(page.Locator(".picks li")).ToHaveCountAsync(0);
        });
    }

    [BrowserFact]
    public async Task WithoutScript_ThePageSaysThatThePasswordWorks()
    {
        var person = await browser.App.PersonAsync(await browser.App.CompanyAsync(), CompanyRole.Viewer);
        await browser.VisitAsync(Screen.Phone("en") with { HasScript = false }, async page =>
        {
            await new SignInPage(page).SignInAsync("en", person.Email!, TestData.Password);
            await page.GotoAsync("/en/account/passkeys");
            await Expect(page.GetByText("Your password works without")).ToBeVisibleAsync();
            await Expect(page.Locator("form[data-passkey]")).ToBeHiddenAsync();
        });
    }

    [GeneratedRegex("/account/passkeys[?]done=added$")]
    private static partial Regex Added();

    [GeneratedRegex("/companies$")]
    private static partial Regex Companies();

    [GeneratedRegex("/account/stronger[?]")]
    private static partial Regex Stronger();
}
