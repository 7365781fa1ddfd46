using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Tests.MyJourneys;

namespace MomentOfTruth.Web.Tests.Cases;

/// <summary>What the company's people do about a case among themselves, and what they answer with.</summary>
public sealed class CaseWorkTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Secret = "Between us: the key was never entered.";

    [Fact]
    public async Task Case_IsTakenGivenAndPutBack_AndGoesBackWithWhoLeaves()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var (manager, other) = (await app.PersonAsync(journey.Company, CompanyRole.Manager), await app.PersonAsync(journey.Company, CompanyRole.Manager));
        var (viewer, stranger) = (
            await app.PersonAsync(journey.Company, CompanyRole.Viewer), await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Owner));
        var browser = await app.SignedInAsync(manager);

        var taken = await PressAsync(browser, journey, "Owner", "take");
        Assert.Equal(Address(journey) + "#work", taken.Headers.Location?.OriginalString);
        Assert.Equal(manager.Id, (await FindAsync(journey)).OwnerId);

        Assert.Equal(HttpStatusCode.Redirect, (await PressAsync(browser, journey, "Owner", "assign", ("Owner", other.Id.ToString()))).StatusCode);
        Assert.Equal(other.Id, (await FindAsync(journey)).OwnerId);
        foreach (var nobody in new[] { viewer.Id.ToString(), stranger.Id.ToString(), Guid.NewGuid().ToString(), "" })
        {
            var refused = await PressAsync(browser, journey, "Owner", "assign", ("Owner", nobody));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("Choose a member who may answer", await refused.TextAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Redirect, (await PressAsync(browser, journey, "Owner", "put-back")).StatusCode);
        Assert.Null((await FindAsync(journey)).OwnerId);

        await PressAsync(browser, journey, "Owner", "assign", ("Owner", other.Id.ToString()));
        await app.InScopeAsync(s => s.GetRequiredService<MemberWriter>().ChangeAsync(journey.Company.Id, other.Id, CompanyRole.Viewer, default));
        Assert.Null((await FindAsync(journey)).OwnerId);
        Assert.Equal(HttpStatusCode.BadRequest, (await PressAsync(browser, journey, "Owner", "steal")).StatusCode);
    }

    [Fact]
    public async Task Promise_IsOfADayToCome_AndGoesAgain()
    {
        var journey = await OpenedJourney.OfAsync(app, "en", TestData.Said("Shop", "8"));
        var browser = await app.SignedInAsync(journey.Company, CompanyRole.Manager);
        var today = TimeProvider.System.Today(journey.Company.TimeZoneId);

        foreach (var wrong in new[] { "", "soon", today.AddDays(-1).ToIso(), today.AddDays(366).ToIso() })
        {
            var refused = await PressAsync(browser, journey, "Due", "promise", ("Due", wrong));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Equal(wrong, Forms.FormOf(await refused.Content.ReadAsStringAsync(), "Due").Fields["Due"]);
        }

        foreach (var (day, waits) in new[] { (today, true), (today.AddDays(365), false) })
        {
            var promised = await PressAsync(browser, journey, "Due", "promise", ("Due", day.ToIso()));
            Assert.Equal(HttpStatusCode.Redirect, promised.StatusCode);
            var found = await FindAsync(journey);
            Assert.Equal((day, waits), (found.DueOn, found.WaitsSinceUtc <= DateTime.UtcNow));
        }

        Assert.Equal(HttpStatusCode.Redirect, (await PressAsync(browser, journey, "Due", "clear")).StatusCode);
        Assert.Equal((null, null), ((await FindAsync(journey)).DueOn, (await FindAsync(journey)).WaitsSinceUtc));

        await app.InScopeAsync(s => s.GetRequiredService<CaseWriter>().CloseAsync(journey.Key, default));
        Assert.DoesNotContain("name=\"Due\"", await browser.GetStringAsync(Address(journey)), StringComparison.Ordinal);
        Assert.Equal(
            CaseChange.Refused,
            await app.InScopeAsync(s => s.GetRequiredService<CaseWriter>().PromiseAsync(journey.Key, today, "UTC", default)));
    }

    [Fact]
    public async Task Note_IsReadByTheCompanyOnly_AndRecorded()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var manager = await app.PersonAsync(journey.Company, CompanyRole.Manager);
        var browser = await app.SignedInAsync(manager);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PressAsync(browser, journey, "Note", "", ("Note", " "))).StatusCode);
        var added = await PressAsync(browser, journey, "Note", "", ("Note", Secret));
        Assert.Equal(Address(journey) + "#work", added.Headers.Location?.OriginalString);
        await browser.SubmitAsync(await browser.GetStringAsync(Address(journey)), "Text", ("Text", "We are sorry."), ("do", "reply"));

        var viewer = await app.SignedInAsync(journey.Company, CompanyRole.Viewer);
        var page = await (await viewer.GetAsync(Address(journey))).TextAsync();
        Assert.Contains(Secret, page, StringComparison.Ordinal);
        Assert.Contains(manager.Email!, page, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, await journey.TextAsync(), StringComparison.Ordinal);
        var file = await (await journey.Browser.GetAsync(journey.Address + "/download")).Content.ReadAsByteArrayAsync();
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(file));
        Assert.NotEmpty(zip.Entries);
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            Assert.DoesNotContain("Between us", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }

        var record = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().AuditRecords
            .SingleAsync(r => r.CompanyId == journey.Company.Id && r.Action == "Journey.Note"));
        Assert.Equal((manager.Id, $"journey {journey.Id}", null), (record.ActorId, record.Subject, record.Detail));
    }

    [Theory]
    [InlineData("Owner", "take")]
    [InlineData("Due", "clear")]
    [InlineData("Note", "")]
    public async Task OnlyManagers_MayDoAnyOfIt(string handler, string pressed)
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var before = await FindAsync(journey);
        foreach (var (browser, answer) in new[]
        {
            (await app.SignedInAsync(journey.Company, CompanyRole.Viewer), HttpStatusCode.Forbidden),
            (await app.SignedInAsync(await app.CompanyAsync(), CompanyRole.Owner), HttpStatusCode.NotFound),
        })
        {
            Assert.Equal(answer, (await PressAsync(browser, journey, handler, pressed, ("Note", "Mine"), ("Due", "2026-01-01"))).StatusCode);
        }

        var after = await FindAsync(journey);
        Assert.Equal((before.OwnerId, before.DueOn, before.NoteCount), (after.OwnerId, after.DueOn, after.NoteCount));
    }

    [Fact]
    public async Task Closing_AsksForARootCause_WhereTheCompanyHasAList()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var browser = await app.SignedInAsync(journey.Company, CompanyRole.Manager);
        await app.InScopeAsync(s => s.GetRequiredService<AnswerWords>().AddCauseAsync(journey.Company.Id, "Key not entered", default));

        foreach (var (cause, typed) in new[] { ("", ""), ("Something else", ""), ("other", "A reply in hand") })
        {
            var refused = await SendAsync(browser, journey, "close", ("RootCause", cause), ("Text", typed), ("Done", "Kept words"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("Kept words", await refused.TextAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await SendAsync(browser, journey, "reply-close", ("RootCause", ""), ("Text", "Sorry"))).StatusCode);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await SendAsync(browser, journey, "close", ("RootCause", "other"), ("Done", new string('x', 501)))).StatusCode);
        Assert.Equal((CaseStatus.Open, 0), ((await FindAsync(journey)).Status, (await FindAsync(journey)).LastByCompany));

        await SendAsync(
            browser, journey, "reply-close", ("RootCause", "Key not entered"), ("Text", "Sorry"), ("Done", "We called, and entered the key."));
        var closed = await FindAsync(journey);
        Assert.Equal(
            (CaseStatus.Closed, "Key not entered", "We called, and entered the key."), (closed.Status, closed.RootCause, closed.Done));
        Assert.Contains("We called, and entered the key.", await (await browser.GetAsync(Address(journey))).TextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("entered the key", await journey.TextAsync(), StringComparison.Ordinal);

        await journey.Browser.SubmitAsync(await journey.PageAsync(), "Text", ("Text", "Still nothing"));
        Assert.Equal((CaseStatus.Open, Waits.CustomerWrote), ((await FindAsync(journey)).Status, (await FindAsync(journey)).Waits));
    }

    [Fact]
    public async Task Closing_WithoutAList_AsksForNothing()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var browser = await app.SignedInAsync(journey.Company, CompanyRole.Manager);
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(browser, journey, "close")).StatusCode);
        Assert.Equal((CaseStatus.Closed, null), ((await FindAsync(journey)).Status, (await FindAsync(journey)).RootCause));
    }

    [Theory]
    [InlineData("en", "About Call centre: sorry.")]
    [InlineData("ko", "고객센터 일로 죄송합니다.")]
    public async Task CannedReply_IsMadeInSettings_AndFillsTheField(string culture, string filled)
    {
        var journey = await OpenedJourney.OfAsync(app, culture);
        var browser = await app.SignedInAsync(journey.Company, CompanyRole.Manager);
        var settings = $"/{culture}/companies/{journey.Company.Slug}/settings/answers";

        var none = await browser.SubmitAsync(await browser.GetStringAsync(settings), "KoreanText", ("Name", "Sorry"), ("Text", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        var added = await browser.SubmitAsync(
            await browser.GetStringAsync(settings), "KoreanText",
            ("Name", "Sorry"), ("Text", "About {touchpoint}: sorry."), ("KoreanText", "{touchpoint} 일로 죄송합니다."));
        Assert.Equal(settings + "?saved=replies#replies", added.Headers.Location?.OriginalString);
        var id = (await RepliesAsync(journey)).Single().Id;

        var page = await browser.GetStringAsync($"{Address(journey, culture)}?canned={id}&collapsed=yes");
        var form = Forms.FormOf(page, "Text");
        Assert.Equal(filled, form.Fields["Text"]);
        Assert.Equal(Address(journey, culture) + "?collapsed=yes", form.Action);
        Assert.Contains($"name=\"canned\"", page, StringComparison.Ordinal);

        // Another company's, or none, leaves the field as it is.
        Assert.Equal("", Forms.FormOf(await browser.GetStringAsync($"{Address(journey, culture)}?canned={Guid.NewGuid()}"), "Text").Fields["Text"]);

        await browser.SubmitAsync(await browser.GetStringAsync($"{settings}?edit={id}"), "KoreanText", ("Name", "Changed"));
        Assert.Equal(("Changed", "About {touchpoint}: sorry."), ((await RepliesAsync(journey)).Single().Name, (await RepliesAsync(journey)).Single().Text));
        await browser.SubmitAsync(await browser.GetStringAsync(settings), "Canned", ("Canned", id.ToString()));
        Assert.Empty(await RepliesAsync(journey));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"{settings}?edit={id}")).StatusCode);
    }

    [Fact]
    public async Task RootCauses_AreListedAddedAndRemoved_ByManagersOnly()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var browser = await app.SignedInAsync(journey.Company, CompanyRole.Manager);
        var settings = $"/en/companies/{journey.Company.Slug}/settings/answers";
        foreach (var typed in new[] { "Late", "late " })
        {
            var added = await browser.SubmitAsync(await browser.GetStringAsync(settings), "Cause", ("Cause", typed));
            Assert.Equal(settings + "?saved=causes#causes", added.Headers.Location?.OriginalString);
        }

        var cause = Assert.Single(await app.InScopeAsync(s => s.GetRequiredService<AnswerWords>().CausesAsync(journey.Company.Id, default)));
        Assert.Equal("Late", cause.Name);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await browser.SubmitAsync(await browser.GetStringAsync(settings), "Cause", ("Cause", new string('x', 81)))).StatusCode);
        await browser.SubmitAsync(await browser.GetStringAsync(settings), "causeId", ("causeId", cause.Id.ToString()));
        Assert.Empty(await app.InScopeAsync(s => s.GetRequiredService<AnswerWords>().CausesAsync(journey.Company.Id, default)));

        var viewer = await app.SignedInAsync(journey.Company, CompanyRole.Viewer);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync(settings)).StatusCode);
    }

    [Fact]
    public async Task ReplyForm_SaysHowTheAnswerArrives_AndTheWayBackLeadsToTheList()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var browser = await app.SignedInAsync(journey.Company, CompanyRole.Manager);
        var page = await browser.GetStringAsync(Address(journey) + "?from=answers&why=collapsed");
        Assert.Contains("on their journey page, with the code", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Equal(
            $"/en/companies/{journey.Company.Slug}/answers?why=collapsed", Html.Parse(page).QuerySelector("a.back")!.GetAttribute("href"));
    }

    private static string Address(OpenedJourney journey, string culture = "en") =>
        $"/{culture}/companies/{journey.Company.Slug}/journeys/{journey.Id}";

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient browser, OpenedJourney journey, string pressed, params (string, string)[] fields) =>
        await browser.SubmitAsync(await browser.GetStringAsync(Address(journey)), "RootCause", [.. fields, ("do", pressed)]);

    // With a good token of the browser's own, which any page with a form gives.
    private static async Task<HttpResponseMessage> PressAsync(
        HttpClient browser, OpenedJourney journey, string handler, string pressed, params (string Name, string Value)[] fields)
    {
        var token = Forms.TokenOf(await browser.GetStringAsync("/en/sign-out"));
        return await browser.PostAsync($"{Address(journey)}?handler={handler}", Forms.Content(
            [.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), .. pressed.Length == 0 ? [] : new[] { KeyValuePair.Create("do", pressed) },
                new("__RequestVerificationToken", token)]));
    }

    private Task<Case> FindAsync(OpenedJourney journey) => app.InScopeAsync(services =>
        services.GetRequiredService<AppDbContext>().Cases.AsNoTracking().SingleAsync(c => c.JourneyId == journey.Id));

    private Task<IReadOnlyList<CannedReply>> RepliesAsync(OpenedJourney journey) =>
        app.InScopeAsync(s => s.GetRequiredService<AnswerWords>().RepliesAsync(journey.Company.Id, default));
}
