using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>What is one becomes one: two spellings of a company, and three of a touchpoint.</summary>
[Collection(BrowserTests.Name)]
public sealed class MergeStory(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData("en", true)]
    [InlineData("ko", false)]
    public async Task TwoSpellingsOfACompany_AreMerged_OneDashboardShowsTheSum_AndAreTwoAgain(string culture, bool hasScript)
    {
        var number = Random.Shared.Next(100_000, 999_999);
        var (kept, merged) = (await NamedAsync($"Moonlight {number} Rail"), await NamedAsync($"Moonlight{number}-Rail"));
        for (var i = 0; i < 3; i++)
        {
            await browser.App.FinishedAsync(kept, Outcome.Stayed, null, TestData.Said("Shop", "9"));
        }

        await browser.App.FinishedAsync(merged, Outcome.Left, null, TestData.Said("Shop", "0"));
        var administrator = await browser.App.PersonAsync(kept, null, isAdministrator: true);
        var desk = Screen.Desktop(culture) with { HasScript = hasScript, State = await browser.SignedInStateAsync(administrator.Email!, TestData.Password) };
        await browser.VisitAsync(desk, async page =>
        {
            await page.GotoAsync($"/{culture}/admin/companies?show=alike");
            var pair = page.Locator("ul.names li").Filter(new() { HasText = $"{number}" });
            await pair.Locator("a.btn").ClickAsync();
            await Expect(page.Locator("main")).ToContainTextAsync(merged.Name);
            await page.Locator("main form[method=post] button").ClickAsync();
            await Expect(page.Locator(".notice.ok")).ToBeVisibleAsync();
        });

        // The old address leads to one dashboard of both.
        await browser.VisitAsync(desk, async page =>
        {
            await page.GotoAsync($"/{culture}/companies/{merged.Slug}/journeys?state=all");
            await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/companies/{kept.Slug}/journeys"));
            await Expect(page.Locator("main a[href*='/journeys/']")).ToHaveCountAsync(4);
            await page.GotoAsync($"/{culture}/admin/companies?q={number}");
            await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
            await Expect(page.Locator("tbody tr td").First).ToHaveTextAsync("4");
            await page.Locator("tbody a").ClickAsync();
            await page.Locator("form:has(input[name=merge]) button").ClickAsync();
            await Expect(page.Locator(".notice.ok")).ToBeVisibleAsync();
            await page.GotoAsync($"/{culture}/admin/companies?q={number}");
            await Expect(page.Locator("tbody tr td:nth-child(2)")).ToHaveTextAsync(["3", "1"]);
        });
    }

    [BrowserTheory]
    [InlineData("en", true)]
    [InlineData("ko", false)]
    public async Task ThreeSpellingsOfATouchpoint_AreMergedFromTheProposals(string culture, bool hasScript)
    {
        var company = await browser.App.CompanyAsync();
        await browser.App.InScopeAsync(services => services.GetRequiredService<CompanyRegister>().FindOrAddTouchpointAsync(company.Id, "Call centre", Channel.Phone, default));
        foreach (var name in new[] { "Call centre", "Call center", "콜센터" })
        {
            await browser.App.FinishedAsync(company, Outcome.Left, null, TestData.Said(name, "0"));
        }

        var owner = await browser.App.PersonAsync(company, CompanyRole.Owner);
        var desk = Screen.Desktop(culture) with { HasScript = hasScript, State = await browser.SignedInStateAsync(owner.Email!, TestData.Password) };
        await browser.VisitAsync(desk, async page =>
        {
            await page.GotoAsync($"/{culture}/companies/{company.Slug}/settings/names");
            foreach (var _ in Enumerable.Range(0, 2))
            {
                await page.Locator("button[value=accept]").First.ClickAsync();
                await Expect(page.Locator(".notice.ok")).ToBeVisibleAsync();
            }

            await Expect(page.Locator("button[value=accept]")).ToHaveCountAsync(0);
            await Expect(page.Locator("li:has(button[value=hide]), li:has(a.btn)").Filter(new() { HasText = "Call centre" }).First).ToBeVisibleAsync();
            await page.GotoAsync($"/{culture}/companies/{company.Slug}?period=all");
            await Expect(page.Locator("main")).ToContainTextAsync("Call centre");
            await Expect(page.Locator("main")).Not.ToContainTextAsync("콜센터");
            await Expect(page.Locator("main")).Not.ToContainTextAsync("Call center");
        });
    }

    private Task<Company> NamedAsync(string name) => browser.App.InScopeAsync(services => services.GetRequiredService<CompanyRegister>().FindOrAddAsync(name, default));
}
