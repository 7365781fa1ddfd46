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
            await form.SayWhatItIsAboutAsync(ModemStory.Product, ModemStory.Title);
            await TellOutOfOrderAsync(form);
            await PutInOrderAsync(form);
            await RemoveAndRestoreAsync(form);

            await form.Button("update").ClickAsync();
            await Expect(form.JourneyScore).ToHaveTextAsync("0");
            await Expect(form.PlainAverage).ToHaveTextAsync("2.80");
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
                await form.AddAsync(position);
            }

            await form.FillAsync(position, told[position - 1]);
        }
    }

    private static async Task PutInOrderAsync(LogFormPage form)
    {
        await form.Button("up:3").ClickAsync();
        await Expect(form.Field(2, "Touchpoint")).ToHaveValueAsync(ModemStory.Moments[1].Touchpoint);
        await Expect(form.Field(3, "Story")).ToHaveValueAsync(ModemStory.Moments[2].Story);
        await Expect(form.Score(3, 0)).ToBeCheckedAsync();

        await form.Button("down:3").ClickAsync();
        await Expect(form.Field(4, "Story")).ToHaveValueAsync(ModemStory.Moments[2].Story);
        await form.Button("up:4").ClickAsync();
        await Expect(form.Field(3, "Story")).ToHaveValueAsync(ModemStory.Moments[2].Story);
    }

    private static async Task RemoveAndRestoreAsync(LogFormPage form)
    {
        await form.Button("remove:6").ClickAsync();
        await Expect(form.Moments).ToHaveCountAsync(5);

        await form.Button("remove:3").ClickAsync();
        await Expect(form.Moments).ToHaveCountAsync(4);
        await form.Button("undo").ClickAsync();
        await Expect(form.Moments).ToHaveCountAsync(5);
        await Expect(form.Field(3, "Story")).ToHaveValueAsync(ModemStory.Moments[2].Story);
        await Expect(form.Score(3, 0)).ToBeCheckedAsync();
    }
}
