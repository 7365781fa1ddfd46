using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Browser.Tests.Pages;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>Told in a tunnel: without a line all is kept on the device, and sent once when the line is back.</summary>
[Collection(BrowserTests.Name)]
public sealed class OfflineStory(BrowserFixture browser)
{
    private static readonly ToldMoment First = ModemStory.Moments[0], Second = ModemStory.Moments[2];

    [BrowserTheory]
    [InlineData("ko", "이 기기에 보관했어요")]
    [InlineData("en", "Kept on this device")]
    public async Task AJourney_ToldWithNoLineAtAll_ArrivesOnceAndWhole_WhenTheLineIsBack(string culture, string kept)
    {
        var company = await browser.App.CompanyAsync("Tunnel");
        var code = "";
        await browser.VisitAsync(Screen.Phone(culture) with { LosesConnection = true, HasWorker = true }, async page =>
        {
            await page.GotoAsync($"/{culture}/log/{company.Slug}");
            await WorksOfflineAsync(page);
            await page.Context.SetOfflineAsync(true);
            var form = new LogFormPage(page);
            await form.FillAsync(First);
            await form.Button("next").ClickAsync();
            await Expect(form.Told).ToHaveCountAsync(1);
            await form.FillAsync(Second);
            await Expect(form.DraftStatus).ToContainTextAsync(kept);

            await page.UntilAsync(
                """
                async ([story, score]) => (await kept.all()).some(post => [[".Story", story], [".Score", score]].every(
                  ([field, typed]) => post.entries.some(([name, value]) => name.endsWith(field) && value === typed)))
                """,
                new[] { Second.Story, $"{Second.Score}" });

            // The page is loaded again, from the device.
            await page.ReloadAsync();
            await Expect(form.Told).ToHaveCountAsync(1);
            await form.ExpectAsync(Second);

            await form.Button("all").ClickAsync();
            await page.Locator("[name='Ending.Outcome'][value=left]").CheckAsync();
            await page.Locator("main form .btn").DblClickAsync();
            await Expect(page.Locator("h1")).ToContainTextAsync(kept);
            code = await page.Locator("#code").InnerTextAsync();

            await page.Context.SetOfflineAsync(false);
            await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/my-journeys/[0-9a-f-]+/sent$"));
        });

        var journey = Assert.Single(await JourneysAsync(company.Id));
        Assert.Equal([First.Story, Second.Story], journey.Moments.OrderBy(m => m.Position).Select(m => m.Story));
        Assert.Equal(Outcome.Left, journey.Outcome);
        await browser.VisitAsync(Screen.Phone(culture), async page =>
        {
            await new MyJourneyPage(page).OpenAsync(culture, code);
            await Expect(new MyJourneyPage(page).Steps).ToHaveCountAsync(2);
        });
    }

    [BrowserTheory]
    [InlineData("ko")]
    [InlineData("en")]
    public async Task Moment_TypedBeforeTheBrowserWasClosed_IsFoundAgain_AndSaved(string culture)
    {
        var company = await browser.App.CompanyAsync("Tunnel");
        await browser.VisitAsync(Screen.Phone(culture) with { LosesConnection = true, HasWorker = true }, async page =>
        {
            await page.GotoAsync($"/{culture}/log/{company.Slug}");
            await WorksOfflineAsync(page);
            await page.Context.SetOfflineAsync(true);
            var form = new LogFormPage(page);
            await form.FillAsync(First);
            await Expect(form.DraftStatus).Not.ToBeEmptyAsync();
            await page.GotoAsync($"/{culture}");
            await Expect(page.Locator("[data-own-drafts] li a")).ToHaveCountAsync(1);

            await page.Context.SetOfflineAsync(false);
            await page.GotoAsync($"/{culture}/log");
            await page.Locator("[data-own-drafts] li a").First.ClickAsync();
            await page.Locator(".told-lines summary, textarea").First.WaitForAsync();
            var told = await form.Told.CountAsync();
            if (told > 0)
            {
                await form.PressAtAsync(1, "edit");
            }

            await form.ExpectAsync(First);
        });
    }

    // The worker has the page, and answers for it.
    private static async Task WorksOfflineAsync(IPage page)
    {
        await page.EvaluateAsync("() => navigator.serviceWorker.ready");
        await page.UntilAsync(
            "async path => !!navigator.serviceWorker.controller && !!await caches.match(path)", new Uri(page.Url).AbsolutePath);
    }

    private Task<List<Journey>> JourneysAsync(Guid companyId) => browser.App.InScopeAsync(services =>
        services.GetRequiredService<AppDbContext>().JourneysOf(companyId).Include(j => j.Moments).AsNoTracking().ToListAsync());
}
