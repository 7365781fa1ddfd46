using MomentOfTruth.Browser.Tests.Pages;

namespace MomentOfTruth.Browser.Tests.Stories;

[Collection(BrowserTests.Name)]
public sealed class TwoTabsStory(BrowserFixture browser)
{
    private static readonly ToldMoment First = ModemStory.Moments[0], Second = ModemStory.Moments[1], Third = ModemStory.Moments[2];

    [BrowserFact]
    public Task TheSlowerTab_IsTold_LosesNothing_AndCanSendAgain() => browser.VisitAsync(Screen.Phone("ko"), async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync("ko", "세걸음통신");
        await form.FillAsync(1, First);
        await (await form.CheckAsync()).SendAsync();
        var journey = page.Url.Replace("/sent", "", StringComparison.Ordinal);
        var slower = await page.Context.NewPageAsync();
        await OpenNextAsync(page, journey, Second);
        await OpenNextAsync(slower, journey, Third);

        await Send(page).ClickAsync();
        await Expect(page).ToHaveURLAsync(journey);
        var answer = await slower.RunAndWaitForResponseAsync(() => Send(slower).ClickAsync(), response => response.Request.Method == "POST");

        Assert.Equal(409, answer.Status);
        await Expect(slower.Locator("[data-error-summary]")).ToBeFocusedAsync();
        await Expect(slower.Locator("[data-error-summary]")).ToContainTextAsync("그사이 다른 곳에서");
        await Expect(slower.Locator("ol.steps")).ToContainTextAsync(Second.Touchpoint);
        await Expect(slower.Locator("#Input_Touchpoint")).ToHaveValueAsync(Third.Touchpoint);
        await Expect(slower.Locator("#Input_OccurredOn")).ToHaveValueAsync(Third.OccurredOn);
        await Expect(slower.Locator("#Input_OccurredAt")).ToHaveValueAsync(Third.OccurredAt);
        await Expect(slower.Locator($"[name='Input.Score'][value='{Third.Score}']")).ToBeCheckedAsync();
        await Expect(slower.Locator("#Input_Channel")).ToHaveValueAsync(Third.Channel);
        await Expect(slower.Locator("#Input_Story")).ToHaveValueAsync(Third.Story);

        await Send(slower).ClickAsync();
        await Expect(slower).ToHaveURLAsync(journey);
        await Expect(new MyJourneyPage(slower).Steps).ToHaveCountAsync(3);
        await Expect(new MyJourneyPage(slower).Killed).ToContainTextAsync(Third.Touchpoint);
    });

    private static ILocator Send(IPage page) => page.Locator("form[data-submit-once] button").Last;

    private static async Task OpenNextAsync(IPage page, string journey, ToldMoment moment)
    {
        await page.GotoAsync(journey + "/moments/new");
        await page.Locator("#Input_Touchpoint").FillAsync(moment.Touchpoint);
        await page.Locator("#Input_OccurredOn").FillAsync(moment.OccurredOn);
        await page.Locator("#Input_OccurredAt").FillAsync(moment.OccurredAt);
        await page.Locator($"[name='Input.Score'][value='{moment.Score}']").CheckAsync();
        await page.Locator("#Input_Channel").SelectOptionAsync(moment.Channel);
        await page.Locator("#Input_Story").FillAsync(moment.Story);
    }
}
