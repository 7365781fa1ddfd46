namespace MomentOfTruth.Browser.Tests.Pages;

public sealed class SentPage(IPage page)
{
    public async Task<string> CodeAsync() => (await page.Locator("#code").InnerTextAsync()).Trim();
}
