using System.Globalization;

namespace MomentOfTruth.Browser.Tests.Pages;

public sealed class DashboardPage(IPage page)
{
    public ILocator Journeys => page.Locator(".controls > .meta a").First;

    public ILocator Collapsed => page.Locator(".card .figure a[href*='collapsed='][href*='state=finished']");

    public Task OpenAsync(string culture, string company) => page.GotoAsync($"/{culture}/companies/{company}");

    public async Task<(int Journeys, int Collapsed)> ReadAsync() => (await NumberAsync(Journeys), await NumberAsync(Collapsed));

    private static async Task<int> NumberAsync(ILocator place) =>
        int.Parse(string.Concat((await place.InnerTextAsync()).Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
}
