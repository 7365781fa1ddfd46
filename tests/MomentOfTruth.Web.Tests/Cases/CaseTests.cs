using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Tests.MyJourneys;

namespace MomentOfTruth.Web.Tests.Cases;

public sealed class CaseTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Script = "We are sorry.\n<script>alert('x')</script> \"quoted\" & 😀";

    [Theory]
    [InlineData("en", "new reply", "has replied", "You")]
    [InlineData("ko", "새 답변", "새 답변이 있어요", "나")]
    public async Task Reply_ReachesTheCustomer_WhoAnswersAndJudges(string culture, string mark, string notice, string you)
    {
        var journey = await OpenedJourney.OfAsync(app, culture);
        var manager = await app.SignedInAsync(journey.Company, CompanyRole.Manager);
        Assert.DoesNotContain("name=\"Text\"", await journey.PageAsync(), StringComparison.Ordinal);

        var sent = await manager.SubmitAsync(
            await manager.GetStringAsync(CompanyAddress(journey, culture)), "Text", ("Text", Script), ("do", "reply"));
        Assert.Equal(CompanyAddress(journey, culture) + "#case", sent.Headers.Location?.OriginalString);

        Assert.Contains(
            mark, WebUtility.HtmlDecode(await journey.Browser.GetStringAsync($"/{culture}/my-journeys")), StringComparison.Ordinal);
        var page = await journey.PageAsync();
        Assert.Contains(notice, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains(Script, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("@example.test", page, StringComparison.Ordinal);

        // Seen once, it is no longer new.
        Assert.DoesNotContain(
            mark, WebUtility.HtmlDecode(await journey.Browser.GetStringAsync($"/{culture}/my-journeys")), StringComparison.Ordinal);
        Assert.DoesNotContain(notice, await journey.TextAsync(), StringComparison.Ordinal);

        var answered = await journey.Browser.SubmitAsync(page, "Text", ("Text", "And <b>now</b>?"));
        Assert.Equal(journey.Address + "#case", answered.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await journey.Browser.SubmitAsync(page, "verdict", ("verdict", "no"))).StatusCode);
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await journey.Browser.SubmitAsync(await journey.PageAsync(), "verdict", ("verdict", "partly"))).StatusCode);

        Assert.Contains(
            "And &lt;b&gt;now&lt;/b&gt;?", await manager.GetStringAsync(CompanyAddress(journey, culture)), StringComparison.Ordinal);
        Assert.Contains($">{you}", await journey.PageAsync(), StringComparison.Ordinal);
        Assert.Equal("partly", Forms.FormOf(await journey.PageAsync(), "verdict").Fields["verdict"]);
        var found = await FindAsync(journey.Id);
        Assert.Equal((Verdict.Partly, 2), (found!.Verdict, found.Replies.Count));
    }

    [Theory]
    [InlineData("en", "their journey page, with the code", "A browser of the customer")]
    [InlineData("ko", "접수 코드로 들어와", "고객의 브라우저에도")]
    public async Task Page_HasTheWordsOnce_TheWorkBesideThem_AndSaysHowAReplyArrives(string culture, string byCode, string byPush)
    {
        var company = await app.CompanyAsync();
        var id = (await app.JourneyAsync(company, TestData.Said("Shop", "9", story: "The first words."), TestData.Said("Shop", "0", story: "The last words."))).Id;
        var manager = await app.SignedInAsync(company, CompanyRole.Manager);
        var address = $"/{culture}/companies/{company.Slug}/journeys/{id}";
        var main = Html.Parse(await manager.GetStringAsync(address)).One("main");

        foreach (var words in new[] { "The first words.", "The last words." })
        {
            Assert.Equal(2, main.TextContent.Split(words).Length);
            Assert.Contains(main.QuerySelectorAll(".beside-case .drawing .words"), told => told.Words() == words);
        }

        Assert.NotNull(main.QuerySelector(".beside-case > .case-side #Text"));
        Assert.Equal("#Text", main.One(".to-reply").Href());
        Assert.Contains(byCode, main.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain(byPush, main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_AreStoredAsTyped_WithLineBreaksOfOneCharacter()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var manager = await app.SignedInAsync(journey.Company, CompanyRole.Manager);
        await manager.SubmitAsync(
            await manager.GetStringAsync(CompanyAddress(journey, "en")), "Text", ("Text", " line\u2028separator\r\nnext "),
            ("do", "reply"));
        await journey.Browser.SubmitAsync(await journey.PageAsync(), "Text", ("Text", "paragraph\u2029separator\rnext"));

        Assert.Equal(
            ["line\u2028separator\nnext", "paragraph\u2029separator\nnext"],
            (await FindAsync(journey.Id))!.Replies.OrderBy(r => r.Number).Select(r => r.Text));
    }

    [Fact]
    public async Task OnlyManagersOfTheCompany_MayReplyAndClose()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var other = await app.CompanyAsync();
        var ours = CompanyAddress(journey, "en");
        var theirs = $"/en/companies/{other.Slug}/journeys/{journey.Id}";
        foreach (var pressed in new[] { "reply", "reply-close", "close", "reopen" })
        {
            var viewer = await app.SignedInAsync(journey.Company, CompanyRole.Viewer);
            Assert.DoesNotContain("name=\"do\"", await viewer.GetStringAsync(ours), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Forbidden, (await PressAsync(viewer, ours, pressed)).StatusCode);
            var stranger = await app.SignedInAsync(other, CompanyRole.Owner);
            Assert.Equal(HttpStatusCode.NotFound, (await PressAsync(stranger, ours, pressed)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await PressAsync(stranger, theirs, pressed)).StatusCode);
            var visitor = await PressAsync(journey.Browser, ours, pressed);
            Assert.StartsWith("/en/sign-in", visitor.Headers.Location?.OriginalString, StringComparison.Ordinal);
        }

        Assert.Equal((CaseStatus.Open, 0), ((await FindAsync(journey.Id))!.Status, (await FindAsync(journey.Id))!.Replies.Count));
        Assert.Equal(
            CaseChange.NotFound, await app.InScopeAsync(s => s.GetRequiredService<CaseWriter>().CloseAsync(other.Key(journey.Id), default)));
    }

    [Fact]
    public async Task AnotherCustomersCode_ReadsAndWritesNothing()
    {
        var (mine, other) = (await OpenedJourney.OfAsync(app, "en"), await OpenedJourney.OfAsync(app, "en"));
        await ReplyAsync(mine, "Canary");
        var fields = Forms.FormOf(await mine.PageAsync(), "Text").Fields;
        fields["Text"] = "Not mine";
        fields["__RequestVerificationToken"] = Forms.TokenOf(await other.PageAsync("/finish"));

        Assert.Equal(HttpStatusCode.NotFound, (await other.Browser.GetAsync(mine.Address + "/answer")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Browser.PostAsync(mine.Address + "/answer", Forms.Content(fields))).StatusCode);
        Assert.Single((await FindAsync(mine.Id))!.Replies);
    }

    [Theory]
    [InlineData("en", "\u200B", "Please write something first")]
    [InlineData("ko", "", "먼저 내용을 적어 주세요")]
    [InlineData("en", "a\uFFFEb", "a character that cannot be stored")]
    [InlineData("ko", "long", "5000자 이내로")]
    public async Task TextsThatAreNotRight_Are422OnBothSides_AndKept(string culture, string typed, string words)
    {
        typed = typed == "long" ? new string('글', 5001) : typed;
        var journey = await OpenedJourney.OfAsync(app, culture);
        await ReplyAsync(journey, "Sorry");
        var manager = await app.SignedInAsync(journey.Company, CompanyRole.Manager);

        foreach (var answer in new[]
        {
            await journey.Browser.SubmitAsync(await journey.PageAsync(), "Text", ("Text", typed)),
            await manager.SubmitAsync(
                await manager.GetStringAsync(CompanyAddress(journey, culture)), "Text", ("Text", typed), ("do", "reply-close")),
        })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var html = await answer.Content.ReadAsStringAsync();
            Assert.Contains(words, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
            Assert.Equal(typed, Forms.FormOf(html, "Text").Fields["Text"]);
        }

        var found = await FindAsync(journey.Id);
        Assert.Equal((1, CaseStatus.Open), (found!.Replies.Count, found.Status));
    }

    [Fact]
    public async Task ExpiredForms_KeepWhatWasTyped_OnBothSides()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        await ReplyAsync(journey, "Sorry");
        var manager = await app.SignedInAsync(journey.Company, CompanyRole.Manager);
        foreach (var answer in new[]
        {
            await journey.Browser.SubmitAsync(
                await journey.PageAsync(), "Text", ("Text", "Long thoughts"), ("__RequestVerificationToken", "")),
            await manager.SubmitAsync(
                await manager.GetStringAsync(CompanyAddress(journey, "en")), "Text", ("Text", "Long thoughts"), ("do", "reply"),
                ("__RequestVerificationToken", "")),
        })
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("Long thoughts", Forms.FormOf(await answer.Content.ReadAsStringAsync(), "Text").Fields["Text"]);
        }
    }

    [Fact]
    public async Task Verdict_ThatIsNone_Is422_AndBeforeAReplyItIsRefused()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var fields = new Dictionary<string, string> { ["verdict"] = "yes", ["Text"] = "Hello?", ["__RequestVerificationToken"] = Forms.TokenOf(await journey.PageAsync("/finish")) };
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await journey.Browser.PostAsync(journey.Address + "/answer?handler=Verdict", Forms.Content(fields))).StatusCode);
        Assert.Equal(
            HttpStatusCode.Conflict, (await journey.Browser.PostAsync(journey.Address + "/answer", Forms.Content(fields))).StatusCode);
        Assert.Equal((null, 0), ((await FindAsync(journey.Id))!.Verdict, (await FindAsync(journey.Id))!.Replies.Count));

        await ReplyAsync(journey, "Sorry");
        var answer = await journey.Browser.SubmitAsync(await journey.PageAsync(), "verdict", ("verdict", "maybe"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Choose whether it helped", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "en", "has closed its case, so this journey can no longer be reopened", "What you write opens it again.",
        "has closed its case, so the journey can no longer")]
    [InlineData("ko", "이 여정은 다시 열 수 없어요", "처리가 다시 시작돼요", "여정을 다시 열 수 없어요")]
    public async Task ClosedCase_RefusesToReopenTheJourney_UntilTheCustomersAnswerReopensIt(
        string culture, string page, string hint, string refusal)
    {
        var journey = await OpenedJourney.OfAsync(app, culture);
        await app.ChangeAsync(
            journey.Id, (log, version) => log.FinishAsync(journey.Key, version, Outcome.Left, TestData.Day.AddDays(3), null, default));
        var early = await journey.PageAsync();
        var manager = await app.SignedInAsync(journey.Company, CompanyRole.Manager);
        var address = CompanyAddress(journey, culture);
        await manager.SubmitAsync(await manager.GetStringAsync(address), "Text", ("Text", "Sorry"), ("do", "reply-close"));

        var text = await journey.TextAsync();
        Assert.Contains(page, text, StringComparison.Ordinal);
        Assert.Contains(hint, text, StringComparison.Ordinal);
        var late = await journey.Browser.SubmitAsync(early, "version");
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains(refusal, await late.TextAsync(), StringComparison.Ordinal);

        Assert.Equal(
            HttpStatusCode.Redirect,
            (await journey.Browser.SubmitAsync(await journey.PageAsync(), "Text", ("Text", "Not settled"))).StatusCode);
        Assert.Equal((CaseStatus.Open, 2), ((await FindAsync(journey.Id))!.Status, (await FindAsync(journey.Id))!.Replies.Count));
        Assert.Contains("Not settled", await manager.GetStringAsync(address), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, (await journey.Browser.SubmitAsync(await journey.PageAsync(), "version")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await journey.Browser.GetAsync(journey.Address + "/moments/new")).StatusCode);
    }

    [Fact]
    public async Task TwentyRepliesAtOnce_AreAllKeptInOneOrder()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var user = await app.PersonAsync(journey.Company, CompanyRole.Manager);

        var results = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => app.InScopeAsync(s =>
            s.GetRequiredService<CaseWriter>().ReplyAsync(journey.Key, user.Id, $"Reply {i}", close: false, default))));

        Assert.All(results, r => Assert.Equal(CaseChange.Done, r));
        var found = (await FindAsync(journey.Id))!;
        Assert.Equal(Enumerable.Range(1, 20), found.Replies.Select(r => r.Number).Order());
        Assert.Equal(20, found.LastByCompany);
        Assert.Equal(1, await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Journeys.Where(j => j.Id == journey.Id).Select(j => j.Version).SingleAsync()) - 2);
    }

    [Fact]
    public async Task Erase_TakesTheCaseWithIt()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        await ReplyAsync(journey, "Sorry");

        await app.InScopeAsync(services => services.GetRequiredService<JourneyWriter>().EraseAsync(journey.Key, null, default));

        Assert.Null(await FindAsync(journey.Id));
        Assert.Equal(
            0, await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Replies.CountAsync(r => r.JourneyId == journey.Id)));
    }

    [Fact]
    public async Task Answers_TooMany_Are429()
    {
        await using var strict = new Strict();
        await ((IAsyncLifetime)strict).InitializeAsync();
        var journey = await OpenedJourney.OfAsync(strict, "en");
        await ReplyAsync(journey, "Sorry");
        var page = await journey.PageAsync();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await journey.Browser.SubmitAsync(page, "Text", ("Text", $"Answer {i}"))).StatusCode);
        }

        var answer = await journey.Browser.SubmitAsync(page, "Text", ("Text", "One more"));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        await ((IAsyncLifetime)strict).DisposeAsync();
    }

    private static string CompanyAddress(OpenedJourney journey, string culture) =>
        $"/{culture}/companies/{journey.Company.Slug}/journeys/{journey.Id}";

    private static async Task ReplyAsync(OpenedJourney journey, string text)
    {
        var user = await journey.App.PersonAsync(journey.Company, CompanyRole.Manager);
        Assert.Equal(CaseChange.Done, await journey.App.InScopeAsync(s =>
            s.GetRequiredService<CaseWriter>().ReplyAsync(journey.Key, user.Id, text, close: false, default)));
    }

    // With a good token of the browser's own, which any page with a form gives.
    private static async Task<HttpResponseMessage> PressAsync(HttpClient browser, string address, string pressed)
    {
        var form = await browser.GetAsync("/en/sign-out") is { StatusCode: HttpStatusCode.OK } signedIn ? await signedIn.Content
            .ReadAsStringAsync() : await browser.GetStringAsync("/en/my-journeys");
        return await browser.PostAsync(
            address, Forms.Content([new("Text", "Reply"), new("do", pressed), new("__RequestVerificationToken", Forms.TokenOf(form))]));
    }

    private Task<Case?> FindAsync(Guid journeyId) => app.InScopeAsync(services =>
        services.GetRequiredService<AppDbContext>().Cases.AsNoTracking().Include(c => c.Replies).SingleOrDefaultAsync(c => c.JourneyId == journeyId));

    public sealed class Strict : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Limits:AnswersPerHour", "2")];
    }
}
