using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Publications;
using MomentOfTruth.Web.Tests.Intake;
using MomentOfTruth.Web.Tests.MyJourneys;
using MomentOfTruth.Web.Tests.Photos;

namespace MomentOfTruth.Web.Tests.Publications;

/// <summary>What the customer sees of publishing, and what comes of it.</summary>
public sealed class PublishTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Page = "/publication";

    [Theory]
    [InlineData(
        "en", "It is not published.", "What everybody would read", "Left for another company", "Mar 2026", @"Customer \d{4}")]
    [InlineData("ko", "공개되지 않았어요.", "공개될 내용 미리 보기", "다른 회사로 떠났어요", "2026년 3월", @"고객 \d{4}")]
    public async Task Customer_SeesAllThatIsPublishedAndNothingElse_BeforeAsking(
        string culture, string state, string heading, string outcome, string month, string name)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var typed = LogForms.Typed(("Shop", "8"), ("Call centre", "0"));
        var (_, check) = await browser.CheckAsync(company.LogAddress(culture), typed);
        var sent = await browser.SubmitAsync(check, "Ticket", ("Consent.Contact", "kim@example.com"));
        var journey = sent.Headers.Location!.OriginalString[..^"/sent".Length];
        var code = LogForms.CodeOn(await browser.GetStringAsync(sent.Headers.Location));
        await browser.SubmitAsync(
            await browser.GetStringAsync(journey + "/finish"), "Input.EndedOn", ("Input.Outcome", "left-for-competitor"),
            ("Input.Competitor", "Rival"));
        var id = Guid.Parse(journey.Split('/')[^1]);

        Assert.Contains($"href=\"{journey}{Page}\"", await browser.GetStringAsync(journey), StringComparison.Ordinal);
        var html = await browser.GetStringAsync(journey + Page);

        Assert.Contains(state, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains(heading, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        var preview = Assert.Single(Publishing.Articles(html));
        Assert.All(
            new[] { "Five moments", "Modem", outcome, month, "Shop", "8", "Story of Shop and its second line", "Call centre", "0", "Story of Call centre and its second line" },
            words => Assert.Contains(words, preview, StringComparison.Ordinal));
        Assert.Matches(name, preview);
        Assert.All(
            new[] { "kim", "example.com", "Rival", "14:30", code, id.ToString(), "@" },
            words => Assert.DoesNotContain(words, preview, StringComparison.OrdinalIgnoreCase));
        Assert.Null(await app.PublicationAsync(id));

        // The name that is offered is another each time: it leads to nothing else that the customer told.
        Assert.NotEqual(
            [.. Enumerable.Repeat(Forms.FormOf(html, "Pseudonym").Fields["Pseudonym"], 3)],
            await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ => Forms.FormOf(await browser.GetStringAsync(journey + Page), "Pseudonym").Fields["Pseudonym"])));

        var asked = await browser.SubmitAsync(html, "Pseudonym");
        Assert.Equal(journey + Page, asked.Headers.Location?.OriginalString);
        Assert.Equal(PublicationState.Waiting, (await app.PublicationAsync(id))?.State);
        await app.PublishedAsync(company, 5);
        Assert.Equal(5, Publishing.Articles(await app.Browser().GetStringAsync(company.PublishedAddress(culture))).Count);
        await app.ApproveAsync(id);

        var everybody = await app.Browser().GetStringAsync(company.PublishedAddress(culture));
        Assert.Contains(preview, Publishing.Articles(everybody));
        Assert.All(
            new[] { "kim@", "Rival", code, id.ToString() },
            words => Assert.DoesNotContain(words, everybody, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Photos_AreNotPublished()
    {
        var company = await app.CompanyAsync();
        await app.PublishedAsync(company, 4);
        var customer = app.Browser();
        var (journey, _) = await customer.SentWithPhotoAsync(company, "A clerk with a name tag");
        var id = PhotoForms.JourneyIdOf(journey);
        await app.AskAsync(id, "Somebody");
        await app.ApproveAsync(id);

        foreach (var html in new[] { await customer.GetStringAsync(journey + Page), await app.Browser().GetStringAsync(company.PublishedAddress()) })
        {
            Assert.Contains("Story of Shop", html, StringComparison.Ordinal);
            Assert.DoesNotMatch("<img|/photos/|name tag", html);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u200B")]
    [InlineData("@minji")]
    [InlineData("kim@example.com")]
    [InlineData("kim＠example.com")]
    [InlineData("https://evil.example")]
    [InlineData("www.evil")]
    [InlineData("see evil.example")]
    [InlineData("010-1234-5678")]
    [InlineData("０１０１２３４")]
    [InlineData("a\uFFFEb")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901")]
    public async Task Name_ThatIsNoneOrLeadsToSomebody_Is422AndKept(string typed)
    {
        var mine = await OpenedJourney.OfAsync(app, "ko");

        var refused = await mine.Browser.SubmitAsync(await mine.PageAsync(Page), "Pseudonym", ("Pseudonym", typed));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var html = await refused.Content.ReadAsStringAsync();
        Assert.Contains("href=\"#Pseudonym\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"Pseudonym-error\"", html, StringComparison.Ordinal);
        Assert.Equal(string.IsNullOrWhiteSpace(typed) ? "" : typed, Forms.FormOf(html, "Pseudonym").Fields["Pseudonym"]);
        Assert.Null(await app.PublicationAsync(mine.Id));
    }

    [Theory]
    [InlineData("  Dr. Quiet ", "Dr. Quiet")]
    [InlineData("J.K. 화난 고객", "J.K. 화난 고객")]
    [InlineData("🛒 2026", "🛒 2026")]
    [InlineData("<b>Nobody</b>", "<b>Nobody</b>")]
    public async Task Name_OfOnesOwn_IsKept(string typed, string kept)
    {
        var mine = await OpenedJourney.OfAsync(app, "en");

        await mine.Browser.SubmitAsync(await mine.PageAsync(Page), "Pseudonym", ("Pseudonym", typed));

        Assert.Equal(kept, (await app.PublicationAsync(mine.Id))?.Pseudonym);
        Assert.Contains(kept, Assert.Single(Publishing.Articles(await mine.PageAsync(Page))), StringComparison.Ordinal);
        Assert.Contains("has not read it yet", await mine.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdrawn_IsGoneAtOnce_WithItsAnswerAndReports()
    {
        var mine = await OpenedJourney.OfAsync(app, "en");
        await app.PublishedAsync(mine.Company, 5);
        await app.AskAsync(mine.Id, "Somebody");
        await app.ApproveAsync(mine.Id);
        await app.AnswerAsync(mine.Company, mine.Id, "We are sorry.");
        await app.ReportAsync(mine.Company, mine.Id, "It is not true.");
        var everybody = app.Browser();
        Assert.Contains("Somebody", await everybody.GetStringAsync(mine.Company.PublishedAddress()), StringComparison.Ordinal);
        var publication = (await app.PublicationAsync(mine.Id))!.Id;

        var (_, fields) = Forms.FormOf(await mine.PageAsync(Page), "Pseudonym");
        var withdrawn = await mine.Browser.PostAsync(
            mine.Address + Page + "?handler=Withdraw",
            Forms.Content([new("__RequestVerificationToken", fields["__RequestVerificationToken"])]));

        Assert.Equal(mine.Address + Page, withdrawn.Headers.Location?.OriginalString);
        var page = await everybody.GetStringAsync(mine.Company.PublishedAddress());
        Assert.Equal(5, Publishing.Articles(page).Count);
        Assert.All(
            new[] { "Somebody", "They hung up", "We are sorry" }, words => Assert.DoesNotContain(words, page, StringComparison.Ordinal));
        Assert.Null(await app.PublicationAsync(mine.Id));
        Assert.False(await app.InScopeAsync(
            s => s.GetRequiredService<AppDbContext>().PublicationReports.AnyAsync(r => r.PublicationId == publication)));
        Assert.Contains("It is not published.", await mine.TextAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneOfFiveWithdrawn_ShowsNone()
    {
        var company = await app.CompanyAsync();
        var journeys = await app.PublishedAsync(company, 5);
        var everybody = app.Browser();
        Assert.Equal(5, Publishing.Articles(await everybody.GetStringAsync(company.PublishedAddress())).Count);

        await app.InScopeAsync(async s =>
        {
            await s.GetRequiredService<PublicationWriter>().WithdrawAsync(company.Key(journeys[2]), default);
            return true;
        });

        Assert.DoesNotContain("Story of", await everybody.GetStringAsync(company.PublishedAddress()), StringComparison.Ordinal);
    }

    // The rule is the same for every change of a journey; these are the ones that customers make.
    [Theory]
    [InlineData("edit", "My name is Kim Minji")]
    [InlineData("add", "My name is Kim Minji")]
    [InlineData("remove", "They hung up.")]
    [InlineData("finish", "→ Left")]
    public async Task ChangedAfterItWasPublished_IsNotPublicUntilAskedAndReadAgain(string change, string words)
    {
        var mine = await OpenedJourney.OfAsync(app, "en");
        await app.PublishedAsync(mine.Company, 5);
        await app.AskAsync(mine.Id, "Mock Turtle");
        await app.ApproveAsync(mine.Id);
        var (everybody, administrator) = (app.Browser(), await app.AdministratorAsync());
        Assert.Contains("Mock Turtle", await everybody.GetStringAsync(mine.Company.PublishedAddress()), StringComparison.Ordinal);

        var told = TestData.Said("Call centre", "1", TestData.Day.AddDays(1), words);
        Assert.Equal(JourneyChange.Done, await app.ChangeAsync(mine.Id, (log, version) => app.InScopeAsync(services =>
        {
            var moments = services.GetRequiredService<MomentWriter>();
            return change switch
            {
                "edit" => moments.EditAsync(mine.Key, version, 2, told, default),
                "remove" => moments.RemoveAsync(mine.Key, version, 2, default),
                "finish" => services.GetRequiredService<JourneyWriter>().FinishAsync(
                    mine.Key, version, Outcome.Left, TestData.Day.AddDays(1), null, default),
                _ => AddAsync(moments, mine.Key, version, told),
            };
        })));

        var page = await everybody.GetStringAsync(mine.Company.PublishedAddress());
        Assert.Equal(5, Publishing.Articles(page).Count);
        Assert.DoesNotContain("Mock Turtle", page, StringComparison.Ordinal);
        Assert.DoesNotContain(words, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Mock Turtle", await administrator.GetStringAsync("/en/admin/publications"), StringComparison.Ordinal);
        Assert.Contains("You changed the journey after you asked", await mine.TextAsync(), StringComparison.Ordinal);

        await mine.Browser.SubmitAsync(await mine.PageAsync(Page), "Pseudonym");
        Assert.DoesNotContain("Mock Turtle", await everybody.GetStringAsync(mine.Company.PublishedAddress()), StringComparison.Ordinal);
        Assert.Contains("Mock Turtle", await administrator.GetStringAsync("/en/admin/publications"), StringComparison.Ordinal);
        await app.ApproveAsync(mine.Id);

        // A removed moment is not shown, though it is kept for its customer; all else is.
        var shown = Publishing.Articles(await everybody.GetStringAsync(mine.Company.PublishedAddress())).Single(
            article => article.Contains("Mock Turtle", StringComparison.Ordinal));
        Assert.Equal(change != "remove", shown.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Asking_ForAJourneyThatChangedSinceItWasShown_ShowsItAgainAndKeepsTheName()
    {
        var mine = await OpenedJourney.OfAsync(app, "en");
        var page = await mine.PageAsync(Page);
        await app.ChangeAsync(mine.Id, (_, version) => app.InScopeAsync(s =>
            s.GetRequiredService<MomentWriter>().EditAsync(mine.Key, version, 2, TestData.Said("Call centre", "1", TestData.Day.AddDays(1), "My name is Kim"), default)));

        var refused = await mine.Browser.SubmitAsync(page, "Pseudonym", ("Pseudonym", "Somebody"));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var html = await refused.Content.ReadAsStringAsync();
        Assert.Contains("My name is Kim", Assert.Single(Publishing.Articles(html)), StringComparison.Ordinal);
        Assert.Equal("Somebody", Forms.FormOf(html, "Pseudonym").Fields["Pseudonym"]);
        Assert.Null(await app.PublicationAsync(mine.Id));
        await mine.Browser.SubmitAsync(html, "Pseudonym");
        Assert.Equal("Somebody", (await app.PublicationAsync(mine.Id))?.Pseudonym);
    }

    [Fact]
    public async Task AskingTwiceAtOnce_IsOneWish()
    {
        var mine = await OpenedJourney.OfAsync(app, "en");
        var page = await mine.PageAsync(Page);

        var answers = await Task.WhenAll(
            Enumerable.Range(1, 6).Select(i => mine.Browser.SubmitAsync(page, "Pseudonym", ("Pseudonym", $"Somebody {i}"))));

        Assert.All(answers, answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Redirect, HttpStatusCode.Conflict }));
        Assert.StartsWith("Somebody", (await app.PublicationAsync(mine.Id))!.Pseudonym, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutTheCodeOrTheToken_NothingIsPublishedOrWithdrawn()
    {
        var mine = await OpenedJourney.OfAsync(app, "en");
        var other = await OpenedJourney.OfAsync(app, "en");
        await app.AskAsync(mine.Id, "Somebody");
        var (_, fields) = Forms.FormOf(await other.PageAsync(Page), "Pseudonym");

        foreach (var handler in new[] { "", "?handler=Withdraw" })
        {
            Assert.Equal(
                HttpStatusCode.NotFound, (await other.Browser.PostAsync(mine.Address + Page + handler, Forms.Content(fields))).StatusCode);
            Assert.Equal(
                HttpStatusCode.BadRequest,
                (await mine.Browser.PostAsync(mine.Address + Page + handler, Forms.Content([new("Pseudonym", "Else")]))).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await app.Browser().GetAsync(mine.Address + Page)).StatusCode);
        Assert.Equal("Somebody", (await app.PublicationAsync(mine.Id))?.Pseudonym);
    }

    [Fact]
    public async Task Name_OfAnExpiredForm_IsKept()
    {
        var mine = await OpenedJourney.OfAsync(app, "en");

        var expired = await mine.Browser.SubmitAsync(
            await mine.PageAsync(Page), "Pseudonym", ("Pseudonym", "Somebody"), ("__RequestVerificationToken", "old"));

        Assert.Equal(HttpStatusCode.BadRequest, expired.StatusCode);
        Assert.Equal("Somebody", Forms.FormOf(await expired.Content.ReadAsStringAsync(), "Pseudonym").Fields["Pseudonym"]);
    }

    [Fact]
    public async Task Erased_IsGoneFromThePageAndTheCount_AndNothingOfItIsKept()
    {
        var mine = await OpenedJourney.OfAsync(app, "en");
        Assert.DoesNotContain("Its publication", await mine.TextAsync("/erase"), StringComparison.Ordinal);
        await app.PublishedAsync(mine.Company, 4);
        await app.AskAsync(mine.Id, "White Rabbit");
        await app.ApproveAsync(mine.Id);
        await app.AnswerAsync(mine.Company, mine.Id, "We are sorry.");
        await app.ReportAsync(mine.Company, mine.Id, "It is not true.");
        var publication = (await app.PublicationAsync(mine.Id))!.Id;
        Assert.Contains("White Rabbit", await app.Browser().GetStringAsync(mine.Company.PublishedAddress()), StringComparison.Ordinal);

        var listed = await mine.PageAsync("/erase");
        Assert.Contains("Its publication, with the company's public answer", WebUtility.HtmlDecode(listed), StringComparison.Ordinal);
        await mine.Browser.SubmitAsync(listed, "Version");

        Assert.DoesNotContain("Story of", await app.Browser().GetStringAsync(mine.Company.PublishedAddress()), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "White Rabbit", await (await app.AdministratorAsync()).GetStringAsync("/en/admin/publications"), StringComparison.Ordinal);
        Assert.Equal((false, false), await app.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<AppDbContext>();
            return (
                await db.Publications.AnyAsync(p => p.Id == publication),
                await db.PublicationReports.AnyAsync(r => r.PublicationId == publication));
        }));
    }

    [Theory]
    [InlineData(false, "waiting", "")]
    [InlineData(true, "published", "We are sorry.")]
    public async Task Download_HoldsTheWish(bool isApproved, string state, string answer)
    {
        var mine = await OpenedJourney.OfAsync(app, "en");
        await app.AskAsync(mine.Id, "Somebody");
        if (isApproved)
        {
            await app.ApproveAsync(mine.Id);
            await app.AnswerAsync(mine.Company, mine.Id, answer);
        }

        await using var zip = new ZipArchive(
            await (await mine.Browser.GetAsync(mine.Address + "/download")).Content.ReadAsStreamAsync(), ZipArchiveMode.Read);
        await using var json = await zip.GetEntry("journey.json")!.OpenAsync();
        var told = (await JsonDocument.ParseAsync(json)).RootElement.GetProperty("publication");

        Assert.Equal(
            ("Somebody", state, null, isApproved ? answer : null),
            (told.GetProperty("pseudonym").GetString(), told.GetProperty("state").GetString(), told.GetProperty("reason").GetString(), told.GetProperty("answer").GetString()));
    }

    private static async Task<JourneyChange> AddAsync(MomentWriter moments, JourneyKey journey, int version, NamedMoment told) =>
        (await moments.AddAsync(journey, version, told, default)).Change;
}
