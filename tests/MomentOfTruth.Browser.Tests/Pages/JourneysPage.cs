namespace MomentOfTruth.Browser.Tests.Pages;

public sealed class JourneysPage(IPage page)
{
    /// <summary>The number of journeys that the list says it shows.</summary>
    public ILocator Matching => page.Locator(".pills .meta b");

    public ILocator Row(string journeyId) => page.Locator("tbody tr").Filter(new() { Has = page.Locator($"a[href*='{journeyId}']") });

    public Task OpenRowAsync(string journeyId) => Row(journeyId).GetByRole(AriaRole.Link).ClickAsync();
}
