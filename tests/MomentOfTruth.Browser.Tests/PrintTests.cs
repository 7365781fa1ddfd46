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

                // Sheets, so that the rules are about something.
                var sheets = Sheet().Count(System.Text.Encoding.Latin1.GetString(await page.PdfAsync(new() { Format = "A4" })));
                Assert.InRange(sheets, 2, 40);
                await page.EmulateMediaAsync(new() { Media = Media.Screen });
            }

            Assert.True(figures >= 6 && rows >= 50 && headings >= 20, $"{figures} figures, {rows} rows, {headings} headings");
        });
    }

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
