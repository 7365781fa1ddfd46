using System.Globalization;
using MomentOfTruth.Browser.Tests.Pages;

namespace MomentOfTruth.Browser.Tests.Stories;

[Collection(BrowserTests.Name)]
public sealed class ManagerStory(BrowserFixture browser)
{
    [BrowserFact]
    public Task AManager_SeesTheNumbersGrow_OpensTheJourneyBehindThem_AndExportsIt() => browser.VisitAsync(Screen.Desktop("en"), async page =>
    {
        await new SignInPage(page).SignInAsync("en", browser.Manager.Email, browser.Manager.Password!);
        await page.GetByRole(AriaRole.Link, new() { Name = "Onbit Mobile" }).ClickAsync();
        var dashboard = new DashboardPage(page);
        var before = await dashboard.ReadAsync();

        var journey = await LogAndFinishAsync();

        await page.ReloadAsync();
        var after = await dashboard.ReadAsync();
        Assert.Equal((before.Journeys + 1, before.Collapsed + 1), after);

        await dashboard.Collapsed.ClickAsync();
        var list = new JourneysPage(page);
        await Expect(list.Matching).ToHaveTextAsync(after.Collapsed.ToString("N0", CultureInfo.InvariantCulture));
        await Expect(list.Row(journey)).ToContainTextAsync("Went to another company");
        await list.OpenRowAsync(journey);
        await Expect(page.Locator("h1")).ToHaveTextAsync(ModemStory.Title);
        await Expect(page.Locator("ol.steps > li.killed")).ToContainTextAsync("Activation");

        var export = new ExportPage(page);
        await export.OpenAsync("en", BrowserFixture.Company);
        var row = await export.JourneyAsync(journey);
        Assert.Equal("0", row["product_score"]);
        Assert.Equal("3", row["killed_at"]);
        Assert.Equal(ModemStory.Competitor, row["competitor"]);
    });

    /// <summary>A customer of the demo's telecom, on another machine.</summary>
    private async Task<string> LogAndFinishAsync()
    {
        var journey = "";
        await browser.VisitAsync(Screen.Phone("ko"), async page =>
            journey = await ModemStory.FinishAsync(page, await ModemStory.LogAsync(page, "온빛모바일")));
        return journey;
    }
}
