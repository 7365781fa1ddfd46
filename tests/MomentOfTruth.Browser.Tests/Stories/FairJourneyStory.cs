using System.Globalization;
using MomentOfTruth.Browser.Tests.Pages;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>Help while a journey is told: one question about a zero, days as people say them, touchpoints to choose from.</summary>
[Collection(BrowserTests.Name)]
public sealed class FairJourneyStory(BrowserFixture browser)
{
    [BrowserFact]
    public Task AZero_IsAskedAboutAtOnce_AndOnce() => browser.VisitAsync(Screen.Phone("en"), async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync("en", "Fair Telecom");
        await form.FillAsync(1, ModemStory.Moments[0]);
        await form.Score(1, 0).CheckAsync();
        await Expect(form.ZeroQuestion).ToContainTextAsync("Did this alone make you give up?");
        await Expect(form.JourneyScore).ToHaveTextAsync("0");

        await form.ZeroQuestion.Locator("[data-zero=no]").ClickAsync();
        await Expect(form.ZeroQuestion).ToHaveCountAsync(0);
        await Expect(form.Score(1, 0)).Not.ToBeCheckedAsync();
        await Expect(form.Score(1, 1)).ToBeFocusedAsync();
        await Expect(form.JourneyScore).ToHaveTextAsync("–");

        await form.Score(1, 0).CheckAsync();
        await form.ZeroQuestion.Locator("[data-zero=yes]").ClickAsync();
        await Expect(form.Score(1, 0)).ToBeFocusedAsync();
        await form.Score(1, 4).CheckAsync();
        await form.Score(1, 0).CheckAsync();
        await Expect(form.ZeroQuestion).ToHaveCountAsync(0);

        var check = await form.CheckAsync();
        await Expect(check.Zero(1, "yes")).ToHaveCountAsync(0);
        await check.SendAsync();
    });

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public Task AZero_NotAnsweredInTheForm_IsAskedAboutBeforeSending(bool hasScript) => browser.VisitAsync(Screen.Phone("ko") with { HasScript = hasScript }, async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync("ko", "Fair Telecom");
        await form.FillAsync(1, ModemStory.Moments[2]);
        var check = await form.CheckAsync();

        await check.Zero(1, "no").CheckAsync();
        await page.Locator("[name='Answers.Score[1]']").SelectOptionAsync("2");
        await page.Locator("form[data-submit-once] .btn:not(.quiet)").ClickAsync();
        await Expect(check.Zero(1, "yes")).ToHaveCountAsync(0);
        await Expect(check.Cards.Nth(1).Locator(".chip")).ToHaveTextAsync("2");
        await check.SendAsync();
    });

    [BrowserFact]
    public Task Yesterday_FillsInTheCalendar_AndTheCalendarAnswers() => browser.VisitAsync(Screen.Phone("ko"), async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync("ko", "Fair Telecom");
        var today = DateOnly.FromDateTime(
            TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul")).DateTime);

        await form.Field(1, "DaysAgo").SelectOptionAsync("1");
        await Expect(form.Field(1, "OccurredOn")).ToHaveValueAsync(Day(today.AddDays(-1)));
        await form.Field(1, "OccurredOn").FillAsync(Day(today.AddDays(-3)));
        await Expect(form.Field(1, "DaysAgo")).ToHaveValueAsync("3");
        await form.Field(1, "OccurredOn").FillAsync(Day(today.AddDays(-20)));
        await Expect(form.Field(1, "DaysAgo")).ToHaveValueAsync("");
    });

    [BrowserFact]
    public Task TheKindOfCompany_ChangesWhatIsSuggested() => browser.VisitAsync(Screen.Phone("ko"), async page =>
    {
        await new LogFormPage(page).OpenAsync("ko", "한마음항공");
        await page.Locator("#Input_Kind").SelectOptionAsync("airline");
        await Expect(page.Locator("datalist#touchpoints option[value='수하물 수취']")).ToHaveCountAsync(1);
        await page.Locator("#Input_Kind").SelectOptionAsync("bank");
        await Expect(page.Locator("datalist#touchpoints option[value='수하물 수취']")).ToHaveCountAsync(0);
        await Expect(page.Locator("datalist#touchpoints option[value='영업점']")).ToHaveCountAsync(1);
    });

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
