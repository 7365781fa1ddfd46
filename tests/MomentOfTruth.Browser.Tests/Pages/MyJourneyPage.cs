using System.Text.RegularExpressions;

namespace MomentOfTruth.Browser.Tests.Pages;

public sealed partial class MyJourneyPage(IPage page)
{
    public ILocator Steps => page.Locator("ol.steps > li");

    public ILocator Killed => page.Locator("ol.steps > li.killed");

    public ILocator CameAfter => page.Locator("ol.steps > li.after");

    public ILocator Notice => page.Locator(".notice[role=status]");

    public ILocator ButForThisOne => page.Locator(".but-for");

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

    /// <summary>Sends a further moment; it goes where its day says.</summary>
    public async Task AddAsync(ToldMoment moment)
    {
        await page.Locator("main a[href$='/moments/new']").ClickAsync();
        var form = new MomentPage(page);
        await form.FillAsync(moment);
        await form.SendAsync();
    }

    /// <summary>Opens the form of the moment at that place.</summary>
    public async Task<MomentPage> EditAsync(int position)
    {
        await Steps.Nth(position - 1).Locator("a[href$='/edit']").ClickAsync();
        return new MomentPage(page);
    }

    public async Task RemoveAsync(int position)
    {
        await Steps.Nth(position - 1).Locator("a[href$='/remove']").ClickAsync();
        await page.Locator("form[data-submit-once] button").ClickAsync();
        await Expect(Notice).ToBeVisibleAsync();
    }

    public Task PutBackAsync() => Notice.GetByRole(AriaRole.Button).ClickAsync();

    /// <param name="position">Where it stands.</param>
    /// <param name="way">up or down.</param>
    public Task MoveAsync(int position, string way) =>
        Steps.Nth(position - 1).Locator($"button[value^='{way}:']").ClickAsync();

    public async Task ExpectOrderAsync(IEnumerable<ToldMoment> moments)
    {
        var expected = moments.Select(m => m.Touchpoint).ToList();
        await Expect(Steps.Locator(".what b")).ToHaveTextAsync(expected);
    }

    public async Task LeaveForAsync(string competitor)
    {
        await page.Locator("main a[href$='/finish']").ClickAsync();
        await page.Locator("#Input_Outcome_left-for-competitor").CheckAsync();
        await page.Locator("#Input_Competitor").FillAsync(competitor);
        await page.Locator("main form button").ClickAsync();
        await Expect(page).ToHaveURLAsync(Journey());
    }

    [GeneratedRegex(@"/my-journeys/([0-9a-f-]+)(?:\?[a-z]+=\d+)?$")]
    private static partial Regex Journey();
}
