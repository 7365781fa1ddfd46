using System.Globalization;
using System.Text.RegularExpressions;

namespace MomentOfTruth.Browser.Tests;

/// <summary>The overview is one screen, and every number on it opens the journeys that it counts.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class OverviewTests(BrowserFixture browser)
{
    // The demo's company to which no other story adds journeys and names.
    private const string Untouched = "sora-air";

    [BrowserTheory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("en", ColorScheme.Dark)]
    [InlineData("ko", ColorScheme.Light)]
    [InlineData("ko", ColorScheme.Dark)]
    public Task FirstView_HasTheSentence_FourCards_AndSixTouchpoints(string culture, ColorScheme colours) => VisitAsync(culture, 1280, Untouched, async page =>
    {
        await page.SetViewportSizeAsync(1280, 800);
        await page.EmulateMediaAsync(new() { ColorScheme = colours });

        var bottoms = await page.EvaluateAsync<double[]>(
            "() => ['#say', '.cards .card:nth-child(4)', '.touchpoints tbody tr:nth-child(6)'].map(s => document.querySelector(s).getBoundingClientRect().bottom)");
        Assert.All(bottoms, bottom => Assert.InRange(bottom, 1, 800));
        Assert.Equal(4, await page.Locator(".cards .card").CountAsync());
        Assert.InRange(await HeightAsync(page), 1, 1_000);
        Assert.True(await page.EvaluateAsync<bool>("() => { const s = document.querySelector('.board .scroll'); return s.scrollWidth <= s.clientWidth; }"), "the table is cut");
    });

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public Task Phone_IsNoLongerThanThreeScreens(string culture) => VisitAsync(culture, 390, Untouched, async page =>
        Assert.InRange(await HeightAsync(page), 1, 2_200));

    [BrowserFact]
    public Task EveryNumber_OpensItsJourneys() => VisitAsync("en", 1280, BrowserFixture.Company, async page =>
    {
        await page.EvaluateAsync("() => document.querySelectorAll('main details.reckoned').forEach(d => d.open = true)");
        var links = await page.EvaluateAsync<string[][]>(
            "() => [...document.querySelectorAll(\"main a[href*='/journeys?']\")].map(a => [a.getAttribute('href'), a.textContent.trim(), a.closest('.cells, .heat') ? 'moments' : ''])");
        var counted = links
            .Select(link => (Address: link[0], Words: NumberAtStart().Match(link[1]).Value, AreMoments: link[2].Length > 0))
            .Where(link => link.Words.Length > 0)
            .DistinctBy(link => link.Address)
            .ToList();
        Assert.InRange(counted.Count, 60, 500);

        foreach (var (address, words, areMoments) in counted)
        {
            await page.GotoAsync(address);
            var shown = await page.Locator(".pills .meta b").First.InnerTextAsync();

            // Moments by touchpoint and month lead to their journeys, of which one may have several.
            Assert.True(areMoments ? Number(shown) is var n && n > 0 && n <= Number(words) : words == shown, $"{words} leads to {shown}: {address}");
        }
    });

    private static int Number(string words) => int.Parse(words, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static Task<double> HeightAsync(IPage page) => page.EvaluateAsync<double>("() => document.documentElement.scrollHeight");

    private async Task VisitAsync(string culture, int width, string company, Func<IPage, Task> look) =>
        await browser.VisitAsync(new Screen(width, culture, State: await browser.ManagerStateAsync()), async page =>
        {
            await page.GotoAsync(string.Create(CultureInfo.InvariantCulture, $"/{culture}/companies/{company}"));
            await look(page);
        });

    [GeneratedRegex("^[0-9][0-9,]*")]
    private static partial Regex NumberAtStart();
}
