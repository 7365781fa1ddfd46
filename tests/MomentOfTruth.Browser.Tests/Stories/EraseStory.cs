using MomentOfTruth.Browser.Tests.Pages;

namespace MomentOfTruth.Browser.Tests.Stories;

[Collection(BrowserTests.Name)]
public sealed class EraseStory(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData("ko", true)]
    [InlineData("en", false)]
    public async Task ACustomer_GoesOnWithAnotherDeviceByTheQrCode_AndTakesEverythingBack(string culture, bool hasScript)
    {
        // On a phone there would be no second device to scan it.
        var desk = Screen.Desktop(culture) with { HasScript = hasScript };
        var (address, journey) = ("", "");
        await browser.VisitAsync(desk, async page =>
        {
            await page.GotoAsync($"/{culture}/log/{BrowserFixture.Company}");
            var form = new LogFormPage(page);
            await form.FillAsync(ModemStory.Moments[2]);
            var sent = await (await form.CheckAsync()).SendAsync();
            address = "/r/" + await sent.CodeAsync();
            await Expect(page.Locator("svg.qr")).ToBeVisibleAsync();
            await page.Locator($"main a[href$='/my-journeys/{JourneyIn(page.Url)}']").ClickAsync();
            journey = new Uri(page.Url).AbsolutePath;
        });

        // The other device: whoever scans the code is at the journey, and the code is no longer in the address.
        await browser.VisitAsync(Screen.Phone(culture) with { HasScript = hasScript }, async page =>
        {
            await page.GotoAsync(address);
            await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(journey + "$"));
            await Expect(page.GetByText(ModemStory.Moments[2].Story)).ToBeVisibleAsync();
            var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("main a[href$='/download']").ClickAsync());
            Assert.EndsWith(".zip", download.SuggestedFilename, StringComparison.Ordinal);

            await page.Locator("main a[href$='/erase']").ClickAsync();
            await Expect(page.Locator("main li")).Not.ToHaveCountAsync(0);
            await page.Locator("main form button").ClickAsync();
            await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/my-journeys/erased$"));
            await page.GotoAsync(address);
            await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"/my-journeys\?unknown=code$"));
        });

        await browser.VisitAsync(Screen.Desktop(culture) with { State = await browser.ManagerStateAsync() }, async page =>
        {
            await page.GotoAsync($"/{culture}/companies/{BrowserFixture.Company}/journeys/{JourneyIn(journey)}");
            await Expect(page.GetByText(ModemStory.Moments[2].Story)).ToHaveCountAsync(0);
            await page.GotoAsync($"/{culture}/companies/{BrowserFixture.Company}/journeys");
            await Expect(page.Locator("main")).ToContainTextAsync(culture == "ko" ? "고객이 지운 여정이" : "erased by");
        });
    }

    private static string JourneyIn(string address) => address.Split('/').Last(part => Guid.TryParse(part, out _));
}
