namespace MomentOfTruth.Browser.Tests.Pages;

public sealed class ExportPage(IPage page)
{
    public Task OpenAsync(string culture, string company) => page.GotoAsync($"/{culture}/companies/{company}/export");

    /// <summary>
    /// Downloads all journeys, for other programs, and gives the cells of one by their columns. It has no comma in its words.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>> JourneyAsync(string journeyId)
    {
        var form = page.Locator("form[action*='journeys']").Filter(new() { Has = page.Locator("[name=rows]") });
        await form.Locator("[name=rows][value=all]").CheckAsync();
        await form.Locator("[name=format][value=plain]").CheckAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => form.GetByRole(AriaRole.Button).ClickAsync());
        Assert.EndsWith(".csv", download.SuggestedFilename, StringComparison.Ordinal);

        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        var cells = Assert.Single(lines, line => line.StartsWith(journeyId, StringComparison.Ordinal)).Split(',');
        return lines[0].Split(',').Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
