using System.Globalization;
using MomentOfTruth.Browser.Tests.Pages;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>Help while a moment is told: days as people say them, touchpoints to choose from, a foot that is never in the way.</summary>
[Collection(BrowserTests.Name)]
public sealed class FairJourneyStory(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public Task AZero_IsMeant_AndSentWithoutASecondQuestion(bool hasScript) => browser.VisitAsync(
        Screen.Phone("ko") with { HasScript = hasScript },
        async page =>
        {
            var form = new LogFormPage(page);
            await form.OpenAsync("ko", "Fair Telecom");
            await form.FillAsync(ModemStory.Moments[2]);
            await (await form.CheckAsync()).SendAsync();
        });

    [BrowserFact]
    public Task TheDay_IsSaidAsPeopleSayIt() => browser.VisitAsync(Screen.Phone("ko"), async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync("ko", "Fair Telecom");
        var today = DateOnly.FromDateTime(
            TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul")).DateTime);
        var said = page.Locator("[data-day-shown]");
        await Expect(said).ToHaveTextAsync("오늘");

        await form.Fields.OpenDayAsync();
        await form.Field("OccurredOn").FillAsync(Day(today.AddDays(-1)));
        await Expect(said).ToHaveTextAsync("어제");
        await form.Field("OccurredOn").FillAsync(Day(today.AddDays(-20)));
        await Expect(said).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("년 .*월 .*일"));
    });

    [BrowserFact]
    public Task SomewhereElse_OpensAField_AndOnlyThen() => browser.VisitAsync(Screen.Phone("ko"), async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync("ko", "Fair Telecom");
        await Expect(form.Field("Touchpoint")).ToBeHiddenAsync();
        await form.Fields.Chip("").CheckAsync();
        await Expect(form.Field("Touchpoint")).ToBeFocusedAsync();
        await form.Fields.Chip("고객센터").CheckAsync();
        await Expect(form.Field("Touchpoint")).ToBeHiddenAsync();
    });

    [BrowserFact]
    public Task TheFoot_StepsAside_WhileNothingIsScored_AndForTheKeyboard() => browser.VisitAsync(Screen.Phone("en") with { HasTouch = true }, async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync("en", "Fair Telecom");
        Task<string> PositionAsync() => page.Locator(".total").EvaluateAsync<string>("foot => getComputedStyle(foot).position");
        Assert.Equal("static", await PositionAsync());

        await form.Score(8).CheckAsync();
        Assert.Equal("sticky", await PositionAsync());
        await form.Field("Story").FocusAsync();
        Assert.Equal("static", await PositionAsync());
    });

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
