using System.Text.RegularExpressions;

namespace MomentOfTruth.Browser.Tests;

/// <summary>On paper no drawing and no row of a table is cut by the end of a sheet, and no heading stands alone at its foot.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class PrintTests(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task EveryPageOfTheBoards_KeepsDrawingsRowsAndHeadingsWhole(string culture)
    {
        var home = $"/{culture}/companies/{BrowserFixture.Company}";
        var state = await browser.ManagerStateAsync();
        await browser.VisitAsync(new Screen(1280, culture, State: state), async page =>
        {
            await page.GotoAsync(home + "?period=all");
            var touchpoint = await page.Locator("section[aria-labelledby=touchpoints] tbody a").First.GetAttributeAsync("href");
            var (figures, rows, headings) = (0, 0, 0);
            foreach (var address in new[] { home, home + "?period=all", home + "/fix-first?period=all", touchpoint! })
            {
                await page.GotoAsync(address);
                await page.EmulateMediaAsync(new() { Media = Media.Print });
                Assert.Empty(await page.EvaluateAsync<string[]>(Cut));
                var found = await page.EvaluateAsync<int[]>(Counted);
                (figures, rows, headings) = (figures + found[0], rows + found[1], headings + found[2]);

                // Sheets, so that the rules are about something; the overview has one.
                var sheets = Sheet().Count(System.Text.Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true })));
                Assert.InRange(sheets, 1, address.StartsWith(home + "/", StringComparison.Ordinal) ? 40 : 1);
                await page.EmulateMediaAsync(new() { Media = Media.Screen });
            }

            Assert.True(figures >= 6 && rows >= 50 && headings >= 20, $"{figures} figures, {rows} rows, {headings} headings");
        });
    }

    // From a dark window, too, it is ink on white; what is folded stays away, and nothing of what is not is cut.
    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task Overview_IsOneSheetWithAllItShows(string culture)
    {
        var state = await browser.ManagerStateAsync();
        await browser.VisitAsync(new Screen(1280, culture, State: state), async page =>
        {
            await page.GotoAsync($"/{culture}/companies/{BrowserFixture.Company}?period=all");
            await page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
            await page.SetViewportSizeAsync(703, 1040);

            Assert.Equal(1, Sheet().Count(System.Text.Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true }))));
            foreach (var part in new[] { ".say", ".cards", ".touchpoints .more", ".aside .plot", ".three", ".paper" })
            {
                Assert.True(await page.Locator(part).First.IsVisibleAsync(), part);
            }

            Assert.False(await page.Locator(".reckoned").IsVisibleAsync());
            Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor"));
            Assert.Empty(await page.EvaluateAsync<string[]>(Hidden));
        });
    }

    // What is wider or higher than the box that cuts it.
    private const string Hidden = """
        () => [...document.querySelectorAll("main *")]
          .filter(element => element.getClientRects().length > 0 && !element.closest(".visually-hidden, svg")
            && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
            && getComputedStyle(element).overflow !== "visible")
          .map(element => element.outerHTML.slice(0, 120))
        """;

    private const string Counted = """
        () => ["figure, .plot", "tr", "h1, h2, h3"].map(selector => document.querySelectorAll("main " + selector.replace(/, /g, ", main ")).length)
        """;

    // A drawing may be whole because all of its figure is. Bars and keys stand in the lines of rows and lists.
    private const string Cut = """
        () => {
          const style = element => getComputedStyle(element);
          const whole = element => element && (style(element).breakInside === "avoid" || whole(element.parentElement.closest("figure, .plot, tr, .card")));
          const seen = element => element.getClientRects().length > 0;
          const cut = [...document.querySelectorAll("main figure, main tr, main .card, main svg:not(.bar, .key, svg svg)")]
            .filter(element => seen(element) && !whole(element));
          const alone = [...document.querySelectorAll("main :is(h1, h2, h3, caption, figcaption)")]
            .filter(element => seen(element) && !element.matches(".visually-hidden") && style(element).breakAfter !== "avoid");
          return [...cut, ...alone].map(element => element.outerHTML.slice(0, 120));
        }
        """;

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex Sheet();
}
