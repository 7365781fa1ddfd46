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

        foreach (var (score, total) in new[] { (10, "100"), (7, "70"), (0, "0"), (1, "10") })
        {
            await form.Score(score).CheckAsync();
            await Expect(form.JourneyScore).ToHaveTextAsync(total);
            await Expect(form.Equation).ToHaveTextAsync($"{score}");
        }

        await form.FillAsync(ModemStory.Moments[0]);
        await form.NextAsync(2);
        await Expect(form.JourneyScore).ToHaveTextAsync("30");
        await form.Score(2).CheckAsync();
        await Expect(form.Equation).ToHaveTextAsync("3 × 2");
        await Expect(form.JourneyScore).ToHaveTextAsync("6");
    });

    /// <summary>Counted as a thumb counts: from the first page to the next moment, and five moments told and sent.</summary>
    [BrowserTheory]
    [InlineData("ko")]
    [InlineData("en")]
    public Task AListedCompany_IsToldInFewTaps(string culture) => browser.VisitAsync(Screen.Phone(culture), async page =>
    {
        var (form, taps, loads) = (new LogFormPage(page), 0, 0);
        page.Load += (_, _) => loads++;
        async Task TapAsync(ILocator target)
        {
            taps++;
            await target.ClickAsync();
        }

        await page.GotoAsync($"/{culture}");
        var home = loads;
        await TapAsync(page.Locator("main form[role=search] input"));
        await page.Keyboard.TypeAsync(BrowserFixture.Company[..4]);
        await TapAsync(page.Locator($"a[href$='/log/{BrowserFixture.Company}']").First);
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/log/[^/]+$"));
        var story = (await form.Field("Story").BoundingBoxAsync())!;
        Assert.InRange(story.Y + story.Height, 0, page.ViewportSize!.Height);

        for (var position = 1; position <= 5; position++)
        {
            await TapAsync(form.Field("Story"));
            await page.Keyboard.TypeAsync("They did not know.\nThey asked me to wait.\nNobody called back.");
            await TapAsync(page.Locator("label:has([name$='.Where'])").First);
            await TapAsync(page.Locator("label:has([name$='.Score'][value='3'])"));
            var next = (await form.Button("next").BoundingBoxAsync())!;
            Assert.InRange(next.Y + next.Height, 0, page.ViewportSize!.Height);
            if (position < 5)
            {
                await TapAsync(form.Button("next"));
                await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"moment={position + 1}"));
                if (position == 1)
                {
                    Assert.InRange(taps, 1, 6);
                    Assert.InRange(loads - home + 1, 1, 3);
                }
            }
        }

        await TapAsync(form.Button("all"));
        await Expect(new CheckPage(page).Moments).ToHaveCountAsync(5);
        await TapAsync(page.Locator("label:has([value=open])"));
        await TapAsync(new CheckPage(page).Send);
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sent$"));
        Assert.InRange(taps, 1, 30);
    });
}
