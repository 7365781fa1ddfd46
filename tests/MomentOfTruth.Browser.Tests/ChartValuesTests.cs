namespace MomentOfTruth.Browser.Tests;

/// <summary>The values of charts are read by whoever has no mouse: with the focus, and with a finger.</summary>
[Collection(BrowserTests.Name)]
public sealed class ChartValuesTests(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData(1280, "en")]
    [InlineData(1280, "ko")]
    [InlineData(390, "en")]
    public async Task Focus_ShowsWhatTheMarkSaysAloud_AndNothingElse(int width, string culture) =>
        await VisitAsync(new Screen(width, culture), async page =>
        {
            string[] charts =
            [
                "[aria-labelledby=year] .plot a", "[aria-labelledby=hidden] .plot a", "[aria-labelledby=along] .plot a",
                "[aria-labelledby=touchpoints] .whisker", "[aria-labelledby=left] .whisker", ".scores:visible",
            ];
            foreach (var mark in charts.Select(chart => page.Locator(chart).First))
            {
                if (!await mark.IsVisibleAsync())
                {
                    continue;
                }

                Assert.False(await page.Locator(".tip:visible").First.IsVisibleAsync());
                await mark.FocusAsync();
                Assert.Equal(await mark.GetAttributeAsync("aria-label"), await page.Locator(".tip:visible").TextContentAsync());
                Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
                Assert.Empty(await page.EvaluateAsync<string[]>(Cut));
                await page.Keyboard.PressAsync("Shift+Tab");
                await page.EvaluateAsync("document.activeElement.blur()");
            }
        });

    [BrowserFact]
    public async Task FirstTouch_ShowsTheValue_SecondOpensTheJourneys() =>
        await VisitAsync(Screen.Phone("en") with { HasTouch = true }, async page =>
        {
            var (mark, address) = (page.Locator("[aria-labelledby=along] .plot a").First, page.Url);

            await mark.TapAsync();
            Assert.Equal(await mark.GetAttributeAsync("aria-label"), await page.Locator(".tip:visible").TextContentAsync());
            Assert.Equal(address, page.Url);
            Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));

            await mark.TapAsync();
            await page.WaitForURLAsync(url => url.Contains("/journeys?", StringComparison.Ordinal));
        });

    // What is shown beyond the edge of a box that scrolls.
    private const string Cut = """
        () => [...document.querySelectorAll(".scroll")].filter(box => box.scrollWidth > box.clientWidth + 1).flatMap(box => {
          const edge = box.getBoundingClientRect();
          return [...box.querySelectorAll("span.tip")].filter(tip => tip.getClientRects().length > 0)
            .filter(tip => tip.getBoundingClientRect().right > edge.right + 1 || tip.getBoundingClientRect().left < edge.left - 1)
            .map(tip => tip.textContent);
        })
        """;

    private async Task VisitAsync(Screen screen, Func<Microsoft.Playwright.IPage, Task> visit)
    {
        var state = await browser.ManagerStateAsync();
        await browser.VisitAsync(screen with { State = state }, async page =>
        {
            await page.GotoAsync($"/{screen.Culture}/companies/{BrowserFixture.Company}?period=all");
            await visit(page);
        });
    }
}
