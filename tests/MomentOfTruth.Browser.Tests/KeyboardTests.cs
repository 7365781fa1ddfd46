using System.Globalization;
using MomentOfTruth.Browser.Tests.Pages;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests;

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

        await TypeAsync(page, form.Field("Story"), "They called back at once.");
        await TabToAsync(page, form.Fields.Day.Locator("summary"));
        await page.Keyboard.PressAsync("Enter");
        await TypeAsync(page, form.Field("OccurredOn"), DateTime.UtcNow.AddDays(-3).ToString("MMddyyyy", CultureInfo.InvariantCulture));
        await ChooseAsync(page, form.Fields.Chip("Call centre"), steps: 0);
        await ChooseAsync(page, form.Score(1), steps: 7);
        await Expect(form.Score(8)).ToBeCheckedAsync();

        await TabToAsync(page, form.Button("next"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(form.Field("Story")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("They had none.");
        await ChooseAsync(page, form.Fields.Chip("Call centre"), steps: 1);
        await ChooseAsync(page, form.Score(1), steps: 4);
        await Expect(form.JourneyScore).ToHaveTextAsync("40");

        await TabToAsync(page, form.Button("all"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(new CheckPage(page).Moments).ToHaveCountAsync(2);
        await TabToAsync(page, new CheckPage(page).Send);
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator("#code")).ToBeVisibleAsync();
    });

    /// <summary>The keys move along the rows of what waits, end at the ends, and Enter opens the row.</summary>
    [BrowserTheory]
    [InlineData("en", "j", "k")]
    [InlineData("ko", "ㅓ", "ㅏ")]
    public async Task Answers_ByKeys_MoveAlongTheRowsAndOpenThem(string culture, string down, string up)
    {
        var company = await browser.App.CompanyAsync("Keyboard Answers");
        var person = await browser.App.PersonAsync(company, CompanyRole.Manager);
        var waiting = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            waiting.Add((await browser.App.JourneyAsync(company, TestData.Said("Front desk", "0"))).Id);
        }

        var state = await browser.SignedInStateAsync(person.Email!, TestData.Password);
        await browser.VisitAsync(Screen.Desktop(culture) with { State = state }, async page =>
        {
            await page.GotoAsync($"/{culture}/companies/{company.Slug}/answers");
            ILocator Row(int i) => page.Locator($"tbody th a[href*='{waiting[i]}']");
            await TabToAsync(page, page.Locator("[data-rows]"));
            foreach (var (key, row) in new[] { (down, 0), (down, 1), (down, 2), (down, 2), (up, 1), (up, 0), (up, 0), (down, 1) })
            {
                // A key of a layout that the machine has not is sent as what it writes.
                await page.EvaluateAsync(
                    "key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))", key);
                await Expect(Row(row)).ToBeFocusedAsync();
            }

            if (culture == "en")
            {
                await page.Keyboard.PressAsync("k");
                await Expect(Row(0)).ToBeFocusedAsync();
                await page.Keyboard.PressAsync("j");
            }

            await Expect(Row(1)).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync(address => address.Contains($"/journeys/{waiting[1]}", StringComparison.Ordinal));

            // In a field they are letters.
            await page.GoBackAsync();
            await page.Locator("select").First.FocusAsync();
            await page.Keyboard.PressAsync("j");
            await Expect(page.Locator("select").First).ToBeFocusedAsync();
        });
    }

    private static async Task TypeAsync(IPage page, ILocator field, string text)
    {
        await TabToAsync(page, field);
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Tab leads to the first of several; Space chooses it, and the arrow moves on.</summary>
    private static async Task ChooseAsync(IPage page, ILocator first, int steps)
    {
        await TabToAsync(page, first);
        await page.Keyboard.PressAsync("Space");
        for (var i = 0; i < steps; i++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }
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
