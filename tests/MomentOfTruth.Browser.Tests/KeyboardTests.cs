using System.Globalization;
using MomentOfTruth.Browser.Tests.Pages;

namespace MomentOfTruth.Browser.Tests;

[Collection(BrowserTests.Name)]
public sealed class KeyboardTests(BrowserFixture browser)
{
    private const int LongestWay = 60;

    [BrowserFact]
    public Task LogForm_ByKeyboardAlone_IsFilledAndSent() => browser.VisitAsync(Screen.Desktop("en"), async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync("en", "Keyboard Telecom");

        await TypeAsync(page, form.Field(1, "Touchpoint"), "Call centre");
        await TypeAsync(page, form.Field(1, "OccurredOn"), DateTime.UtcNow.AddDays(-3).ToString("MMddyyyy", CultureInfo.InvariantCulture));
        await ChooseScoreAsync(page, form, 1, 8);
        await TypeAsync(page, form.Field(1, "Story"), "They called back at once.");

        await TabToAsync(page, form.Button("add"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(form.Field(2, "Touchpoint")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Shop");
        await ChooseScoreAsync(page, form, 2, 5);
        await Expect(form.JourneyScore).ToHaveTextAsync("40");

        await TabToAsync(page, form.Button("check"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(new CheckPage(page).Cards).ToHaveCountAsync(3);
        await TabToAsync(page, page.Locator("form[data-submit-once] .btn:not(.quiet)"));
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator("#code")).ToBeVisibleAsync();
    });

    private static async Task TypeAsync(IPage page, ILocator field, string text)
    {
        await TabToAsync(page, field);
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Tab leads to the first of the eleven; Space chooses it, and the arrow moves on.</summary>
    private static async Task ChooseScoreAsync(IPage page, LogFormPage form, int position, int score)
    {
        await TabToAsync(page, form.Score(position, 0));
        await page.Keyboard.PressAsync("Space");
        for (var i = 0; i < score; i++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await Expect(form.Score(position, score)).ToBeCheckedAsync();
    }

    /// <summary>Whatever has the focus on the way is seen: nothing lies over it.</summary>
    private static async Task TabToAsync(IPage page, ILocator place)
    {
        for (var i = 0; i < LongestWay && !await IsFocusedAsync(place); i++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(
                await page.EvaluateAsync<bool>(IsUncovered),
                $"Something lies over {await page.EvaluateAsync<string>("document.activeElement.outerHTML")}");
        }

        await Expect(place).ToBeFocusedAsync();
    }

    private static Task<bool> IsFocusedAsync(ILocator place) => place.EvaluateAsync<bool>("element => element === document.activeElement");

    private const string IsUncovered = """
        () => {
          const focused = document.activeElement, box = focused.getBoundingClientRect();
          const seen = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 10));
          return focused === document.body || focused.contains(seen) || (seen !== null && seen.contains(focused));
        }
        """;
}
