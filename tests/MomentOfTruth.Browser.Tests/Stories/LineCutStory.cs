using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Browser.Tests.Pages;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests;
using MomentOfTruth.Web.Tests.Photos;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>The modem told with the line cut at every step, and with the browser killed: one journey arrives, whole, with its photos.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class LineCutStory(BrowserFixture browser)
{
    private static readonly IReadOnlyList<ToldMoment> Told = ModemStory.Moments;

    [BrowserTheory]
    [InlineData("ko", "이 기기에 보관했어요")]
    [InlineData("en", "Kept on this device")]
    public async Task FiveMoments_WithTheLineCutAtEveryStep_ArriveOnceAndWhole(string culture, string kept)
    {
        var company = await browser.App.CompanyAsync("Cut" + culture);
        await browser.VisitAsync(Screen.Phone(culture) with { LosesConnection = true }, async page =>
        {
            var form = new LogFormPage(page);

            // Before anything is typed; and the next moment, told while there is still no line.
            await page.GotoAsync($"/{culture}/log/{company.Slug}");
            await page.RunAndWaitForResponseAsync(() => form.Field("Story").FocusAsync(), answer => answer.Url.Contains("/js/photos.", StringComparison.Ordinal));
            await page.Context.SetOfflineAsync(true);
            await form.FillAsync(Told[0]);
            await Expect(form.DraftStatus).ToContainTextAsync(kept);
            await form.Files.SetInputFilesAsync(Photo("first.jpg"));
            await Expect(page.Locator(".photos [role=status]")).ToContainTextAsync("first.jpg");
            await form.Button("next").ClickAsync();
            await Expect(form.Told).ToHaveCountAsync(1);
            await form.FillAsync(Told[1]);
            await Expect(form.DraftStatus).ToContainTextAsync(kept);
            await page.Context.SetOfflineAsync(false);
            await page.UntilAsync("async () => (await kept.all()).length === 0");
            await form.NextAsync(3);
            await Expect(form.Told).ToHaveCountAsync(2);

            // While it is saved: the site has it, and its answer is lost.
            await LoseAnswersAsync(page);
            await form.FillAsync(Told[2]);
            await Expect(form.DraftStatus).ToContainTextAsync(kept);
            await page.UnrouteAllAsync();
            await form.SavedAsync(() => form.Field("Story").PressAsync("End"));
            await form.Files.SetInputFilesAsync(Photo("third.jpg"));
            await Expect(form.Photos).ToHaveCountAsync(1);
            await form.NextAsync(4);

            // Between two pages: pressed twice while nothing goes out.
            await form.SavedAsync(() => form.FillAsync(Told[3]));
            await page.Context.SetOfflineAsync(true);
            await form.Button("next").DblClickAsync();
            await Expect(form.Told).ToHaveCountAsync(4);
            await Expect(form.Field("Story")).ToHaveValueAsync("");
            await page.Context.SetOfflineAsync(false);
            await form.SavedAsync(() => form.FillAsync(Told[4]));

            // While it is sent: the site has the journey, and nobody heard so. Opened again in another tab, as the browser's own error page
            // may still be on its way into this one; and pressed twice more.
            var check = await form.CheckAsync();
            await Expect(check.Moments).ToHaveCountAsync(Told.Count);
            await Expect(page.Locator(".gallery img")).ToHaveCountAsync(2);
            await check.EndsAsync("left");
            var address = page.Url;
            await LoseAnswersAsync(page);
            var lost = new TaskCompletionSource();
            page.RequestFailed += (_, request) =>
            {
                if (request.Method == "POST")
                {
                    lost.TrySetResult();
                }
            };
            await check.Send.ClickAsync();
            await lost.Task.WaitAsync(TimeSpan.FromSeconds(20));
            var tab = await page.Context.NewPageAsync();
            await tab.GotoAsync(address);
            var again = new CheckPage(tab);
            if (await again.Send.CountAsync() > 0)
            {
                await again.Send.DblClickAsync();
                await Expect(tab).ToHaveURLAsync(Sent());
            }
        }, trouble => trouble.Contains("ERR_", StringComparison.Ordinal) || trouble.Contains(": 4", StringComparison.Ordinal));

        await ExpectOneJourneyAsync(company.Id, Told.Count, photos: 2);
    }

    [BrowserTheory]
    [InlineData("ko")]
    [InlineData("en")]
    public async Task AMomentWithItsPhoto_ToldWithoutALine_OutlivesAKilledBrowser(string culture)
    {
        var company = await browser.App.CompanyAsync("Killed" + culture);
        var device = Directory.CreateTempSubdirectory("device-").FullName;
        var screen = Screen.Phone(culture) with { LosesConnection = true, HasWorker = true };
        try
        {
            await browser.VisitOnDeviceAsync(device, screen, isKilled: true, async page =>
            {
                var form = new LogFormPage(page);
                await page.GotoAsync($"/{culture}/log/{company.Slug}");
                await page.UntilAsync(
                    "async path => !!navigator.serviceWorker.controller && !!await caches.match(path)", new Uri(page.Url).AbsolutePath);
                await page.Context.SetOfflineAsync(true);
                await form.FillAsync(Told[0]);
                await form.Files.SetInputFilesAsync(Photo("box.jpg"));
                await page.UntilAsync(KeptWhole);
            });

            await browser.VisitOnDeviceAsync(device, screen, isKilled: false, async page =>
            {
                await page.GotoAsync($"/{culture}");
                await page.Locator("[data-own-drafts] li a").First.ClickAsync();
                await page.WaitForURLAsync("**/log/**");
                await page.UntilAsync("async () => (await kept.all()).length === 0");

                // What the device kept has arrived: another tab shows it as the site has it.
                var tab = await page.Context.NewPageAsync();
                await tab.GotoAsync(page.Url);
                var check = await new LogFormPage(tab).CheckAsync();
                await Expect(check.Moments).ToContainTextAsync([Told[0].Story]);
                await Expect(tab.Locator(".gallery img")).ToHaveCountAsync(1);
                await check.SendAsync();
            });
        }
        finally
        {
            Directory.Delete(device, recursive: true);
        }

        await ExpectOneJourneyAsync(company.Id, moments: 1, photos: 1);
    }

    // A photo is kept at once, and what is typed a fifth of a second after it: on a slow machine the score comes last.
    private const string KeptWhole = "async () => { const posts = await kept.all(); return posts.some(p => p.kind === 'photo')"
        + " && posts.some(p => p.kind === 'moment' && p.entries.some(([name]) => name.endsWith('.Score'))); }";

    private async Task ExpectOneJourneyAsync(Guid companyId, int moments, int photos)
    {
        await browser.App.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            var journey = Assert.Single(await db.JourneysOf(companyId).Include(j => j.Moments).AsNoTracking().ToListAsync());
            Assert.Equal(Told.Take(moments).Select(m => m.Story), journey.Moments.OrderBy(m => m.Position).Select(m => m.Story));
            Assert.Equal(photos, await db.Set<Photo>().CountAsync(p => p.CompanyId == companyId && p.JourneyId == journey.Id));
            Assert.Equal(0, await db.Drafts.CountAsync(d => d.CompanyId == companyId));
            return true;
        });
    }

    /// <summary>What is posted arrives, and its answer does not.</summary>
    private static async Task LoseAnswersAsync(IPage page) => await page.RouteAsync("**/log/**", async route =>
    {
        if (route.Request.Method == "POST")
        {
            await route.FetchAsync(new() { MaxRedirects = 0 });
            await route.AbortAsync("connectionfailed");
        }
        else
        {
            await route.ContinueAsync();
        }
    });

    private static FilePayload Photo(string name) => new() { Name = name, MimeType = "image/jpeg", Buffer = TestPhotos.FromATelephone(6) };

    [GeneratedRegex("/my-journeys/[0-9a-f-]+/sent$")]
    private static partial Regex Sent();
}
