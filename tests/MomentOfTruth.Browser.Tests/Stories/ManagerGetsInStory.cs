using System.Text.RegularExpressions;
using MomentOfTruth.Browser.Tests.Pages;
using MomentOfTruth.Web.Tests;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>From a company that nobody knew to a colleague of its manager who reads what a customer told.</summary>
[Collection(BrowserTests.Name)]
public sealed class ManagerGetsInStory(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task ACustomerNamesACompany_ItsManagerClaimsIt_AndAColleagueComesInWithAPasskey(string culture)
    {
        var name = $"{(culture == "en" ? "Harbour Post" : "항구우편")} {Guid.NewGuid():N}";
        var (manager, colleague) = (MailFixture.NewAddress(), MailFixture.NewAddress());
        var slug = await NameAsync(culture, name);

        var state = "";
        await browser.VisitAsync(Screen.Desktop(culture), async page =>
        {
            await SignUpAsync(page, culture, manager);
            await page.GotoAsync($"/{culture}/companies");
            await page.Locator("main a[href$='/claim']").First.ClickAsync();
            await page.Locator("#Q").FillAsync(name);
            await page.Locator("main form .actions button").ClickAsync();
            await page.Locator("main .picks a").ClickAsync();
            await page.Locator("#Input_Position").FillAsync("CX");
            await page.Locator("#Input_Address").FillAsync("www.harbour.example");
            await page.Locator("#Input_Evidence").FillAsync("02-555-0100");
            await page.Locator("form:has(#Input_Position) .actions button").ClickAsync();
            await Expect(page.Locator("main [role=status]")).ToBeVisibleAsync();
            state = await page.Context.StorageStateAsync();
        });

        await DecideAsync(culture, name);

        await browser.VisitAsync(Screen.Desktop(culture) with { State = state }, async page =>
        {
            await page.GotoAsync((await browser.App.Sink.NextAsync(manager)).Link("/companies/"));
            await Expect(page).ToHaveURLAsync(Dashboard(culture, slug));
            await page.Locator("nav.sub a[href$='/members']").ClickAsync();
            await page.Locator("main a[href$='/members/invite']").ClickAsync();
            await page.Locator("#Email").FillAsync(colleague);
            await page.Locator("#Role_Manager").CheckAsync();
            await page.Locator("main form .actions button").ClickAsync();
            await Expect(page.Locator("main [role=status]")).ToContainTextAsync(colleague);
        });

        await browser.VisitAsync(Screen.Phone(culture), async page =>
        {
            await VirtualPhone.AddAsync(page);
            await page.GotoAsync((await browser.App.Sink.NextAsync(colleague)).Link("token="));
            await page.Locator("#Input_Password").FillAsync(TestData.Password);
            await page.Locator("main form .actions button").ClickAsync();
            await Expect(page).ToHaveURLAsync(Dashboard(culture, slug));
            await page.GotoAsync($"/{culture}/companies/{slug}/journeys?state=all");
            await page.Locator("main tbody th a").First.ClickAsync();
            await Expect(page.GetByText(ModemStory.Moments[2].Story)).ToBeVisibleAsync();

            await page.GotoAsync($"/{culture}/account/passkeys");
            await page.Locator("#Name").FillAsync("Phone");
            await page.Locator("form[data-passkey] .actions button").ClickAsync();
            await Expect(page.Locator(".picks li")).ToHaveCountAsync(1);
            await VirtualPhone.SignOutAsync(page, culture);
            await Expect(page).ToHaveURLAsync(new Regex("/companies$"));
            await page.Locator($"main a[href$='/companies/{Uri.EscapeDataString(slug)}']").First.ClickAsync();
            await Expect(page).ToHaveURLAsync(Dashboard(culture, slug));
        });
    }

    /// <summary>A customer tells a journey with a company that is not listed.</summary>
    private async Task<string> NameAsync(string culture, string name)
    {
        var slug = "";
        await browser.VisitAsync(Screen.Phone(culture), async page =>
        {
            await page.GotoAsync($"/{culture}/log");
            await page.Locator("#Q").FillAsync(name);
            await page.Locator("main form[role=search] button").ClickAsync();
            await page.Locator("main .picks form button").ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex("/log/[^/]+$"));
            slug = Uri.UnescapeDataString(new Uri(page.Url).Segments[^1]);
            var form = new LogFormPage(page);
            await form.FillAsync(ModemStory.Moments[2]);
            await (await form.CheckAsync()).SendAsync();
        });
        return slug;
    }

    private async Task SignUpAsync(IPage page, string culture, string email)
    {
        await page.GotoAsync($"/{culture}/sign-up");
        await page.Locator("#Input_Email").FillAsync(email);
        await page.Locator("main form .actions button").ClickAsync();
        await page.GotoAsync((await browser.App.Sink.NextAsync(email)).Link("token="));
        await page.Locator("#Input_Password").FillAsync(TestData.Password);
        await page.Locator("main form .actions button").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/my-journeys$"));
    }

    private async Task DecideAsync(string culture, string name)
    {
        var administrator = await browser.App.PersonAsync(await browser.App.CompanyAsync(), null, isAdministrator: true);
        var state = await browser.SignedInStateAsync(administrator.Email!, TestData.Password);
        await browser.VisitAsync(Screen.Desktop(culture) with { State = state }, async page =>
        {
            await page.GotoAsync($"/{culture}/admin/claims");
            var claim = page.Locator("article", new() { HasText = name });
            await claim.Locator("button[value=accept]").ClickAsync();
            await Expect(page.Locator("main [role=status]")).ToBeVisibleAsync();
            await Expect(page.Locator("main tbody")).ToContainTextAsync(name);
        });
    }

    private static Regex Dashboard(string culture, string slug) =>
        new($"/{culture}/companies/{Regex.Escape(Uri.EscapeDataString(slug))}$", RegexOptions.IgnoreCase);
}
