using System.Text.RegularExpressions;
using MomentOfTruth.Browser.Tests.Pages;

namespace MomentOfTruth.Browser.Tests.Stories;

[Collection(BrowserTests.Name)]
public sealed class WrongInputStory(BrowserFixture browser)
{
    private const string Story = "Two lines,\nboth of them kept.";

    [BrowserTheory]
    [InlineData("en", "Error:")]
    [InlineData("ko", "오류:")]
    public Task TheLogForm_RefusesWhatIsWrong_LeadsToIt_AndKeepsWhatWasTyped(string culture, string prefix) => browser.VisitAsync(Screen.Phone(culture), async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync(culture, "Careless Telecom");
        await form.Fields.OpenDayAsync();
        await form.Field("OccurredOn").FillAsync("2999-01-01");
        await form.Field("Story").FillAsync(Story);

        await RefusedAsync(page, () => form.Button("all").ClickAsync(), 422, prefix);
        await LeadsToAsync(page, [form.Field("OccurredOn"), page.Locator("#Input_Moments_0__Where"), form.Score(1)]);

        await Expect(form.Field("OccurredOn")).ToHaveValueAsync("2999-01-01");
        await Expect(form.Field("Story")).ToHaveValueAsync(Story);

        await form.FillAsync(ModemStory.Moments[0]);
        await form.CheckAsync();
    });

    [BrowserTheory]
    [InlineData("en", "Error:")]
    [InlineData("ko", "오류:")]
    public Task HowItEnded_RefusesWhatIsWrong_LeadsToIt_AndKeepsWhatWasTyped(string culture, string prefix) => browser.VisitAsync(Screen.Phone(culture), async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync(culture, "Careless Telecom");
        await form.FillAsync(ModemStory.Moments[0]);
        var code = await (await (await form.CheckAsync()).SendAsync()).CodeAsync();
        await new MyJourneyPage(page).OpenAsync(culture, code);
        await page.Locator("main a[href$='/finish']").ClickAsync();

        await page.Locator("#Input_EndedOn").FillAsync("2999-01-01");
        await RefusedAsync(page, () => page.Locator("main form button").ClickAsync(), 422, prefix);

        await LeadsToAsync(page, [page.Locator("#Input_Outcome"), page.Locator("#Input_EndedOn")]);
        await Expect(page.Locator("#Input_EndedOn")).ToHaveValueAsync("2999-01-01");
    });

    [BrowserTheory]
    [InlineData("en", "Error:")]
    [InlineData("ko", "오류:")]
    public Task AWrongCode_IsRefused_AndStaysToBeCompared(string culture, string prefix) => browser.VisitAsync(Screen.Phone(culture), async page =>
    {
        await page.GotoAsync($"/{culture}/my-journeys");
        await page.Locator("#Code").FillAsync("NOT-A-CODE");

        await RefusedAsync(page, () => page.Locator("main form button").ClickAsync(), 422, prefix);

        await LeadsToAsync(page, [page.Locator("#Code")]);
        await Expect(page.Locator("#Code")).ToHaveValueAsync("NOT-A-CODE");
    });

    private static async Task RefusedAsync(IPage page, Func<Task> press, int status, string prefix)
    {
        var answer = await page.RunAndWaitForResponseAsync(
            press, response => response.Request.IsNavigationRequest && response.Status != 302);
        Assert.Equal(status, answer.Status);
        await Expect(page).ToHaveTitleAsync(new Regex("^" + prefix));
        await Expect(page.Locator("[data-error-summary]")).ToBeFocusedAsync();
    }

    /// <summary>The summary has a link to each of these fields, in this order, and it ends with the words beside the field.</summary>
    private static async Task LeadsToAsync(IPage page, IReadOnlyList<ILocator> fields)
    {
        var links = page.Locator("[data-error-summary] li a");
        await Expect(links).ToHaveCountAsync(fields.Count);
        for (var i = 0; i < fields.Count; i++)
        {
            var words = await links.Nth(i).InnerTextAsync();
            await links.Nth(i).ClickAsync();
            await Expect(fields[i]).ToBeFocusedAsync();
            var beside = await page.Locator("main form .error").Nth(i).InnerTextAsync();
            Assert.EndsWith(beside, words, StringComparison.Ordinal);

            // Before them stands the label, unless they name the place in a list themselves.
            Assert.True(words.Length > beside.Length || words.Contains('1', StringComparison.Ordinal), words);
        }
    }
}
