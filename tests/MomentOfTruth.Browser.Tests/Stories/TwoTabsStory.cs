using MomentOfTruth.Browser.Tests.Pages;

namespace MomentOfTruth.Browser.Tests.Stories;

[Collection(BrowserTests.Name)]
public sealed class TwoTabsStory(BrowserFixture browser)
{
    // Not a touchpoint that is suggested: on the English page that one would be called otherwise.
    private static readonly ToldMoment First = ModemStory.Moments[0] with { Touchpoint = "전화 상담" }, Second = ModemStory.Moments[1], Third = ModemStory.Moments[2];

    [BrowserFact]
    public Task TheSlowerTab_IsTold_LosesNothing_AndCanSendAgain() => browser.VisitAsync(Screen.Phone("ko"), async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync("ko", "세걸음통신");
        await form.FillAsync(First);
        await (await form.CheckAsync()).SendAsync();
        var journey = page.Url.Replace("/sent", "", StringComparison.Ordinal);
        var slower = await page.Context.NewPageAsync();
        await OpenNextAsync(page, journey, Second);
        await OpenNextAsync(slower, journey, Third);

        await new MomentPage(page).SendAsync();
        var answer = await slower.RunAndWaitForResponseAsync(
            () => new MomentPage(slower).Send.ClickAsync(), response => response.Request.Method == "POST");

        Assert.Equal(409, answer.Status);
        await Expect(slower.Locator("[data-error-summary]")).ToBeFocusedAsync();
        await Expect(slower.Locator("[data-error-summary]")).ToContainTextAsync("그사이 다른 곳에서");
        await Expect(slower.Locator("ol.steps")).ToContainTextAsync(Second.Touchpoint);
        await new MomentPage(slower).ExpectAsync(Third);

        await new MomentPage(slower).SendAsync();
        await Expect(new MyJourneyPage(slower).Steps).ToHaveCountAsync(3);
        await Expect(new MyJourneyPage(slower).Killed).ToContainTextAsync(Third.Touchpoint);
    });

    [BrowserTheory]
    [InlineData("ko", true, "다름", "같음")]
    [InlineData("en", false, "different", "the same")]
    public Task TheSlowerTab_EditingTheSameMoment_SeesBothVersions_AndSavesItsOwn(
        string culture, bool hasScript, string different, string same) =>
        browser.VisitAsync(Screen.Phone(culture) with { HasScript = hasScript }, async page =>
        {
            var form = new LogFormPage(page);
            await form.OpenAsync(culture, "세걸음통신");
            await form.FillAsync(First);
            await (await form.CheckAsync()).SendAsync();
            var journey = page.Url.Replace("/sent", "", StringComparison.Ordinal);
            var slower = await page.Context.NewPageAsync();
            await page.GotoAsync(journey);
            await slower.GotoAsync(journey);
            var (quick, slow) = (await new MyJourneyPage(page).EditAsync(1), await new MyJourneyPage(slower).EditAsync(1));
            await quick.FillAsync(First with { Score = 7 });
            await quick.SendAsync();

            var mine = First with { Score = 2, Story = Second.Story };
            await slow.FillAsync(mine);
            var answer = await slower.RunAndWaitForResponseAsync(
                () => slow.Send.ClickAsync(), response => response.Request.Method == "POST");

            Assert.Equal(409, answer.Status);
            string[] told = [same, same, same, different, different];
            await Expect(slow.Versions.Locator(".tag")).ToHaveTextAsync(told);
            await Expect(slow.Versions.Nth(3).Locator("dd .told")).ToHaveTextAsync(["2", "7"]);
            await slow.ExpectAsync(mine);
            await slow.SaveMine.ClickAsync();
            await Expect(new MyJourneyPage(slower).Notice).ToBeVisibleAsync();
            await Expect(new MyJourneyPage(slower).Kept(1)).ToContainTextAsync("20");
        });

    private static async Task OpenNextAsync(IPage page, string journey, ToldMoment moment)
    {
        await page.GotoAsync(journey + "/moments/new");
        await new MomentPage(page).FillAsync(moment);
    }
}
