using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Publications;
using MomentOfTruth.Web.Tests;
using MomentOfTruth.Web.Tests.Publications;

namespace MomentOfTruth.Browser.Tests;

/// <summary>Names without a place to break them widen no page.</summary>
[Collection(BrowserTests.Name)]
public sealed class LongNamesTests(BrowserFixture browser)
{
    private const string LongWord = "Donaudampfschifffahrtselektrizitaetenhauptwerk";

    private const string Address = "customer.service.of.the.whole.northern.region@department.example.org";

    [BrowserTheory]
    [InlineData("en", 320)]
    [InlineData("ko", 320)]
    [InlineData("en", 390)]
    public async Task NoPage_ScrollsSideways(string culture, int width)
    {
        var company = await browser.App.CompanyAsync(LongWord);
        var owner = await browser.App.PersonAsync(company, CompanyRole.Owner);
        var state = await browser.SignedInStateAsync(owner.Email!, TestData.Password);
        for (var i = 0; i < PublishedQuery.Fewest; i++)
        {
            var told = await browser.App.FinishedAsync(
                company, Outcome.LeftForCompetitor, LongWord + "x", TestData.Said(Address, "0", story: Address + Address), TestData.Said(LongWord, "6"));
            await browser.App.AskAsync(told, LongWord);
            await browser.App.ApproveAsync(told);
        }

        var (id, code) = await browser.App.JourneyAsync(company, TestData.Said(Address, "0", story: Address), TestData.Said(LongWord, "7"));
        var touchpoint = await browser.App.InScopeAsync(services => services.GetRequiredService<AppDbContext>().Touchpoints
            .Where(t => t.CompanyId == company.Id && t.Name == Address)
            .Select(t => t.Id)
            .SingleAsync());
        var home = $"/{culture}/companies/{company.Slug}";
        string[] pages =
        [
            $"/{culture}/log?q={LongWord}", $"/{culture}/log/{company.Slug}", $"/{culture}/published/{company.Slug}", $"/{culture}/my-journeys/{id}",
            $"/{culture}/my-journeys/{id}/moments/1/edit", $"/{culture}/my-journeys/{id}/history", $"/{culture}/my-journeys/{id}/erase",
            $"/{culture}/my-journeys/{id}/publication", home + "?period=all", home + "/fix-first?period=all", home + "/journeys",
            $"{home}/journeys/{id}", $"{home}/touchpoints/{touchpoint}?period=all", home + "/export", home + "/settings", home + "/settings/names",
            home + "/poster",
        ];

        await browser.VisitAsync(new Screen(width, culture, State: state), async page =>
        {
            await page.GotoAsync($"/{culture}/r/{code}");
            var wide = new List<string>();
            foreach (var address in pages)
            {
                await page.GotoAsync(address);
                var over = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                if (over > 0 || !await page.Locator("h1").IsVisibleAsync())
                {
                    wide.Add($"{address}: {over} px: {await page.EvaluateAsync<string>(Widest)}");
                }
            }

            Assert.True(wide.Count == 0, string.Join(Environment.NewLine, wide));
        });
    }

    [BrowserTheory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Bars_OfOneDrawing_HaveOneLength(int width)
    {
        var company = await browser.App.CompanyAsync();
        var (_, code) = await browser.App.JourneyAsync(
            company, TestData.Said("Shop", "10"), TestData.Said(LongWord, "9.5"), TestData.Said(Address, "3"), TestData.Said("Call centre", "0"), TestData.Said("Shop", "8"));

        await browser.VisitAsync(new Screen(width, "en"), async page =>
        {
            await page.GotoAsync($"/en/r/{code}");
            var lengths = await page.EvaluateAsync<double[]>("[...document.querySelectorAll('.steps .bar')].map(bar => Math.round(10 * bar.getBoundingClientRect().width))");
            // The zero has its band, and nothing was left to lose after it.
            Assert.Equal(3, lengths.Length);
            Assert.Single(lengths.Distinct());
            Assert.True(lengths[0] > 10 * Math.Min(width, 600) / 3, $"{lengths[0]}");
        });
    }

    // What stands out, to say which rule is missing.
    private const string Widest = """
        [...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest(".scroll"))
            .slice(0, 4).map(e => e.tagName + "." + e.className).join(" ")
        """;
}
