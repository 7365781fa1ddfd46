using MomentOfTruth.Browser.Tests.Pages;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>Nothing that was typed is lost: not with the browser, not with the line, not with a second tab.</summary>
[Collection(BrowserTests.Name)]
public sealed class DraftStory(BrowserFixture browser)
{
    private static readonly ToldMoment First = ModemStory.Moments[0], Third = ModemStory.Moments[2];

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task ADraft_SurvivesAKilledBrowser_AndGoesOnElsewhere(string culture)
    {
        var link = "";

        await browser.VisitUntilKilledAsync(Screen.Phone(culture), async page =>
        {
            var form = new LogFormPage(page);
            await form.OpenAsync(culture, "Draft Telecom");
            await form.FillAsync(First);
            await form.NextAsync(2);
            await form.FillAsync(Third);
            await form.Field("Story").FillAsync("Half a sent");
            await form.SavedAsync(() => form.Field("Story").PressSequentiallyAsync("ence"));
            link = await form.DraftLink.InputValueAsync();
        });

        await browser.VisitAsync(Screen.Phone(culture), async page =>
        {
            await page.GotoAsync(link);
            var form = new LogFormPage(page);
            await Expect(form.Told).ToHaveCountAsync(2);
            await form.PressAtAsync(1, "edit");
            await form.ExpectAsync(First);
            await form.PressAtAsync(1, "edit");
            await form.ExpectAsync(Third with { Story = "Half a sentence" });
            await (await form.CheckAsync()).SendAsync();

            // What was sent is no draft any more, and the link says so.
            var gone = await page.GotoAsync(link);
            Assert.Equal(404, gone!.Status);
        });
    }

    [BrowserFact]
    public Task Refresh_AndBack_LoseNothing() => browser.VisitAsync(Screen.Phone("en"), async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync("en", "Draft Telecom");
        await form.FillAsync(First);
        await form.NextAsync(2);
        await form.SavedAsync(() => form.FillAsync(Third));

        await page.ReloadAsync();
        await form.ExpectAsync(Third);
        await Expect(form.Told).ToContainTextAsync([First.Touchpoint]);
        await form.CheckAsync();
        await page.GoBackAsync();
        await form.ExpectAsync(Third);
        await page.GoBackAsync();
        await form.ExpectAsync(First);
    });

    [BrowserTheory]
    [InlineData("en", "Kept on this device", "kept on this device and will be sent")]
    [InlineData("ko", "이 기기에 보관했어요", "이 기기에 보관했고, 연결되면 보낼게요")]
    public Task ALostLine_IsSaid_KeepsTheMoment_AndSavesAndSendsWhenItIsBack(string culture, string offline, string notSent) =>
        browser.VisitAsync(Screen.Phone(culture) with { LosesConnection = true }, async page =>
        {
            var form = new LogFormPage(page);
            var typed = "Typed in a tunnel: " + culture;
            await form.OpenAsync(culture, "Draft Telecom");
            await form.SavedAsync(() => form.FillAsync(First));
            await page.Context.SetOfflineAsync(true);

            await form.Field("Story").FillAsync(typed);
            await Expect(form.DraftStatus).ToContainTextAsync(offline);

            await form.SavedAsync(() => page.Context.SetOfflineAsync(false));
            var check = await form.CheckAsync();
            await Expect(check.Moments).ToContainTextAsync([typed]);

            await page.Context.SetOfflineAsync(true);
            await check.Send.ClickAsync();
            await Expect(page.Locator("[data-kept-line]")).ToContainTextAsync(notSent);
            await page.Context.SetOfflineAsync(false);
            await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sent$"));
        });

    [BrowserFact]
    public Task TwoTabs_OverwriteNothing_AndTheSecondIsTold() => browser.VisitAsync(Screen.Phone("ko"), async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync("ko", "Draft Telecom");
        await form.SavedAsync(() => form.FillAsync(First));
        var second = await page.Context.NewPageAsync();
        await second.GotoAsync(page.Url);
        var slower = new LogFormPage(second);

        await form.SavedAsync(() => form.Field("Story").FillAsync("첫째 탭"));
        await slower.SavedAsync(() => slower.Field("Story").FillAsync("둘째 탭"));

        Assert.NotEqual(page.Url, second.Url);
        await Expect(second.Locator("[data-draft-other]")).ToContainTextAsync("다른 탭에서");
        await second.Locator("[data-draft-other] a").ClickAsync();
        await Expect(slower.Field("Story")).ToHaveValueAsync("첫째 탭");
    });

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task WithoutScript_AButtonSavesTheDraft(string culture)
    {
        var link = "";
        await browser.VisitAsync(Screen.Phone(culture) with { HasScript = false }, async page =>
        {
            var form = new LogFormPage(page);
            await form.OpenAsync(culture, "Draft Telecom " + culture);
            await form.FillAsync(First);
            await form.Button("save").ClickAsync();
            await Expect(form.DraftLink).ToBeVisibleAsync();
            link = await form.DraftLink.InputValueAsync();
        });

        await browser.VisitAsync(Screen.Phone(culture) with { HasScript = false }, async page =>
        {
            Assert.StartsWith(browser.App.Address.ToString(), link, StringComparison.Ordinal);
            await page.GotoAsync(link);
            await new LogFormPage(page).PressAtAsync(1, "edit");
            await new LogFormPage(page).ExpectAsync(First);
        });
    }
}
