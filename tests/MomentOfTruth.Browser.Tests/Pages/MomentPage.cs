using System.Text.RegularExpressions;

namespace MomentOfTruth.Browser.Tests.Pages;

/// <summary>The form of one moment of a journey that was sent: a new one, or one that is edited.</summary>
public sealed partial class MomentPage(IPage page, bool hasScript = true)
{
    private bool _isZero;

    public ILocator Send => page.Locator("form[data-submit-once] button").Last;

    public ILocator Versions => page.Locator(".versions-list > div");

    public ILocator SaveMine => page.Locator(".versions button");

    public async Task FillAsync(ToldMoment moment)
    {
        await page.Locator("#Input_Touchpoint").FillAsync(moment.Touchpoint);
        await page.Locator("#Input_OccurredOn").FillAsync(moment.OccurredOn);
        await page.Locator("#Input_OccurredAt").FillAsync(moment.OccurredAt);
        await page.Locator($"[name='Input.Score'][value='{moment.Score}']").CheckAsync();
        await page.Locator("#Input_Channel").SelectOptionAsync(moment.Channel);
        await page.Locator("#Input_Story").FillAsync(moment.Story);
        _isZero = moment.Score == 0;
        if (_isZero && hasScript)
        {
            await page.Locator("[data-zero=yes]").ClickAsync();
        }
    }

    public async Task ExpectAsync(ToldMoment moment)
    {
        await Expect(page.Locator("#Input_Touchpoint")).ToHaveValueAsync(moment.Touchpoint);
        await Expect(page.Locator("#Input_OccurredOn")).ToHaveValueAsync(moment.OccurredOn);
        await Expect(page.Locator("#Input_OccurredAt")).ToHaveValueAsync(moment.OccurredAt);
        await Expect(page.Locator($"[name='Input.Score'][value='{moment.Score}']")).ToBeCheckedAsync();
        await Expect(page.Locator("#Input_Channel")).ToHaveValueAsync(moment.Channel);
        await Expect(page.Locator("#Input_Story")).ToHaveValueAsync(moment.Story);
    }

    public async Task SendAsync()
    {
        await Send.ClickAsync();
        if (_isZero && !hasScript)
        {
            await page.Locator("button[value=zero]").ClickAsync();
        }

        await Expect(page).ToHaveURLAsync(Done());
    }

    [GeneratedRegex(@"/my-journeys/[0-9a-f-]+\?(added|changed)=\d+$")]
    private static partial Regex Done();
}
