using MomentOfTruth.Browser.Tests.Pages;

namespace MomentOfTruth.Browser.Tests.Stories;

[Collection(BrowserTests.Name)]
public sealed class LogAJourneyStory(BrowserFixture browser)
{
    [BrowserFact]
    public async Task ACustomer_OnAPhone_LogsAJourney_ComesBackWithTheCode_AndFinishesIt()
    {
        var code = "";
        await browser.VisitAsync(Screen.Phone("ko"), async page => code = await ModemStory.LogAsync(page, "한걸음통신"));

        await browser.VisitAsync(Screen.Phone("ko"), page => ModemStory.FinishAsync(page, code));
    }

    [BrowserFact]
    public Task TheScore_FollowsEveryChoice() => browser.VisitAsync(Screen.Phone("ko"), async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync("ko", "한걸음통신");
        await Expect(form.JourneyScore).ToHaveTextAsync("–");

        foreach (var (score, total, average) in new[] { (10, "100", "10.00"), (7, "70", "7.00"), (0, "0", "0.00"), (1, "10", "1.00") })
        {
            await form.Score(1, score).CheckAsync();
            await Expect(form.JourneyScore).ToHaveTextAsync(total);
            await Expect(form.PlainAverage).ToHaveTextAsync(average);
        }
    });
}
