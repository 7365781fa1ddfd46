using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>Customers find the company from the home page, as they type.</summary>
[Collection(BrowserTests.Name)]
public sealed class FindCompanyStory(BrowserFixture browser)
{
    private const string Name = "케이티프리텔";

    private const double ShiftAtMost = 0.02;

    [BrowserFact]
    public async Task ACustomer_TypesInitials_OnThePhone_AndIsAtTheForm_InTwoTaps()
    {
        var slug = await ListedAsync();
        await browser.VisitAsync(Screen.Phone("ko"), async page =>
        {
            await page.AddInitScriptAsync(CountShifts);
            await page.GotoAsync("/ko");
            await page.Locator("#Q").ClickAsync();
            await page.Locator("#Q").PressSequentiallyAsync("ㅋㅌㅍ");

            var found = page.Locator("[data-suggestions] a", new() { HasText = Name });
            await Expect(found).ToBeVisibleAsync();
            await Expect(page.Locator("[data-found]")).ToHaveTextAsync(new Regex("회사 [0-9]+곳을 찾았어요"));
            Assert.InRange(await page.EvaluateAsync<double>("shifted"), 0, ShiftAtMost);
            Assert.True((await found.BoundingBoxAsync())!.Height >= 44);
            Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
            await found.ClickAsync();
            await Expect(page).ToHaveURLAsync(FormOf(slug));
        });
    }

    [BrowserFact]
    public async Task ACustomer_WithTheKeyboardAlone_WalksThroughTheSuggestions()
    {
        var slug = await ListedAsync();
        await browser.VisitAsync(Screen.Desktop("ko"), async page =>
        {
            await page.GotoAsync("/ko/log");
            var (field, panel) = (page.Locator("#Q"), page.Locator("[data-suggestions]"));
            await field.PressSequentiallyAsync("프리텔");
            await Expect(panel.Locator("a:not(.use)")).ToHaveCountAsync(1);

            await page.Keyboard.PressAsync("ArrowDown");
            await Expect(panel.Locator("a:not(.use)")).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("ArrowUp");
            await Expect(field).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Escape");
            await Expect(panel).ToBeHiddenAsync();
            await Expect(page.Locator("[data-found]")).ToBeEmptyAsync();

            // Typed with the keyboard set to English, and a letter too few: found as well.
            await field.FillAsync("zpdlxlv");
            await Expect(panel).ToBeVisibleAsync();
            await Expect(panel.Locator("a:not(.use)")).ToHaveTextAsync(Name);
            await page.Keyboard.PressAsync("ArrowDown");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page).ToHaveURLAsync(FormOf(slug));
        });
    }

    [BrowserFact]
    public async Task ACustomer_OfACompanyThatIsNotListed_IsAskedWhetherItIsAnother_AndGoesOn()
    {
        await ListedAsync();
        await browser.VisitAsync(Screen.Phone("ko"), async page =>
        {
            await page.GotoAsync("/ko/log");
            await page.Locator("#Q").PressSequentiallyAsync("케이티프리탤");
            var panel = page.Locator("[data-suggestions]");
            await Expect(panel.Locator(".near")).ToHaveTextAsync("혹시 이 회사인가요?");
            await Expect(panel.Locator("a:not(.use)")).ToHaveTextAsync(Name);
            await panel.Locator("a.use").ClickAsync();
            await page.Locator("main .picks form button").ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex("/ko/log/[^/?]+$"));
        });
    }

    [BrowserFact]
    public async Task ACustomer_WithoutScript_FindsTheCompanyOnThePageOfResults()
    {
        var slug = await ListedAsync();
        await browser.VisitAsync(Screen.Phone("ko") with { HasScript = false }, async page =>
        {
            await page.GotoAsync("/ko");
            await page.Locator("main form[role=search] button").ClickAsync();
            await Expect(page.Locator("#Q-error")).ToHaveTextAsync("회사 이름을 한 글자라도 적어 주세요.");
            await page.Locator("#Q").FillAsync("ㅋㅌㅍ");
            await page.Locator("#Q").PressAsync("Enter");
            await page.Locator("main .picks a", new() { HasText = Name }).ClickAsync();
            await Expect(page).ToHaveURLAsync(FormOf(slug));
        });
    }

    private static Regex FormOf(string slug) => new($"/ko/log/{Regex.Escape(Uri.EscapeDataString(slug))}$");

    // A company that somebody looks after.
    private async Task<string> ListedAsync()
    {
        var company = await browser.App.InScopeAsync(s => s.GetRequiredService<CompanyRegister>().FindOrAddAsync(Name, default));
        await browser.App.PersonAsync(company, CompanyRole.Owner);
        return company.Slug;
    }

    private const string CountShifts = """
        window.shifted = 0;
        new PerformanceObserver(list => { for (const shift of list.getEntries()) window.shifted += shift.value; })
          .observe({ type: "layout-shift", buffered: true });
        """;
}
