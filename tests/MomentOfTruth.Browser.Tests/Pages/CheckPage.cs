using System.Text.RegularExpressions;

namespace MomentOfTruth.Browser.Tests.Pages;

public sealed partial class CheckPage(IPage page)
{
    public ILocator Cards => page.Locator("section.summary");

    public async Task<SentPage> SendAsync()
    {
        await page.Locator("form[data-submit-once] button").ClickAsync();
        await Expect(page).ToHaveURLAsync(Sent());
        return new SentPage(page);
    }

    [GeneratedRegex("/my-journeys/[0-9a-f-]+/sent$")]
    private static partial Regex Sent();
}
