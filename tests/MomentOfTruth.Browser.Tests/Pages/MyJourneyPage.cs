using System.Text.RegularExpressions;

namespace MomentOfTruth.Browser.Tests.Pages;

public sealed partial class MyJourneyPage(IPage page)
{
    public ILocator Steps => page.Locator("ol.steps > li");

    public ILocator Killed => page.Locator("ol.steps > li.killed");

    public ILocator CameAfter => page.Locator("ol.steps > li.after");

    /// <summary>What is left of the promise after that moment, as it is printed.</summary>
    public ILocator Kept(int position) => Steps.Nth(position - 1).Locator(".kept");

    public string Id => Journey().Match(page.Url).Groups[1].Value;

    public async Task OpenAsync(string culture, string code)
    {
        await page.GotoAsync($"/{culture}/my-journeys");
        await page.Locator("#Code").FillAsync(code);
        await page.Locator("main form button").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(Journey());
    }

    public async Task LeaveForAsync(string competitor)
    {
        await page.Locator("main a[href$='/finish']").ClickAsync();
        await page.Locator("#Input_Outcome_left-for-competitor").CheckAsync();
        await page.Locator("#Input_Competitor").FillAsync(competitor);
        await page.Locator("main form button").ClickAsync();
        await Expect(page).ToHaveURLAsync(Journey());
    }

    [GeneratedRegex("/my-journeys/([0-9a-f-]+)$")]
    private static partial Regex Journey();
}
