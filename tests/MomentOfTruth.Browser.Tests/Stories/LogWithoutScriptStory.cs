using MomentOfTruth.Browser.Tests.Pages;

namespace MomentOfTruth.Browser.Tests.Stories;

[Collection(BrowserTests.Name)]
public sealed class LogWithoutScriptStory(BrowserFixture browser)
{
    private static readonly Screen Plain = Screen.Phone("ko") with { HasScript = false };

    private static readonly ToldMoment Mistake = ModemStory.Moments[0] with { Touchpoint = "다른 회사 매장", Score = 10, Story = "이 회사 일이 아니었습니다." };

    [BrowserFact]
    public async Task ACustomer_WithoutScript_AddsMovesRemovesAndRestoresMoments_AndFinishesTheJourney()
    {
        var code = "";
        await browser.VisitAsync(Plain, async page =>
        {
            var form = new LogFormPage(page);
            await form.OpenAsync("ko", "두걸음통신");
            await TellOutOfOrderAsync(form);
            await PutInOrderAsync(form);
            await RemoveAndRestoreAsync(form);
            code = await ModemStory.SendAsync(await form.CheckAsync());
        });

        await browser.VisitAsync(Plain, page => ModemStory.FinishAsync(page, code));
    }

    /// <summary>The third moment before the second, and one too many.</summary>
    private static async Task TellOutOfOrderAsync(LogFormPage form)
    {
        var story = ModemStory.Moments;
        ToldMoment[] told = [story[0], story[2], story[1], story[3], story[4], Mistake];
        for (var position = 1; position <= told.Length; position++)
        {
            if (position > 1)
            {
                await form.NextAsync(position);
            }

            await form.FillAsync(told[position - 1]);
        }
    }

    // The page stays at its own moment, the sixth; the five others are the lines.
    private static async Task PutInOrderAsync(LogFormPage form)
    {
        await form.PressAtAsync(3, "up");
        await Expect(form.Told.Nth(1)).ToContainTextAsync(ModemStory.Moments[1].Touchpoint);
        await Expect(form.Told.Nth(2)).ToContainTextAsync(ModemStory.Moments[2].Touchpoint);
        await form.ExpectAsync(Mistake);

        await form.PressAtAsync(3, "down");
        await Expect(form.Told.Nth(3)).ToContainTextAsync(ModemStory.Moments[2].Touchpoint);
        await form.PressAtAsync(4, "up");
        await Expect(form.Told.Nth(2)).ToContainTextAsync(ModemStory.Moments[2].Touchpoint);
    }

    private static async Task RemoveAndRestoreAsync(LogFormPage form)
    {
        await form.PressAtAsync(3, "edit");
        await form.ExpectAsync(ModemStory.Moments[2]);
        await form.PressAtAsync(5, "remove");
        await Expect(form.Told).ToHaveCountAsync(4);

        await form.PressAtAsync(2, "remove");
        await Expect(form.Told).ToHaveCountAsync(3);
        await form.Button("undo").ClickAsync();
        await Expect(form.Told).ToHaveCountAsync(4);
        await Expect(form.Told.Nth(1)).ToContainTextAsync(ModemStory.Moments[1].Touchpoint);
    }
}
