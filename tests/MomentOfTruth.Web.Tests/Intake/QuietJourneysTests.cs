using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Tests.MyJourneys;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>Every customer counts: those who say how it ended at once, and those who never come back after the quiet days.</summary>
public sealed class QuietJourneysTests(DraftTests.Timed app) : IClassFixture<DraftTests.Timed>
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", "left", "It counts now in the figures about")]
    [InlineData("ko", "complained", "지금부터 Acme")]
    public async Task HowItEnded_SaidOnTheCheckPage_CountsAtOnce_AndIsToldSo(string culture, string outcome, string words)
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (_, check) = await browser.CheckAsync(company.LogAddress(culture), LogForms.Typed(("Shop", "8"), ("Call centre", "0")));
        Assert.Contains(culture == "en" ? "it is still going on" : "아직 진행 중이에요", check, StringComparison.Ordinal);

        var sent = await browser.SubmitAsync(check, "Ticket", ("Ending.Outcome", outcome));

        Assert.Contains(words, await browser.GetStringAsync(sent.Headers.Location), StringComparison.Ordinal);
        Assert.Equal((1, 1, 0), await FiguresAsync(company));
    }

    [Fact]
    public async Task Ending_ThatIsNone_IsRefused_AndOneWithACompetitorIsKeptOnTheWayBackToTheForm()
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (_, check) = await browser.CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")));

        var refused = await browser.SubmitAsync(check, "Ticket", ("Ending.Outcome", "nowhere"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var tooLong = await browser.SubmitAsync(
            check, "Ticket", ("Ending.Outcome", "left-for-competitor"), ("Ending.Competitor", new string('x', Journey.MaxCompetitor + 1)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
        Assert.Contains("id=\"Ending_Competitor-error\"", await tooLong.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var fields = Forms.FormOf(check, "Ticket").Fields.With("Ending.Outcome", "left-for-competitor").With("Ending.Competitor", "Rival");
        var change = Html.Parse(check).One("[formaction][value^='edit:']");
        var back = await browser.PostAsync(change.Value("formaction"), Forms.Content(fields.With("do", change.Value("value"))));
        var again = await browser.SubmitAsync(
            await browser.GetStringAsync(back.Headers.Location), "Input.Opened", ("Input.Title", "Another title"), ("do", "all"));
        var kept = Forms.FormOf(await browser.GetStringAsync(again.Headers.Location), "Ticket").Fields;
        Assert.Equal(("left-for-competitor", "Rival"), (kept["Ending.Outcome"], kept["Ending.Competitor"]));
    }

    // Said nothing, or that it still goes on: either way nobody comes back. After more than 30 days, or a company's own 7.
    [Theory]
    [InlineData("", 30, 1, true)]
    [InlineData("", 30, 0, false)]
    [InlineData("open", 30, 1, true)]
    [InlineData("open", 30, -1, false)]
    [InlineData("open", 7, 1, true)]
    [InlineData("open", 7, -1, false)]
    public async Task Journey_SentOnceByWhoNeverReturns_FinishesByItself_AfterTheQuietDays(string said, int quietDays, int seconds, bool isQuiet)
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        await SetQuietDaysAsync(company, quietDays);
        var browser = app.Browser();
        var (_, check) = await browser.CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "8"), ("Call centre", "0")));
        var sent = await browser.SubmitAsync(check, "Ticket", ("Ending.Outcome", said));
        Assert.Contains($"If nothing more comes for {quietDays} days", await browser.GetStringAsync(sent.Headers.Location), StringComparison.Ordinal);
        Assert.Equal((0, 0, 1), await FiguresAsync(company));

        app.Clock.Set(Start.AddDays(quietDays).AddSeconds(seconds));
        await FinishAsync();

        Assert.Equal(isQuiet ? (1, 1, 0) : (0, 0, 1), await FiguresAsync(company));
        Assert.Empty(await app.InScopeAsync(s => s.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default)));
    }

    [Fact]
    public async Task QuietJourney_IsMarkedEverywhere_AndALaterMomentReopensIt()
    {
        app.Clock.Set(Start);
        var journey = await OpenedJourney.OfAsync(app, "en");
        var (pages, version) = ($"/en/companies/{journey.Company.Slug}", (await StoredAsync(journey.Id)).Version);
        app.Clock.Set(Start.AddDays(31));
        await FinishAsync();
        journey = journey with { Browser = await OpenedJourney.OpenAsync(app, "en", journey.Code) };
        var manager = await app.SignedInAsync(journey.Company, CompanyRole.Manager);

        var stored = await StoredAsync(journey.Id);
        Assert.Equal(version, stored.Version);
        Assert.Equal((Outcome.NotSaid, TestData.Day.AddDays(1), true), (stored.Outcome, stored.EndedOn, stored.ClosedByItself));
        Assert.Contains("Nothing was added for 30 days", await journey.PageAsync(), StringComparison.Ordinal);
        Assert.Contains("closed by itself", Html.Parse(await manager.GetStringAsync(pages + "/journeys")).One("tbody tr").Words(), StringComparison.Ordinal);
        Assert.Contains("Not said: closed by itself after 30 days", await manager.GetStringAsync($"{pages}/journeys/{journey.Id}"), StringComparison.Ordinal);
        Assert.Equal(["no", "yes", "yes"], Csv.Read(await manager.GetStringAsync(pages + "/export/journeys.csv?format=plain"))[1][^8..^5]);
        var board = Html.Parse(await manager.GetStringAsync(pages + "?period=all"));
        var link = board.One("a[href*='closed=by-itself']");
        Assert.Equal("one closed by itself", link.Words());
        Assert.Equal(1, Html.Parse(await manager.GetStringAsync(link.Href())).QuerySelectorAll("tbody tr").Length);

        // The customer comes back after all.
        var added = await journey.Browser.SubmitAsync(
            await journey.PageAsync("/moments/new"), "Version",
            ("Input.Touchpoint", "Repair"), ("Input.Score", "9"), ("Input.OccurredOn", "2026-03-12"));
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        Assert.Equal((0, 0, 1), await FiguresAsync(journey.Company));
        var open = Html.Parse(await manager.GetStringAsync(pages + "?period=all"));
        Assert.Empty(open.QuerySelectorAll("a[href*='closed=by-itself']"));
        Assert.Empty(await app.InScopeAsync(s => s.GetRequiredService<FactsLedger>().VerifyAsync(journey.Company.Id, null, default)));

        // It is quiet again only after as many days more, and may then be said to have ended otherwise.
        app.Clock.Set(Start.AddDays(60));
        await FinishAsync();
        Assert.False((await StoredAsync(journey.Id)).IsFinished);
        app.Clock.Set(Start.AddDays(62));
        await FinishAsync();
        Assert.True((await StoredAsync(journey.Id)).ClosedByItself);
        journey = journey with { Browser = await OpenedJourney.OpenAsync(app, "en", journey.Code) };
        await journey.Browser.SubmitAsync(await journey.PageAsync("/finish"), "Input.EndedOn", ("Input.Outcome", "left"));
        Assert.Equal((Outcome.Left, false), ((await StoredAsync(journey.Id)).Outcome, (await StoredAsync(journey.Id)).ClosedByItself));
    }

    [Fact]
    public async Task OpenCollapsedOnes_StandAsANumberOfTheirOwn_ThatLeadsToTheirList()
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        await app.JourneyAsync(company, TestData.Said("Shop", "0"));
        await app.JourneyAsync(company, TestData.Said("Shop", "0"), TestData.Said("Shop", "8"));
        await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "0"));
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var board = Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}?period=all"));
        var link = board.One(".controls > .meta a[href*='state=open'][href*='collapsed=yes']");

        Assert.Equal("2", link.Words());
        Assert.Contains("3 in progress (2 collapsed)", board.One(".controls > .meta").Words(), StringComparison.Ordinal);
        Assert.Equal(2, Html.Parse(await browser.GetStringAsync(link.Href())).QuerySelectorAll("tbody tr").Length);
        Assert.Equal(4, Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}/journeys")).QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task WhoeverWrites_TouchesTheJourney()
    {
        app.Clock.Set(Start);
        var journey = await OpenedJourney.OfAsync(app, "en");
        var person = await app.PersonAsync(journey.Company, CompanyRole.Manager);
        app.Clock.Set(Start.AddDays(29));
        await app.InScopeAsync(s => s.GetRequiredService<CaseWriter>().ReplyAsync(journey.Key, person.Id, "Sorry", close: false, default));
        app.Clock.Set(Start.AddDays(58));
        await app.InScopeAsync(s => s.GetRequiredService<CaseWriter>().AnswerAsync(journey.Key, "And now?", default));
        app.Clock.Set(Start.AddDays(87));
        await FinishAsync();
        Assert.False((await StoredAsync(journey.Id)).IsFinished);

        app.Clock.Set(Start.AddDays(89));
        await FinishAsync();
        Assert.True((await StoredAsync(journey.Id)).ClosedByItself);
    }

    [Fact]
    public async Task Sweep_IsDoneOnceAnHour_ByWhicheverProcessComesFirst()
    {
        app.Clock.Set(Start.AddYears(1));
        var sweeper = app.Services.GetServices<IHostedService>().OfType<QuietSweeper>().Single();
        await sweeper.SweepAsync(default);

        Assert.False(await sweeper.SweepAsync(default));
        app.Clock.Set(Start.AddYears(1).AddHours(1).AddSeconds(-1));
        Assert.False(await sweeper.SweepAsync(default));
        app.Clock.Set(Start.AddYears(1).AddHours(1));
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => sweeper.SweepAsync(default)));
        Assert.Single(taken, isMine => isMine);
    }

    [Theory]
    [InlineData("6", 422)]
    [InlineData("7", 302)]
    [InlineData("365", 302)]
    [InlineData("366", 422)]
    [InlineData("", 422)]
    [InlineData("ten", 422)]
    public async Task QuietDays_AreSetByTheOwner(string typed, int status)
    {
        var company = await app.CompanyAsync();
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        var address = $"/en/companies/{company.Slug}/settings";

        var answer = await owner.SubmitAsync(await owner.GetStringAsync(address), "QuietDays", ("QuietDays", typed));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 302 ? typed : "30", Forms.FormOf(await owner.GetStringAsync(address), "QuietDays").Fields["QuietDays"]);
        if (status == 422)
        {
            var page = await answer.Content.ReadAsStringAsync();
            Assert.Equal(typed, Forms.FormOf(page, "QuietDays").Fields["QuietDays"]);
            Assert.Contains("Enter a whole number from 7 to 365.", page, StringComparison.Ordinal);
        }
    }

    private Task<int> FinishAsync() => app.InScopeAsync(s => s.GetRequiredService<QuietJourneys>().FinishAsync(default));

    private Task<Journey> StoredAsync(Guid id) => app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Journeys.AsNoTracking().SingleAsync(j => j.Id == id));

    private Task<int> SetQuietDaysAsync(Company company, int days) => app.InScopeAsync(async s =>
    {
        var db = s.GetRequiredService<AppDbContext>();
        (await db.Companies.SingleAsync(c => c.Id == company.Id)).WaitFor(days);
        return await db.SaveChangesAsync();
    });

    // Finished, collapsed among them, and open ones, as the dashboard says.
    private async Task<(int Journeys, int Collapsed, int Open)> FiguresAsync(Company company)
    {
        var viewer = await app.SignedInAsync(company, CompanyRole.Viewer);
        var rows = Csv.Read(await viewer.GetStringAsync($"/en/companies/{company.Slug}.csv?period=all"));
        int Of(string key) => int.Parse(rows.Single(row => row[0] == "summary" && row[2] == key)[3], System.Globalization.CultureInfo.InvariantCulture);
        return (Of("journeys"), Of("collapsed"), Of("inProgress"));
    }
}
