using MomentOfTruth.Browser.Tests.Pages;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>The modem again, told as it happened: four visits with the receipt code, from two devices in turn.</summary>
[Collection(BrowserTests.Name)]
public sealed class FourVisitsStory(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData("ko", true)]
    [InlineData("ko", false)]
    [InlineData("en", true)]
    [InlineData("en", false)]
    public async Task FiveMoments_OverFourVisitsFromTwoDevices_AreOneJourney(string culture, bool hasScript)
    {
        var words = Words.In(culture);
        var moments = words.Moments;
        var (phone, tablet) = (Screen.Phone(culture) with { HasScript = hasScript }, Screen.Phone(culture) with { HasScript = hasScript });
        var code = "";

        await VisitAsync(d => phone = d, phone, async page =>
        {
            var form = new LogFormPage(page);
            await form.OpenAsync(culture, words.Company);
            await form.FillAsync(moments[0]);
            code = await (await (await form.CheckAsync()).SendAsync()).CodeAsync();
        });

        // The third moment is told before the second, which happened earlier that day.
        await VisitAsync(d => tablet = d, tablet, async page =>
        {
            var journey = new MyJourneyPage(page);
            await journey.OpenAsync(culture, code);
            await journey.AddAsync(moments[2]);
            await journey.AddAsync(moments[1]);
            await Expect(journey.Notice).ToContainTextAsync(words.InItsPlace);
            await journey.ExpectOrderAsync(moments.Take(3));
        });

        // A mistake is corrected, a moment removed and put back, one moved and moved back; and all that is kept.
        await VisitAsync(d => phone = d, phone, async page =>
        {
            var journey = new MyJourneyPage(page);
            await journey.OpenAsync(culture, code);
            await journey.AddAsync(moments[3] with { Score = 8 });
            var form = await journey.EditAsync(4);
            await form.ExpectAsync(moments[3] with { Score = 8 });
            await form.FillAsync(moments[3]);
            await form.SendAsync();
            await journey.RemoveAsync(3);
            await Expect(journey.Killed).ToHaveCountAsync(0);
            await journey.PutBackAsync();
            await journey.ExpectOrderAsync(moments.Take(4));
            await journey.MoveAsync(3, "up");
            await journey.ExpectOrderAsync([moments[0], moments[2], moments[1], moments[3]]);
            await journey.MoveAsync(2, "down");
            await journey.ExpectOrderAsync(moments.Take(4));
            await page.Locator("main a[href$='/history']").ClickAsync();
            await Expect(page.Locator("article.summary")).ToHaveCountAsync(5);
        });

        await VisitAsync(d => tablet = d, tablet, async page =>
        {
            var journey = new MyJourneyPage(page);
            await journey.OpenAsync(culture, code);
            await journey.AddAsync(moments[4]);
            await ExpectCollapseAsync(journey, moments);
            // What the other moments alone would have left is 0.7: too little to be said.
            await Expect(journey.ButForThisOne).ToHaveCountAsync(0);
            await journey.LeaveForAsync(words.Competitor);
            await Expect(page.GetByText(words.Left)).ToBeVisibleAsync();
            await ExpectCollapseAsync(journey, moments);
        });

        // The first device still opens it, now finished.
        await VisitAsync(d => phone = d, phone, async page =>
        {
            await page.GotoAsync($"/{culture}/my-journeys");
            await page.Locator("main tbody th a").First.ClickAsync();
            await ExpectCollapseAsync(new MyJourneyPage(page), moments);
        });
    }

    [BrowserTheory]
    [InlineData("ko", true)]
    [InlineData("en", false)]
    public async Task AReply_IsRead_Judged_AndAnswered(string culture, bool hasScript)
    {
        var words = Words.In(culture);
        var device = Screen.Phone(culture) with { HasScript = hasScript };
        var (code, id) = ("", "");
        await VisitAsync(d => device = d, device, async page =>
        {
            var form = new LogFormPage(page);
            await page.GotoAsync($"/{culture}/log/{BrowserFixture.Company}");
            await form.FillAsync(words.Moments[2]);
            code = await (await (await form.CheckAsync()).SendAsync()).CodeAsync();
            id = page.Url.Split('/')[^2];
        });

        var manager = Screen.Desktop(culture) with { HasScript = hasScript, State = await browser.ManagerStateAsync() };
        var address = $"/{culture}/companies/{BrowserFixture.Company}/journeys/{id}";
        await browser.VisitAsync(manager, async page =>
        {
            await page.GotoAsync(address);
            await page.Locator("#Text").FillAsync(words.Reply);
            await page.Locator("button[value=reply]").ClickAsync();
            await Expect(page.Locator(".replies")).ToContainTextAsync(words.Reply);
        });

        await VisitAsync(d => device = d, device, async page =>
        {
            await page.GotoAsync($"/{culture}/my-journeys");
            await Expect(page.Locator("main tbody .tag")).ToBeVisibleAsync();
            await page.Locator("main tbody th a").First.ClickAsync();
            await Expect(page.Locator(".replies")).ToContainTextAsync(words.Reply);
            await page.Locator("[name=verdict][value=partly]").CheckAsync();
            await page.Locator("form[action*='Verdict'] button").ClickAsync();
            await Expect(page.Locator("[name=verdict][value=partly]")).ToBeCheckedAsync();
            await page.Locator("#Text").FillAsync(words.Answer);
            await page.Locator("form[data-submit-once] button").Last.ClickAsync();
            await Expect(page.Locator(".replies .own")).ToContainTextAsync(words.Answer);
        });

        await browser.VisitAsync(manager, async page =>
        {
            await page.GotoAsync(address);
            await Expect(page.Locator(".replies li")).ToHaveCountAsync(2);
            await Expect(page.Locator(".replies")).ToContainTextAsync(words.Answer);
        });
    }

    /// <summary>A visit on a device that keeps its cookies until the next.</summary>
    private Task VisitAsync(Action<Screen> keep, Screen device, Func<IPage, Task> story) => browser.VisitAsync(device, async page =>
    {
        await story(page);
        keep(device with { State = await page.Context.StorageStateAsync() });
    });

    private static async Task ExpectCollapseAsync(MyJourneyPage journey, IReadOnlyList<ToldMoment> moments)
    {
        await journey.ExpectOrderAsync(moments);
        for (var position = 1; position <= moments.Count; position++)
        {
            await Expect(journey.Kept(position)).ToContainTextAsync(ModemStory.Totals[position - 1]);
        }

        await Expect(journey.Killed).ToContainTextAsync(moments[2].Touchpoint);
        await Expect(journey.CameAfter).ToHaveCountAsync(2);
    }

    /// <summary>What people say in one language, and what the site answers.</summary>
    private sealed record Words(
        string Company, IReadOnlyList<ToldMoment> Moments, string Competitor, string InItsPlace, string Left, string Reply, string Answer)
    {
        private static readonly (string Touchpoint, string Story)[] English =
        [
            ("Call centre", "They could not name one shop that sells it."),
            ("Dealer", "It was the first one they had ever signed up, and I left without a copy of the contract."),
            ("Activation", "A key had not been entered. I was told to come back, right across the city."),
            ("Connection on the fast train", "Advertised, and not once connected until I got off."),
            ("Call centre", "They said it had been sold untested, and that I could cancel within 14 days."),
        ];

        public static Words In(string culture) => culture == "ko"
            ? new("네걸음통신", ModemStory.Moments, ModemStory.Competitor, "2번째에 넣었어요", $"{ModemStory.Competitor} 쪽으로 떠났어요", "불편을 드려 죄송합니다.", "언제 오시나요?")
            : new(
                "Four Steps Telecom", [.. ModemStory.Moments.Zip(English, (m, e) => m with { Touchpoint = e.Touchpoint, Story = e.Story })], "Naru Telecom",
                "it is now number 2", "Left for Naru Telecom", "We are sorry.", "When will you come?");
    }
}
