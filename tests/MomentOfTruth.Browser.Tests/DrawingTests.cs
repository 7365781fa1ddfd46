using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Browser.Tests;

/// <summary>The drawing of a journey and the frame around it, as they are seen.</summary>
[Collection(BrowserTests.Name)]
public sealed class DrawingTests(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData(390, "en")]
    [InlineData(390, "ko")]
    [InlineData(320, "en")]
    [InlineData(320, "ko")]
    public async Task Header_OnAPhone_IsOneRow_AndItsMenuNeedsNoScript(int width, string culture)
    {
        foreach (var state in new[] { null, await browser.ManagerStateAsync() })
        {
            await browser.VisitAsync(new Screen(width, culture, HasScript: false, State: state), async page =>
            {
                await page.GotoAsync($"/{culture}/log");
                var before = await HeightAsync(page, "main");
                Assert.InRange((await BoxAsync(page, "header.site")).Height, 44, 56);
                Assert.Empty(await page.Locator("header.site").EvaluateAsync<string[]>(Small));
                var (last, menu) = (await BoxAsync(page, "header.site nav > ul > li:nth-child(2)"), await BoxAsync(page, "header.site summary"));
                Assert.True(last.X + last.Width <= menu.X && menu.X + menu.Width <= width, $"{last.X} {last.Width}, {menu.X} {menu.Width}");

                await page.Locator("header.site summary").ClickAsync();

                await Expect(page.Locator("header.site .menu a")).ToHaveCountAsync(state is null ? 2 : 4);
                foreach (var link in await page.Locator("header.site .menu a").AllAsync())
                {
                    await Expect(link).ToBeInViewportAsync();
                }

                Assert.Empty(await page.Locator("header.site").EvaluateAsync<string[]>(Small));
                Assert.Equal(before, await HeightAsync(page, "main"));
                Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
            });
        }
    }

    // First zero in the middle: what came before has bars, what came after has none, and the zero is the darkest of all on either ground.
    [BrowserTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Zero_IsTheDarkestAndHeaviest_AndNothingFollowsIt(ColorScheme scheme)
    {
        var (_, code) = await browser.App.JourneyAsync(await browser.App.CompanyAsync(), Scored(9, 5, 2, 0, 8));
        await browser.VisitAsync(new Screen(390, "en"), async page =>
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.GotoAsync($"/en/r/{code}");
            var light = await page.EvaluateAsync<double[]>(Lightness);
            Assert.Equal(5, light.Length);
            Assert.Equal(light.Min(), light[3]);
            Assert.True(light.Where((_, i) => i != 3).Min() > 2 * light[3], string.Join(' ', light));

            var (band, screen) = (await BoxAsync(page, ".killed .event"), await BoxAsync(page, "body"));
            Assert.Equal((0, screen.Width), (Math.Round(band.X), Math.Round(band.Width)));
            Assert.Equal("90 50 20 – –", string.Join(' ', await page.EvaluateAsync<string[]>(Kept)));
        });
    }

    // On paper a row is whole, and the band does not reach beyond the sheet.
    [BrowserFact]
    public async Task Drawing_OnPaper_CutsNoRow()
    {
        var (_, code) = await browser.App.JourneyAsync(await browser.App.CompanyAsync(), Scored(9, 0, 2));
        await browser.VisitAsync(new Screen(1280, "en"), async page =>
        {
            await page.GotoAsync($"/en/r/{code}");
            await page.EmulateMediaAsync(new() { Media = Media.Print });
            Assert.Equal(
                ["avoid", "avoid", "avoid"],
                await page.Locator(".event").EvaluateAllAsync<string[]>("rows => rows.map(row => getComputedStyle(row).breakInside)"));
            var (band, main) = (await BoxAsync(page, ".killed .event"), await BoxAsync(page, "main"));
            Assert.True(band.X >= main.X && band.X + band.Width <= main.X + main.Width + 0.5, $"{band.X}, {band.Width} wide");
        });
    }

    private static NamedMoment[] Scored(params int[] scores) =>
        [.. scores.Select((score, i) => TestData.Said($"Place {i}", $"{score}", TestData.Day.AddDays(i), "They said that it would work."))];

    private static async Task<LocatorBoundingBoxResult> BoxAsync(IPage page, string selector) =>
        (await page.Locator(selector).First.BoundingBoxAsync())!;

    private static async Task<double> HeightAsync(IPage page, string selector) => (await BoxAsync(page, selector)).Y;

    private const string Small = """
        header => [...header.querySelectorAll("a, summary")].map(e => [e, e.getBoundingClientRect()])
          .filter(([, box]) => box.width > 0 && box.height < 44).map(([e, box]) => `${e.textContent} ${box.height}`)
        """;

    private const string Lightness = """
        [...document.querySelectorAll(".factor")].map(e => getComputedStyle(e).backgroundColor.match(/\d+/g).slice(0, 3)
          .map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4))
          .map(([r, g, b]) => .2126 * r + .7152 * g + .0722 * b)
        """;

    private const string Kept = """
        [...document.querySelectorAll(".step")].map(step => step.querySelector(".bar"))
          .map(bar => bar ? [bar.firstElementChild, bar].map(e => e.getBoundingClientRect().width) : null)
          .map(widths => widths ? `${Math.round(100 * widths[0] / widths[1])}` : "–")
        """;
}
