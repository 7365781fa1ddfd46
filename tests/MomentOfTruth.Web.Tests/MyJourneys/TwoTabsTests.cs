using System.Net;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Tests.MyJourneys;

/// <summary>The same journey in two tabs: the slower one is told, sees both versions, and loses nothing.</summary>
public sealed class TwoTabsTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Edit = "/moments/2/edit";

    private static readonly (string Name, string Value)[] Typed =
        [("Input.Touchpoint", "Hotline"), ("Input.Score", "3"), ("Input.OccurredOn", "2026-03-11"), ("Input.OccurredAt", "09:15"), (
            "Input.Story", "Mine & <mine>")];

    [Theory]
    [InlineData("en", "This journey was changed elsewhere", "different", "the same", "Yours", "There now")]
    [InlineData("ko", "그사이 다른 곳에서", "다름", "같음", "적어 주신 내용", "지금 내용")]
    public async Task Edit_OfAVersionThatIsNoMore_Is409WithBothSideBySide_AndEitherCanBeTaken(
        string culture, string words, string different, string same, string yours, string there)
    {
        var journey = await OpenedJourney.OfAsync(app, culture);
        var slower = await journey.PageAsync(Edit);
        await SubmitAsync(journey, Edit, await journey.PageAsync(Edit), ("Input.Score", "6"), ("Input.Story", "Theirs"));

        var conflict = await SubmitAsync(journey, Edit, slower, Typed);

        Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
        var html = await conflict.Content.ReadAsStringAsync();
        var text = WebUtility.HtmlDecode(html);
        Assert.Contains(words, text, StringComparison.Ordinal);
        var rows = Rows(html);
        Assert.Equal(5, rows.Count);
        Assert.Contains(
            $"{different} {yours} Hotline {there} {(culture == "ko" ? "고객센터" : "Call centre")}", rows[0], StringComparison.Ordinal);
        Assert.Contains($"{different} {yours} 09:15 {there}", rows[2], StringComparison.Ordinal);
        Assert.Contains($"{different} {yours} 3 {there} 6", rows[3], StringComparison.Ordinal);
        Assert.Contains($" {same} {yours}", rows[1], StringComparison.Ordinal);
        Assert.Contains("Mine &amp; &lt;mine&gt;", html, StringComparison.Ordinal);
        Assert.Contains("Theirs", text, StringComparison.Ordinal);
        Assert.All(Typed, field => Assert.Equal(field.Value, Forms.FormOf(html, "Version").Fields[field.Name]));
        Assert.Equal("1 Shop 8, 2 Call centre 6", await journey.MomentsAsync());

        Assert.Equal(HttpStatusCode.Redirect, (await SubmitAsync(journey, Edit, html)).StatusCode);
        Assert.Equal("1 Shop 8, 2 Hotline 3", await journey.MomentsAsync());
        Assert.Equal(["They hung up.", "Theirs"], (await journey.RevisionsAsync()).Select(r => r.Story));
    }

    [Theory]
    [InlineData("line\u2028separator, paragraph\u2029separator")]
    [InlineData("one\r\ntwo\rthree\nfour")]
    public async Task Edit_OfAVersionThatIsNoMore_TheStoryDoesNotDifferFromItself(string story)
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        await SubmitAsync(journey, Edit, await journey.PageAsync(Edit), ("Input.Story", story));
        var slower = await journey.PageAsync(Edit);
        await SubmitAsync(journey, Edit, slower, ("Input.Score", "6"));

        var conflict = await SubmitAsync(journey, Edit, slower, ("Input.Story", story), ("Input.Score", "3"));

        var rows = Rows(await conflict.Content.ReadAsStringAsync());
        Assert.Contains("different Yours 3", rows[3], StringComparison.Ordinal);
        Assert.Contains("the same Yours", rows[4], StringComparison.Ordinal);
        Assert.Equal(story.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'), (await journey.RevisionsAsync())[^1].Story);
    }

    // A form that comes back because of a mistake is still the form of the version that its customer saw.
    [Fact]
    public async Task Edit_RefusedForAMistakeFirst_IsStillA409()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var slower = await journey.PageAsync(Edit);
        await SubmitAsync(journey, Edit, await journey.PageAsync(Edit), ("Input.Score", "6"));

        var mistake = await SubmitAsync(journey, Edit, slower, ("Input.Score", "eleven"));
        var expired = await SubmitAsync(journey, Edit, slower, ("__RequestVerificationToken", ""));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.BadRequest), (mistake.StatusCode, expired.StatusCode));

        Assert.Equal(
            HttpStatusCode.Conflict,
            (await SubmitAsync(journey, Edit, await mistake.Content.ReadAsStringAsync(), ("Input.Score", "2"))).StatusCode);
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await SubmitAsync(journey, Edit, await expired.Content.ReadAsStringAsync(), ("Input.Score", "2"))).StatusCode);
        Assert.Equal("1 Shop 8, 2 Call centre 6", await journey.MomentsAsync());
    }

    [Theory]
    [InlineData("en", "This moment was removed")]
    [InlineData("ko", "이미 지운 순간이에요")]
    public async Task Edit_OfAMomentRemovedMeanwhile_Is409KeepsIt_AndCanBeSentAsANewOne(string culture, string words)
    {
        var journey = await OpenedJourney.OfAsync(app, culture);
        var slower = await journey.PageAsync(Edit);
        await SubmitAsync(journey, "/moments/2/remove", await journey.PageAsync("/moments/2/remove"));

        var conflict = await SubmitAsync(journey, Edit, slower, Typed);

        var html = await conflict.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
        Assert.Contains(words, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.All(Typed, field => Assert.Equal(field.Value, Forms.FormOf(html, "Version").Fields[field.Name]));
        Assert.Equal(HttpStatusCode.Conflict, (await SubmitAsync(journey, Edit, html)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await SubmitAsync(journey, Edit, html, ("do", "new"))).StatusCode);
        Assert.Equal("1 Shop 8, 3 Hotline 3", await journey.MomentsAsync());
    }

    [Fact]
    public async Task RemoveMovePutBackFinishAndNew_OfAVersionThatIsNoMore_Are409AndShowWhatIsThere()
    {
        var journey = await OpenedJourney.OfAsync(
            app, "en", TestData.Said("Shop", "8"), TestData.Said("Call centre", "0"), TestData.Said("Website", "7"));
        var first = await journey.Browser.GetStringAsync(
            (await SubmitAsync(journey, "/moments/1/remove", await journey.PageAsync("/moments/1/remove"))).Headers.Location);
        await journey.Browser.SubmitAsync(first, "removal");
        var removed = await SubmitAsync(journey, "/moments/1/remove", await journey.PageAsync("/moments/1/remove"));
        var (putBack, remove, finish, another) = (
            await journey.Browser.GetStringAsync(removed.Headers.Location), await journey.PageAsync("/moments/2/remove"),
            await journey.PageAsync("/finish"), await journey.PageAsync("/moments/new"));
        await SubmitAsync(journey, Edit, await journey.PageAsync(Edit), ("Input.Touchpoint", "Their hotline"));

        foreach (var late in new[]
        {
            await journey.Browser.SubmitAsync(putBack, "removal"),
            await SubmitAsync(journey, "/moments/2/remove", remove),
            await SubmitAsync(journey, "/finish", finish, ("Input.Outcome", "left")),
            await SubmitAsync(journey, "/moments/new", another, Typed),
            await journey.Browser.PostAsync(
                journey.Address + "?handler=Move", Forms.Content(Forms.FormOf(putBack, "Version").Fields.Append(new("do", "down:2")))),
        })
        {
            var text = await late.TextAsync();
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
            Assert.Contains("This journey was changed elsewhere", text, StringComparison.Ordinal);
            Assert.Contains("Their hotline", text, StringComparison.Ordinal);
        }

        Assert.Equal("2 Their hotline 0, 3 Website 7", await journey.MomentsAsync());
    }

    [Fact]
    public async Task Edit_ManyTabsAtOnce_OneWinsAndTheOthersAreTold()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var form = await journey.PageAsync(Edit);

        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => SubmitAsync(journey, Edit, form, ("Input.Score", $"{i}"))));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Redirect);
        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(RevisionKind.Edited, Assert.Single(await journey.RevisionsAsync()).Kind);
    }

    private static Task<HttpResponseMessage> SubmitAsync(
        OpenedJourney journey, string page, string html, params (string Name, string Value)[] changes)
    {
        var (_, fields) = Forms.FormOf(html, "Version");
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        return journey.Browser.PostAsync(journey.Address + page, Forms.Content(fields));
    }

    private static List<string> Rows(string html) =>
        [.. Html.Parse(html).QuerySelectorAll("dt").Select(name => name.ParentElement!.Words())];
}
