using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Tests.MyJourneys;

public sealed class MomentChangeTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Script = "<script>alert(1)</script>";

    [Theory]
    [InlineData("en", "is changed. What was there before is kept", "Moment 2 edited: Call centre")]
    [InlineData("ko", "고쳤어요. 이전 내용은", "2번째 순간 고침: 고객센터")]
    public async Task Edit_ChangesTheMomentAndItsFacts_AndKeepsWhatWasThere(string culture, string notice, string history)
    {
        var journey = await OpenedJourney.OfAsync(app, culture);
        var form = await journey.PageAsync("/moments/2/edit");
        var drawn = Forms.FormOf(form, "Input.Story").Fields;
        Assert.Equal(
            (culture == "ko" ? "고객센터" : "Call centre", "0", "2026-03-11", "They hung up."),
            (drawn["Input.Touchpoint"], drawn["Input.Score"], drawn["Input.OccurredOn"], drawn["Input.Story"]));

        var answer = await SubmitAsync(
            journey, "/moments/2/edit", form, ("Input.Score", "4.5"), ("Input.Touchpoint", "Hotline"), ("Input.Story", Script),
            ("Input.OccurredAt", "14:05"));

        Assert.Equal($"{journey.Address}?changed=2", answer.Headers.Location?.OriginalString);
        var page = await journey.Browser.GetStringAsync(answer.Headers.Location);
        Assert.Contains(notice, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain(Script, page, StringComparison.Ordinal);
        Assert.Contains(Script, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Equal("1 Shop 8, 2 Hotline 4.5", await journey.MomentsAsync());
        var kept = Assert.Single(await journey.RevisionsAsync());
        Assert.Equal((RevisionKind.Edited, 2, 0, "They hung up."), (kept.Kind, kept.Number, kept.Score.Tenths, kept.Story));
        var told = await journey.TextAsync("/history");
        Assert.Contains(history, told, StringComparison.Ordinal);
        Assert.Contains("They hung up.", told, StringComparison.Ordinal);
        await LedgerIsRightAsync(journey);
    }

    [Theory]
    [InlineData("en", "Remove moment 2: Call centre?", "Moment 2, Call centre, was removed.")]
    [InlineData("ko", "2번째 순간 ‘고객센터’\u2060를 지울까요?", "2번째 순간 ‘고객센터’\u2060를 지웠어요.")]
    public async Task Remove_AsksFirst_AndCanBePutBack(string culture, string question, string notice)
    {
        var journey = await OpenedJourney.OfAsync(app, culture);
        var confirm = await journey.PageAsync("/moments/2/remove");
        Assert.Contains(question, WebUtility.HtmlDecode(confirm), StringComparison.Ordinal);
        Assert.Contains("They hung up.", WebUtility.HtmlDecode(confirm), StringComparison.Ordinal);
        Assert.Equal("1 Shop 8, 2 Call centre 0", await journey.MomentsAsync());

        var removed = await SubmitAsync(journey, "/moments/2/remove", confirm);

        var page = await journey.Browser.GetStringAsync(removed.Headers.Location);
        Assert.Contains(notice, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Equal("1 Shop 8", await journey.MomentsAsync());
        foreach (var gone in new[] { "/moments/2/edit", "/moments/2/remove" })
        {
            Assert.Equal(removed.Headers.Location, (await journey.Browser.GetAsync(journey.Address + gone)).Headers.Location);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await journey.Browser.GetAsync(journey.Address + "/moments/3/edit")).StatusCode);

        Assert.Equal(HttpStatusCode.Redirect, (await journey.Browser.SubmitAsync(page, "removal")).StatusCode);
        Assert.Equal("1 Shop 8, 2 Call centre 0", await journey.MomentsAsync());
        Assert.Equal([RevisionKind.Removed, RevisionKind.PutBack], (await journey.RevisionsAsync()).Select(r => r.Kind));
        Assert.DoesNotContain("name=\"removal\"", await journey.PageAsync("/history"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            notice, WebUtility.HtmlDecode(await journey.Browser.GetStringAsync(removed.Headers.Location)), StringComparison.Ordinal);
        await LedgerIsRightAsync(journey);
    }

    [Fact]
    public async Task Remove_CanBePutBackFromTheHistory()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        await SubmitAsync(journey, "/moments/1/remove");

        Assert.Equal(
            HttpStatusCode.Redirect, (await journey.Browser.SubmitAsync(await journey.PageAsync("/history"), "removal")).StatusCode);

        Assert.Equal("1 Shop 8, 2 Call centre 0", await journey.MomentsAsync());
    }

    [Theory]
    [InlineData("en", "This is the only moment")]
    [InlineData("ko", "하나뿐인 순간이라")]
    public async Task Remove_TheOnlyMoment_IsRefused(string culture, string words)
    {
        var journey = await OpenedJourney.OfAsync(app, culture);
        var late = await journey.PageAsync("/moments/2/remove");
        await SubmitAsync(journey, "/moments/1/remove");

        var page = await journey.PageAsync("/moments/2/remove");
        Assert.Contains(words, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"Version\"", page, StringComparison.Ordinal);

        var answer = await SubmitAsync(journey, "/moments/2/remove", late, ("Version", Forms.Hidden(await journey.PageAsync(), "Version")));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains(words, await answer.TextAsync(), StringComparison.Ordinal);
        Assert.Equal("2 Call centre 0", await journey.MomentsAsync());
    }

    [Fact]
    public async Task Move_ByItsButtons_ChangesTheOrderAndTheKillingMoment()
    {
        var journey = await OpenedJourney.OfAsync(
            app, "en", TestData.Said("Shop", "8"), TestData.Said("Call centre", "0"), TestData.Said("Website", "0"));
        var page = await journey.PageAsync();
        Assert.DoesNotContain("up:1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("down:3", page, StringComparison.Ordinal);

        var moved = await journey.Browser.PostAsync(journey.Address + "?handler=Move", Forms.Content(Move(page, "up:3")));

        Assert.Equal($"{journey.Address}?moved=3#moment-3", moved.Headers.Location?.OriginalString);
        Assert.Equal("1 Shop 8, 3 Website 0, 2 Call centre 0", await journey.MomentsAsync());
        Assert.Contains("Website", Html.Parse(await journey.PageAsync("?moved=3")).One(".steps > .killed[data-step='2']").Words(), StringComparison.Ordinal);
        Assert.Contains("Moved to place 2", await journey.TextAsync("?moved=3"), StringComparison.Ordinal);
        Assert.Equal((RevisionKind.Moved, 3, 3), (await journey.RevisionsAsync()).Select(r => (r.Kind, r.Number, r.Position)).Single());
        await LedgerIsRightAsync(journey);
    }

    [Theory]
    [InlineData("up:1")]
    [InlineData("down:2")]
    [InlineData("up:17")]
    [InlineData("up:-1")]
    [InlineData("sideways:1")]
    [InlineData("")]
    public async Task Move_ToWhereThereIsNoPlace_OrOfNoMoment_ChangesNothing(string pressed)
    {
        var journey = await OpenedJourney.OfAsync(app, "en");

        var answer = await journey.Browser.PostAsync(
            journey.Address + "?handler=Move", Forms.Content(Move(await journey.PageAsync(), pressed)));

        Assert.InRange((int)answer.StatusCode, 302, 409);
        Assert.Equal("1 Shop 8, 2 Call centre 0", await journey.MomentsAsync());
        Assert.Empty(await journey.RevisionsAsync());
    }

    [Theory]
    [InlineData("en", "2026-03-10", "", "By its day it is now number 2: Letter", "1 Shop 8, 3 Letter 5, 2 Call centre 0")]
    [InlineData("ko", "2026-03-01", "", "날짜 순서에 따라 1번째에 넣었어요: Letter", "3 Letter 5, 1 Shop 8, 2 Call centre 0")]
    [InlineData("en", "2026-03-11", "09:30", "Added as number 3: Letter", "1 Shop 8, 2 Call centre 0, 3 Letter 5")]
    public async Task NewMoment_GoesWhereItsDaySays_AndIsToldSo(string culture, string day, string time, string words, string expected)
    {
        var journey = await OpenedJourney.OfAsync(app, culture);

        var sent = await journey.Browser.SubmitAsync(
            await journey.PageAsync("/moments/new"), "Version", ("Input.Touchpoint", "Letter"), ("Input.Score", "5"), ("Input.OccurredOn", day), ("Input.OccurredAt", time));

        Assert.Equal($"{journey.Address}?added=3", sent.Headers.Location?.OriginalString);
        Assert.Contains(
            words, WebUtility.HtmlDecode(await journey.Browser.GetStringAsync(sent.Headers.Location)), StringComparison.Ordinal);
        Assert.Equal(expected, await journey.MomentsAsync());
        Assert.Empty(await journey.RevisionsAsync());
        await LedgerIsRightAsync(journey);
    }

    [Fact]
    public async Task FinishedJourney_OffersNoChange_AndRefusesThem()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var (edit, remove, page) = (
            await journey.PageAsync("/moments/2/edit"), await journey.PageAsync("/moments/2/remove"), await journey.PageAsync());
        await app.ChangeAsync(
            journey.Id, (log, version) => log.FinishAsync(journey.Key, version, Outcome.Left, TestData.Day.AddDays(3), null, default));
        var version = Forms.Hidden(await journey.PageAsync(), "version");

        Assert.DoesNotContain("/edit", await journey.PageAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await journey.Browser.GetAsync(journey.Address + "/moments/2/edit")).StatusCode);
        foreach (var late in new[]
        {
            await SubmitAsync(journey, "/moments/2/edit", edit, ("Input.Score", "3"), ("Version", version)),
            await SubmitAsync(journey, "/moments/2/remove", remove, ("Version", version)),
            await journey.Browser.PostAsync(
                journey.Address + "?handler=Move",
                Forms.Content(Move(page, "up:2").Append(new("Version", version)).Reverse().DistinctBy(f => f.Key))),
        })
        {
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
            Assert.Contains("This journey is finished", await late.TextAsync(), StringComparison.Ordinal);
        }

        Assert.Equal("1 Shop 8, 2 Call centre 0", await journey.MomentsAsync());
    }

    [Fact]
    public async Task ChangedTooOften_KeepsItsMoments_AndCanStillBeFinished()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Journeys.Where(j => j.Id == journey.Id).ExecuteUpdateAsync(
            set => set.SetProperty(j => j.Version, Journey.MaxVersion)));

        foreach (var answer in new[]
        {
            await SubmitAsync(journey, "/moments/2/edit", null, ("Input.Story", "Once more")),
            await SubmitAsync(journey, "/moments/2/remove"),
            await journey.Browser.PostAsync(journey.Address + "?handler=Move", Forms.Content(Move(await journey.PageAsync(), "down:1"))),
        })
        {
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Contains("has been changed 1000 times", await answer.TextAsync(), StringComparison.Ordinal);
        }

        Assert.Empty(await journey.RevisionsAsync());
        var finished = await SubmitAsync(journey, "/finish", null, ("Input.Outcome", "stayed"));
        Assert.Equal(HttpStatusCode.Redirect, finished.StatusCode);
    }

    [Fact]
    public async Task Erase_TakesTheHistoryWithIt()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        await SubmitAsync(journey, "/moments/2/remove");
        Assert.Single(await journey.RevisionsAsync());

        await app.InScopeAsync(services => services.GetRequiredService<JourneyWriter>().EraseAsync(journey.Key, null, default));

        Assert.Empty(await journey.RevisionsAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await journey.Browser.GetAsync(journey.Address + "/history")).StatusCode);
        await LedgerIsRightAsync(journey);
    }

    [Fact]
    public async Task CompanyPage_SaysThatItWasChanged_AndShowsOnlyWhatIsThereNow()
    {
        var journey = await OpenedJourney.OfAsync(
            app, "en", TestData.Said("Shop", "8", story: "First words"), TestData.Said("Call centre", "0"));
        var manager = await app.SignedInAsync(journey.Company, CompanyRole.Viewer);
        var address = $"/en/companies/{journey.Company.Slug}/journeys/{journey.Id}";
        Assert.DoesNotContain("Changed by the customer", await manager.GetStringAsync(address), StringComparison.Ordinal);

        await SubmitAsync(journey, "/moments/1/edit", null, ("Input.Story", "Second words"));

        var page = WebUtility.HtmlDecode(await manager.GetStringAsync(address));
        Assert.Contains("Changed by the customer after sending, last on", page, StringComparison.Ordinal);
        Assert.Contains("Second words", page, StringComparison.Ordinal);
        Assert.DoesNotContain("First words", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JourneyPage_SaysWhatTheOtherMomentsAloneWouldHaveLeft_IfAllZerosAreAtOneTouchpoint()
    {
        var one = await OpenedJourney.OfAsync(
            app, "en", TestData.Said("Shop", "5"), TestData.Said("Call centre", "0"), TestData.Said("Shop", "9"),
            TestData.Said("Call centre", "0"));
        var two = await OpenedJourney.OfAsync(
            app, "en", TestData.Said("Shop", "5"), TestData.Said("Call centre", "0"), TestData.Said("Website", "0"));
        var only = await OpenedJourney.OfAsync(app, "en", TestData.Said("Call centre", "0"));
        var viewer = await app.SignedInAsync(one.Company, CompanyRole.Viewer);

        Assert.Contains("But for “Call centre”, 45 of 100 would have been left.", await one.TextAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "But for “Call centre”, 45 of 100 would have been left.", await viewer.GetStringAsync($"/en/companies/{one.Company.Slug}/journeys/{one.Id}"),
            StringComparison.Ordinal);
        Assert.DoesNotContain("But for", await two.TextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("But for", await only.TextAsync(), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> SubmitAsync(
        OpenedJourney journey, string page, string? html = null, params (string Name, string Value)[] changes)
    {
        var (_, fields) = Forms.FormOf(html ?? await journey.PageAsync(page), "Version");
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        return await journey.Browser.PostAsync(journey.Address + page, Forms.Content(fields));
    }

    private static IEnumerable<KeyValuePair<string, string>> Move(string page, string pressed) =>
        Forms.FormOf(page, "Version").Fields.Append(new("do", pressed));

    private Task<int> LedgerIsRightAsync(OpenedJourney journey) => app.InScopeAsync(async services =>
    {
        Assert.Empty(await services.GetRequiredService<FactsLedger>().VerifyAsync(journey.Company.Id, null, default));
        return 0;
    });
}
