using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Browser.Tests.Pages;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>
/// A lost line, an ended session, blocked cookies, two devices: what was typed is still there, on the customer's side and on the manager's,
/// and each is told in its own words.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class NothingTypedIsLostStory(BrowserFixture browser)
{
    private const string Typed = "The key is entered now.\nWe are sorry.";

    [BrowserTheory]
    [InlineData("ko", true, "로그인이 끝났어요", "아직 전송되지 않았어요")]
    [InlineData("en", false, "Your session has ended", "Nothing has been sent yet")]
    public async Task EndedSession_OfAManager_LeavesTheReplyInTheForm(string culture, bool hasScript, string ended, string unsent)
    {
        var (address, person) = await JourneyAsync(culture);
        var desk = Screen.Desktop(culture) with { HasScript = hasScript, State = await browser.SignedInStateAsync(person.Email!, TestData.Password) };
        await browser.VisitAsync(desk, async page =>
        {
            await page.GotoAsync(address);
            await page.Locator("#Text").FillAsync(Typed);
            await page.Context.ClearCookiesAsync();
            await page.Locator("button[value=reply]").ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex("/sign-in"));
            await Expect(page.Locator(".notice")).ToContainTextAsync(ended);
            await SignInHereAsync(page, person);
            await Expect(page.Locator("#Text")).ToHaveValueAsync(Typed);
            await Expect(page.Locator(".notice")).ToContainTextAsync(unsent);
            await Expect(page.Locator(".replies")).ToHaveCountAsync(0);
            await page.Locator("button[value=reply]").ClickAsync();
            await Expect(page.Locator(".replies")).ToContainTextAsync("The key is entered now.");
        });
    }

    [BrowserTheory]
    [InlineData("ko", "연결이 끊겨 있어요")]
    [InlineData("en", "There is no connection")]
    public async Task LostLine_OfAManager_KeepsTheReply_AndSendsItWhenItIsBack(string culture, string offline)
    {
        var (address, person) = await JourneyAsync(culture);
        var desk = Screen.Desktop(culture) with { LosesConnection = true, State = await browser.SignedInStateAsync(person.Email!, TestData.Password) };
        await browser.VisitAsync(desk, async page =>
        {
            await page.GotoAsync(address);
            await page.Locator("#Text").FillAsync(Typed);
            await page.Context.SetOfflineAsync(true);
            await page.Locator("button[value=reply]").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(offline);
            await Expect(page.Locator("#Text")).ToHaveValueAsync(Typed);
            await page.Context.SetOfflineAsync(false);
            await page.Locator("button[value=reply]").ClickAsync();
            await Expect(page.Locator(".replies")).ToContainTextAsync("The key is entered now.");
        });
    }

    // The browser believes that it is online, and nothing answers.
    [BrowserFact]
    public async Task SiteThatDoesNotAnswer_KeepsTheReply()
    {
        var (address, person) = await JourneyAsync("en");
        var desk = Screen.Desktop("en") with { State = await browser.SignedInStateAsync(person.Email!, TestData.Password) };
        await browser.VisitAsync(desk, async page =>
        {
            await page.GotoAsync(address);
            await page.RouteAsync("**/health/live", route => route.AbortAsync("connectionrefused"));
            var noticed = new TaskCompletionSource();
            page.RequestFailed += (_, _) => noticed.TrySetResult();
            await page.Locator("#Text").FillAsync(Typed);
            await noticed.Task.WaitAsync(TimeSpan.FromSeconds(20));
            await page.Locator("button[value=reply]").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no connection");
            await Expect(page.Locator("#Text")).ToHaveValueAsync(Typed);
            await page.UnrouteAsync("**/health/live");
            await page.Locator("button[value=reply]").ClickAsync();
            await Expect(page.Locator(".replies")).ToContainTextAsync("The key is entered now.");
        }, trouble => trouble.Contains("/health/live", StringComparison.Ordinal));
    }

    [BrowserTheory]
    [InlineData("ko", "연결되면 보낼게요")]
    [InlineData("en", "There is no connection")]
    public async Task LostLine_OfACustomer_KeepsTheMoment_AndSendsItWhenItIsBack(string culture, string offline)
    {
        var (journey, code) = await browser.App.JourneyAsync(await CompanyAsync(), TestData.Said("Shop", "8"));
        await browser.VisitAsync(Screen.Phone(culture) with { LosesConnection = true }, async page =>
        {
            await page.GotoAsync($"/{culture}/r/{code}");
            await page.GotoAsync($"/{culture}/my-journeys/{journey}/moments/new");
            var moment = new MomentPage(page);
            await moment.FillAsync(ModemStory.Moments[2]);
            await page.Context.SetOfflineAsync(true);
            await moment.Send.ClickAsync();
            await Expect(page.Locator("[data-kept-line]")).ToContainTextAsync(offline);
            await moment.ExpectAsync(ModemStory.Moments[2]);
            await page.Context.SetOfflineAsync(false);
            await Expect(page).ToHaveURLAsync(new Regex($"/my-journeys/{journey}[?]added="));
        });
    }

    [BrowserTheory]
    [InlineData("ko", true, "쿠키를 차단")]
    [InlineData("en", false, "sends no cookies")]
    public async Task BlockedCookies_AreSaid_ToCustomersAndToMembers(string culture, bool hasScript, string blocked)
    {
        var (address, person) = await JourneyAsync(culture);
        var screen = Screen.Phone(culture) with { HasScript = hasScript, BlocksCookies = true };
        await browser.VisitAsync(screen, async page =>
        {
            await page.GotoAsync(address);
            for (var i = 0; i < 2; i++)
            {
                await SignInHereAsync(page, person);
                await Expect(page.Locator("[data-error-summary]")).ToContainTextAsync(blocked);
                await Expect(page.Locator("#Input_Email")).ToHaveValueAsync(person.Email!);
            }

            await page.GotoAsync($"/{culture}/log/{BrowserFixture.Company}");
            var form = new LogFormPage(page);
            await form.FillAsync(ModemStory.Moments[2]);
            await form.Button("all").ClickAsync();
            await Expect(page.Locator("[data-error-summary]")).ToContainTextAsync(blocked);
            await form.ExpectAsync(ModemStory.Moments[2]);
        }, trouble => trouble.EndsWith(": 400", StringComparison.Ordinal));
    }

    [BrowserTheory]
    [InlineData("ko", true)]
    [InlineData("en", false)]
    public async Task EndedSession_OfACustomer_LeavesTheTextOnThePageThatSaysSo(string culture, bool hasScript)
    {
        var company = await CompanyAsync();
        var (journey, code) = await browser.App.JourneyAsync(company, TestData.Said("Shop", "8"));
        await browser.VisitAsync(Screen.Phone(culture) with { HasScript = hasScript }, async page =>
        {
            await page.GotoAsync($"/{culture}/r/{code}");
            await page.GotoAsync($"/{culture}/my-journeys/{journey}/moments/new");
            var moment = new MomentPage(page);
            await moment.FillAsync(ModemStory.Moments[2]);
            await page.Context.ClearCookiesAsync();
            await moment.Send.ClickAsync();
            await Expect(page.Locator("blockquote")).ToContainTextAsync(ModemStory.Moments[2].Story);
            await page.Locator("main a[href$='/my-journeys']").ClickAsync();
            await page.Locator("#Code").FillAsync(code.ToString());
            await page.Locator("form:has(#Code) button").ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex($"/my-journeys/{journey}$"));
        });
    }

    [BrowserFact]
    public async Task TwoDevices_SigningOutHereLeavesTheOther_EverywhereEndsBoth()
    {
        var (address, person) = await JourneyAsync("en");
        var (office, phone) = (
            Screen.Desktop("en") with { State = await browser.SignedInStateAsync(person.Email!, TestData.Password) },
            Screen.Phone("en") with { State = await browser.SignedInStateAsync(person.Email!, TestData.Password) });
        await browser.VisitAsync(office, desk => browser.VisitAsync(phone, async page =>
        {
            await desk.GotoAsync(address);
            await desk.Locator("#Text").FillAsync(Typed);
            await page.GotoAsync("/en/sign-out");
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign out on this device" }).ClickAsync();
            await Expect(page.Locator("header a[href$='/sign-in']").First).ToBeAttachedAsync();
            await desk.Locator("button[value=reply]").ClickAsync();
            await Expect(desk.Locator(".replies")).ToContainTextAsync("The key is entered now.");

            await page.GotoAsync(address);
            await SignInHereAsync(page, person);
            await Expect(page.Locator("#Text")).ToBeVisibleAsync();
            await desk.Locator("#Text").FillAsync("A second one");
            await page.GotoAsync("/en/sign-out");
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
            await Expect(page.Locator("header a[href$='/sign-in']").First).ToBeAttachedAsync();
            await desk.Locator("button[value=reply]").ClickAsync();
            await Expect(desk).ToHaveURLAsync(new Regex("/sign-in"));
            await SignInHereAsync(desk, person);
            await Expect(desk.Locator("#Text")).ToHaveValueAsync("A second one");
        }));
    }

    private static async Task SignInHereAsync(IPage page, User person)
    {
        await page.Locator("#Input_Email").FillAsync(person.Email!);
        await page.Locator("#Input_Password").FillAsync(TestData.Password);
        await page.Locator("main form .actions button").ClickAsync();
    }

    private Task<Company> CompanyAsync() => browser.App.InScopeAsync(services =>
        services.GetRequiredService<AppDbContext>().Companies.SingleAsync(c => c.Slug == BrowserFixture.Company));

    private async Task<(string Address, User Person)> JourneyAsync(string culture)
    {
        var company = await CompanyAsync();
        var (journey, _) = await browser.App.JourneyAsync(company, TestData.Said("Shop", "8"));
        return (
            $"/{culture}/companies/{company.Slug}/journeys/{journey}", await browser.App.PersonAsync(company, CompanyRole.Manager));
    }
}
