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
            await form.SayWhatItIsAboutAsync(ModemStory.Product, ModemStory.Title);
            await form.FillAsync(1, First);
            await form.AddAsync(2);
            await form.FillAsync(2, Third);
            await form.Field(2, "Story").FillAsync("Half a sent");
            await form.SavedAsync(() => form.Field(2, "Story").PressSequentiallyAsync("ence"));
            link = await form.DraftLink.InputValueAsync();
            Assert.Equal(link, page.Url);
        });

        await browser.VisitAsync(Screen.Phone(culture), async page =>
        {
            await page.GotoAsync(link);
            var form = new LogFormPage(page);
            await Expect(form.Moments).ToHaveCountAsync(2);
            await Expect(page.Locator("#Input_Title")).ToHaveValueAsync(ModemStory.Title);
            await Expect(page.Locator("#Input_Product")).ToHaveValueAsync(ModemStory.Product);
            await form.ExpectAsync(1, First);
            await form.ExpectAsync(2, Third with { Story = "Half a sentence" });
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
        await form.FillAsync(1, First);
        await form.AddAsync(2);
        await form.SavedAsync(() => form.FillAsync(2, Third));

        await page.ReloadAsync();
        await form.ExpectAsync(1, First);
        await form.ExpectAsync(2, Third);
        await form.CheckAsync();
        await page.GoBackAsync();
        await form.ExpectAsync(1, First);
        await form.ExpectAsync(2, Third);
    });

    [BrowserTheory]
    [InlineData("en", "no connection, trying again", "nothing was sent")]
    [InlineData("ko", "연결이 끊겨 다시 시도하고 있습니다", "보내지 못했습니다")]
    public Task ALostLine_IsSaid_KeepsTheForm_AndSavesWhenItIsBack(string culture, string offline, string notSent) =>
        browser.VisitAsync(Screen.Phone(culture) with { LosesConnection = true }, async page =>
        {
            var form = new LogFormPage(page);
            await form.OpenAsync(culture, "Draft Telecom");
            await form.SavedAsync(() => form.FillAsync(1, First));
            await page.Context.SetOfflineAsync(true);

            await form.Field(1, "Story").FillAsync("Typed in a tunnel");
            await Expect(form.DraftStatus).ToContainTextAsync(offline);
            await form.Button("check").ClickAsync();
            await Expect(form.DraftStatus).ToContainTextAsync(notSent);
            await Expect(form.Field(1, "Story")).ToHaveValueAsync("Typed in a tunnel");

            await form.SavedAsync(() => page.Context.SetOfflineAsync(false));
            var check = await form.CheckAsync();
            await Expect(check.Cards.Nth(1)).ToContainTextAsync("Typed in a tunnel");

            await page.Context.SetOfflineAsync(true);
            await page.Locator("form[data-submit-once] .btn:not(.quiet)").ClickAsync();
            await Expect(page.Locator("#offline")).ToContainTextAsync(notSent);
            await page.Context.SetOfflineAsync(false);
            await check.SendAsync();
        });

    [BrowserFact]
    public Task LeavingWithSomethingUnsaved_IsWarnedOf_AndOnlyThen() => browser.VisitAsync(Screen.Phone("en") with { LosesConnection = true }, async page =>
    {
        var warned = 0;
        page.Dialog += (_, dialog) =>
        {
            warned++;
            _ = dialog.AcceptAsync();
        };
        var form = new LogFormPage(page);
        await form.OpenAsync("en", "Draft Telecom");
        await form.SavedAsync(() => form.FillAsync(1, First));
        await page.Locator("a.brand").ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/en$"));
        Assert.Equal(0, warned);

        await page.GoBackAsync();
        await form.ExpectAsync(1, First);
        await page.Context.SetOfflineAsync(true);
        await form.Field(1, "Story").PressSequentiallyAsync("!");
        await Expect(form.DraftStatus).ToContainTextAsync("no connection");
        await page.Context.SetOfflineAsync(false);
        await form.Field(1, "Story").PressSequentiallyAsync("?");
        await page.Locator("a.brand").ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/en$"));
        Assert.Equal(1, warned);
    });

    [BrowserFact]
    public Task TwoTabs_OverwriteNothing_AndTheSecondIsTold() => browser.VisitAsync(Screen.Phone("ko"), async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync("ko", "Draft Telecom");
        await form.SavedAsync(() => form.FillAsync(1, First));
        var second = await page.Context.NewPageAsync();
        await second.GotoAsync(page.Url);
        var slower = new LogFormPage(second);

        await form.SavedAsync(() => form.Field(1, "Story").FillAsync("첫째 탭"));
        await slower.SavedAsync(() => slower.Field(1, "Story").FillAsync("둘째 탭"));

        Assert.NotEqual(page.Url, second.Url);
        await Expect(second.Locator("[data-draft-other]")).ToContainTextAsync("다른 탭에서");
        await second.Locator("[data-draft-other] a").ClickAsync();
        await Expect(slower.Field(1, "Story")).ToHaveValueAsync("첫째 탭");
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
            await form.FillAsync(1, First with { OccurredOn = "" });
            await form.Field(1, "DaysAgo").SelectOptionAsync("3");
            await form.Button("save").ClickAsync();
            await Expect(form.DraftLink).ToBeVisibleAsync();
            link = await form.DraftLink.InputValueAsync();
        });

        await browser.VisitAsync(Screen.Phone(culture) with { HasScript = false }, async page =>
        {
            Assert.StartsWith(browser.App.Address.ToString(), link, StringComparison.Ordinal);
            await page.GotoAsync(link);
            var today = TimeZoneInfo.ConvertTime(
                DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"));
            await new LogFormPage(page).ExpectAsync(
                1, First with { OccurredOn = today.AddDays(-3).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) });
        });
    }
}
