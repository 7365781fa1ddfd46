using System.Net;

namespace MomentOfTruth.Web.Tests.MyJourneys;

public sealed class ChangeTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly (string Name, string Value)[] Typed =
    [
        ("Input.Touchpoint", "Repair"), ("Input.Score", "7.5"), ("Input.OccurredOn", "2026-03-12"), ("Input.OccurredAt", "09:15"),
        ("Input.Story", "He came\nand went"),
    ];

    [Theory]
    [InlineData("en", "This journey was changed elsewhere")]
    [InlineData("ko", "그사이 다른 곳에서")]
    public async Task NewMoment_ToAJourneyChangedMeanwhile_Is409AndKeepsIt_ThenGoesThrough(string culture, string words)
    {
        var (browser, address) = await OpenAsync(culture);
        var html = await browser.GetStringAsync(address + "/moments/new");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SubmitAsync(html, "Version", Typed)).StatusCode);
        var before = await StoreCounts.OfAsync(app);

        var conflict = await browser.SubmitAsync(html, "Version", Typed);

        var drawn = await conflict.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
        AssertKept(drawn, words);
        Assert.Equal(before, await StoreCounts.OfAsync(app));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SubmitAsync(drawn, "Version")).StatusCode);
        Assert.Equal(before.Moments + 1, (await StoreCounts.OfAsync(app)).Moments);
    }

    [Theory]
    [InlineData("en", "This journey is finished")]
    [InlineData("ko", "이미 완료된 여정이라")]
    public async Task NewMoment_ToAFinishedJourney_Is409AndKeepsIt(string culture, string words)
    {
        var (browser, address) = await OpenAsync(culture);
        var html = await browser.GetStringAsync(address + "/moments/new");
        await browser.SubmitAsync(await browser.GetStringAsync(address + "/finish"), "Version", ("Input.Outcome", "stayed"));
        var version = Forms.Hidden(await browser.GetStringAsync(address), "version");
        var before = await StoreCounts.OfAsync(app);

        var refused = await browser.SubmitAsync(html, "Version", [.. Typed, ("Version", version)]);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        AssertKept(await refused.Content.ReadAsStringAsync(), words);
        Assert.Equal(before, await StoreCounts.OfAsync(app));
    }

    [Theory]
    [InlineData("en", "", "This page was open for so long")]
    [InlineData("ko", "forged", "화면을 오래 열어 두어")]
    public async Task NewMoment_WithoutOrWithAForgedToken_Is400AndKeepsIt(string culture, string token, string words)
    {
        var (browser, address) = await OpenAsync(culture);
        var before = await StoreCounts.OfAsync(app);

        var answer = await browser.SubmitAsync(
            await browser.GetStringAsync(address + "/moments/new"), "Version", [.. Typed, ("__RequestVerificationToken", token)]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        AssertKept(await answer.Content.ReadAsStringAsync(), words);
        Assert.Equal(before, await StoreCounts.OfAsync(app));
    }

    [Theory]
    [InlineData("en", "Input.Score", "-1", "“-1” is not a score")]
    [InlineData("ko", "Input.Score", "10.05", "지금은 “10.05”\u2060로")]
    [InlineData("en", "Input.OccurredOn", "2999-01-01", "that day has not come yet")]
    [InlineData("ko", "Input.Touchpoint", "", "어디에서 있었던 일인지")]
    public async Task NewMoment_ThatIsNotRight_Is422AndKeepsIt(string culture, string field, string value, string words)
    {
        var (browser, address) = await OpenAsync(culture);
        var before = await StoreCounts.OfAsync(app);
        (string Name, string Value)[] typed = [.. Typed.Where(t => t.Name != field), (field, value)];

        var answer = await browser.SubmitAsync(await browser.GetStringAsync(address + "/moments/new"), "Version", typed);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        AssertKept(await answer.Content.ReadAsStringAsync(), words, typed);
        Assert.Equal(before, await StoreCounts.OfAsync(app));
    }

    [Theory]
    [InlineData("en", "Input.Outcome", "exploded")]
    [InlineData("en", "Input.Outcome", "")]
    [InlineData("ko", "Input.EndedOn", "2026-03-09")]
    [InlineData("en", "Input.EndedOn", "2999-01-01")]
    [InlineData("ko", "Input.EndedOn", "soon")]
    [InlineData("en", "Input.Competitor", "a\u0001b")]
    public async Task Finish_ThatIsNotRight_Is422AndTheJourneyStaysOpen(string culture, string field, string value)
    {
        var (browser, address) = await OpenAsync(culture);
        (string Name, string Value)[] typed = [("Input.Outcome", "left-for-competitor"), ("Input.Competitor", "Rival"), (field, value)];

        var answer = await browser.SubmitAsync(await browser.GetStringAsync(address + "/finish"), "Version", typed);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var drawn = Forms.FormOf(await answer.Content.ReadAsStringAsync(), "Version").Fields;
        Assert.Equal(field == "Input.Competitor" ? value : "Rival", drawn["Input.Competitor"]);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(address + "/moments/new")).StatusCode);
    }

    [Theory]
    [InlineData("en", "This journey was changed elsewhere")]
    [InlineData("ko", "그사이 다른 곳에서")]
    public async Task FinishAndReopen_OfAJourneyChangedMeanwhile_Are409(string culture, string words)
    {
        var (browser, address) = await OpenAsync(culture);
        var finish = await browser.GetStringAsync(address + "/finish");
        await browser.SubmitAsync(await browser.GetStringAsync(address + "/moments/new"), "Version", Typed);

        var late = await browser.SubmitAsync(
            finish, "Version", ("Input.Outcome", "left-for-competitor"), ("Input.Competitor", "Rival"), ("Input.EndedOn", "2026-03-20"));

        var drawn = await late.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains(words, WebUtility.HtmlDecode(drawn), StringComparison.Ordinal);
        var kept = Forms.FormOf(drawn, "Version").Fields;
        Assert.Equal(
            ("left-for-competitor", "Rival", "2026-03-20"), (kept["Input.Outcome"], kept["Input.Competitor"], kept["Input.EndedOn"]));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.SubmitAsync(drawn, "Version")).StatusCode);
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await browser.SubmitAsync(await browser.GetStringAsync(address), "version", ("version", "1"))).StatusCode);
    }

    private async Task<(HttpClient Browser, string Address)> OpenAsync(string culture)
    {
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        var browser = app.Browser();
        await browser.PostFormAsync($"/{culture}/my-journeys", new() { ["Code"] = code.ToString() });
        return (browser, $"/{culture}/my-journeys/{id}");
    }

    private static void AssertKept(string html, string words, (string Name, string Value)[]? typed = null)
    {
        Assert.Contains(words, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        var drawn = Forms.FormOf(html, "Version").Fields;
        Assert.All(typed ?? Typed, field => Assert.Equal(field.Value, drawn[field.Name]));
    }
}
