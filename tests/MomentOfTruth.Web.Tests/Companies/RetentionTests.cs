using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Tests.Intake;
using MomentOfTruth.Web.Tests.MyJourneys;
using MomentOfTruth.Web.Tests.Publications;

namespace MomentOfTruth.Web.Tests.Companies;

/// <summary>What a company keeps for a time only is gone afterwards, wherever it was shown, and no figure changes.</summary>
public sealed class RetentionTests(DraftTests.Timed app) : IClassFixture<DraftTests.Timed>
{
    private const string Canary = "Canary";

    private static readonly DateTimeOffset Start = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3, -1, false)]
    [InlineData(3, 0, true)]
    public async Task Texts_AreDeletedAfterTheMonths_AndTheFiguresStay(int months, int seconds, bool isDeleted)
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        var journey = await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "8", story: $"{Canary} one"), TestData.Said("Phone", "0", story: $"{Canary} two"));
        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Journeys.Where(j => j.Id == journey)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.Place, $"{Canary} branch")));
        var manager = await app.PersonAsync(company, CompanyRole.Manager);
        await app.InScopeAsync(s => s.GetRequiredService<CaseWriter>()
            .ReplyAsync(company.Key(journey), manager.Id, $"{Canary} reply", new CaseClosing(null, $"{Canary} done"), default));
        await app.InScopeAsync(s => s.GetRequiredService<CaseWriter>().NoteAsync(company.Key(journey), manager.Id, $"{Canary} note", default));
        var figures = await FiguresAsync(company);
        await KeepAsync(company, null, months);

        app.Clock.Set(Start.AddMonths(months).AddSeconds(seconds));
        await SweepAsync();

        Assert.Equal(isDeleted, !(await CompanyRows.OfAsync(app, company.Id)).Any(row => row.Contains(Canary, StringComparison.OrdinalIgnoreCase)));
        Assert.Equal(figures, await FiguresAsync(company));
        Assert.Empty(await app.InScopeAsync(s => s.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default)));
        var page = await (await app.SignedInAsync(manager)).GetStringAsync($"/en/companies/{company.Slug}/journeys/{journey}");
        Assert.Equal(isDeleted, page.Contains("texts and photos were deleted on", StringComparison.Ordinal));
        Assert.Equal(isDeleted, page.Contains("This text was deleted", StringComparison.Ordinal));
        Assert.Equal(isDeleted ? 1 : 0, await RecordsAsync(company, "Retention.Texts"));

        // A second night finds nothing more to delete.
        await SweepAsync();
        Assert.Equal(isDeleted ? 1 : 0, await RecordsAsync(company, "Retention.Texts"));
    }

    [Fact]
    public async Task TextsToldAfterReopening_AreDeletedInTheirTurn()
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        var id = await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "8", story: "First"));
        await KeepAsync(company, null, 1);
        app.Clock.Set(Start.AddMonths(1));
        await SweepAsync();
        Assert.Equal(0, await StoriesAsync(company));

        await app.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<AppDbContext>();
            var journey = await db.Journeys.Include(j => j.Moments).SingleAsync(j => j.Id == id);
            journey.Reopen();
            journey.Describe("Second");
            journey.Finish(Outcome.Stayed, TestData.Day, app.Clock.GetUtcNow().UtcDateTime.AddDays(1));
            await db.SaveChangesAsync();
        });
        app.Clock.Set(Start.AddMonths(2));
        await SweepAsync();
        Assert.Equal(1, await TitlesAsync(company));
        app.Clock.Set(Start.AddMonths(2).AddDays(2));
        await SweepAsync();
        Assert.Equal(0, await TitlesAsync(company));
    }

    // A company could otherwise let a bad story vanish.
    [Fact]
    public async Task PublishedJourney_KeepsItsTexts()
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        var journey = await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "0", story: Canary));
        await app.AskAsync(journey, "Somebody");
        await app.ApproveAsync(journey);
        await KeepAsync(company, null, 1);

        app.Clock.Set(Start.AddMonths(2));
        await SweepAsync();

        Assert.Equal(1, await StoriesAsync(company));
    }

    [Theory]
    [InlineData(10, -1, false)]
    [InlineData(10, 0, true)]
    public async Task Address_IsDeletedSoManyDaysAfterTheCaseWasClosed(int days, int seconds, bool isDeleted)
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        var manager = await app.PersonAsync(company, CompanyRole.Manager);
        var (closed, open) = (await WithContactAsync(company), await WithContactAsync(company));
        await app.InScopeAsync(s => s.GetRequiredService<CaseWriter>().ReplyAsync(company.Key(closed), manager.Id, "Sorry", close: true, default));
        await app.InScopeAsync(s => s.GetRequiredService<CaseWriter>().ReplyAsync(company.Key(open), manager.Id, "Sorry", close: false, default));
        await KeepAsync(company, days, null);

        app.Clock.Set(Start.AddDays(days).AddSeconds(seconds));
        await SweepAsync();

        var kept = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Contacts
            .Where(c => c.CompanyId == company.Id).Select(c => c.JourneyId).ToListAsync());
        Assert.Equal(isDeleted ? [open] : new[] { closed, open }.Order(), kept.Order());
        Assert.Equal(kept.Order(), (await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().PushSubscriptions
            .Where(p => p.CompanyId == company.Id).Select(p => p.JourneyId).ToListAsync())).Order());
        Assert.Equal(isDeleted ? 1 : 0, await RecordsAsync(company, "Retention.Contacts"));
    }

    [Fact]
    public async Task Page_AsksBeforeWhatIsDueAtOnceIsDeleted()
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "8", story: "Told"));
        app.Clock.Set(Start.AddMonths(6));
        var browser = await app.SignedInAsync(company, CompanyRole.Owner);
        var address = $"/en/companies/{company.Slug}/settings/retention";

        var asked = await browser.SubmitAsync(await browser.GetStringAsync(address), "TextMonths", ("TextMonths", "2"));
        var question = await asked.TextAsync();
        Assert.Contains("one journey", question, StringComparison.Ordinal);
        Assert.Null(await MonthsAsync(company));
        var agreed = await browser.SubmitAsync(question, "agreed");

        Assert.Equal(HttpStatusCode.Redirect, agreed.StatusCode);
        Assert.Equal(2, await MonthsAsync(company));
        Assert.Equal(1, await RecordsAsync(company, "KeepFor"));
    }

    [Theory]
    [InlineData("ContactDays", "0", false)]
    [InlineData("ContactDays", "1", true)]
    [InlineData("ContactDays", "3650", true)]
    [InlineData("ContactDays", "3651", false)]
    [InlineData("TextMonths", "0", false)]
    [InlineData("TextMonths", "120", true)]
    [InlineData("TextMonths", "121", false)]
    [InlineData("TextMonths", "two", false)]
    [InlineData("TextMonths", " ", true)]
    public async Task Times_HaveLimits(string field, string typed, bool isTaken)
    {
        app.Clock.Set(Start);
        var company = await app.CompanyAsync();
        var browser = await app.SignedInAsync(company, CompanyRole.Owner);
        var address = $"/en/companies/{company.Slug}/settings/retention";

        var answer = await browser.SubmitAsync(await browser.GetStringAsync(address), field, (field, typed));

        Assert.Equal(isTaken ? HttpStatusCode.Redirect : HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        if (!isTaken)
        {
            Assert.Equal(typed, Forms.FormOf(await answer.TextAsync(), field).Fields[field]);
        }
    }

    [Fact]
    public async Task Customer_IsToldBeforeAndAfter()
    {
        app.Clock.Set(Start);
        var journey = await OpenedJourney.OfAsync(app, "ko");
        await KeepAsync(journey.Company, null, 2);
        Assert.Contains("2개월 동안 글과 사진을 보관해요", await journey.PageAsync(), StringComparison.Ordinal);
        await journey.Browser.SubmitAsync(await journey.PageAsync("/finish"), "Input.EndedOn", ("Input.Outcome", "left"));

        app.Clock.Set(Start.AddMonths(3));
        await SweepAsync();

        journey = journey with { Browser = await OpenedJourney.OpenAsync(app, "ko", journey.Code) };
        Assert.Contains("이 여정의 글과 사진은", await journey.PageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_IsDoneOnceADay_ByOneOfTheProcesses()
    {
        app.Clock.Set(Start.AddYears(1));
        var sweeper = app.Services.GetServices<IHostedService>().OfType<RetentionSweeper>().Single();
        await sweeper.SweepAsync(default);
        Assert.False(await sweeper.SweepAsync(default));
        app.Clock.Set(Start.AddYears(1).AddHours(23));
        Assert.False(await sweeper.SweepAsync(default));
        app.Clock.Set(Start.AddYears(1).AddHours(24));
        Assert.True(await sweeper.SweepAsync(default));
    }

    private async Task<Guid> WithContactAsync(Company company)
    {
        var journey = await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "0"));
        await app.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<AppDbContext>();
            db.Add(new Contact(company.Key(journey), "customer@example.com", "en"));
            db.Add(new PushSubscription
            {
                CompanyId = company.Id,
                JourneyId = journey,
                Hash = [1],
                Target = "",
                Culture = "en",
                CreatedAtUtc = DateTime.UtcNow,
            });
            await db.SaveChangesAsync();
        });
        return journey;
    }

    private Task KeepAsync(Company company, int? days, int? months) => app.InScopeAsync(s =>
        s.GetRequiredService<CompanySettings>().ChangeAsync(company.Id, c => c.KeepFor(days, months), default));

    private Task SweepAsync() => app.InScopeAsync(s => s.GetRequiredService<KeptTexts>().SweepAsync(default));

    private Task<int> RecordsAsync(Company company, string action) => app.InScopeAsync(s =>
        s.GetRequiredService<AppDbContext>().AuditRecords.CountAsync(r => r.CompanyId == company.Id && r.Action == action));

    private Task<int> StoriesAsync(Company company) => app.InScopeAsync(s =>
        s.GetRequiredService<AppDbContext>().Moments.CountAsync(m => m.CompanyId == company.Id && m.Story != null));

    private Task<int> TitlesAsync(Company company) => app.InScopeAsync(s =>
        s.GetRequiredService<AppDbContext>().Journeys.CountAsync(j => j.CompanyId == company.Id && j.Title != null));

    private Task<int?> MonthsAsync(Company company) => app.InScopeAsync(s =>
        s.GetRequiredService<AppDbContext>().Companies.Where(c => c.Id == company.Id).Select(c => c.TextMonths).SingleAsync());

    private async Task<string> FiguresAsync(Company company) =>
        await (await app.SignedInAsync(company, CompanyRole.Viewer)).GetStringAsync($"/en/companies/{company.Slug}.json?period=all");
}
