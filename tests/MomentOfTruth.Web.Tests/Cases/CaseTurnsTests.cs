using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.MyJourneys;
using MomentOfTruth.Web.Tests.Data;

namespace MomentOfTruth.Web.Tests.Cases;

/// <summary>Whose turn it is stands in the cases, and is what a recount from journeys, addresses and replies finds.</summary>
public sealed class CaseTurnsTests(AppFixture app) : IClassFixture<AppFixture>
{
    private enum Act
    {
        LogWithAddress,
        RemoveAddress,
        Reply,
        Answer,
        Judge,
        Close,
        Reopen,
        Take,
        Promise,
    }

    private static readonly Gen<(RandomHistory.Step? OfJourney, Act Act, int Which)> AnyStep =
        from isOfJourney in Gen.Bool
        from step in RandomHistory.AnyStep
        from act in Gen.Enum<Act>()
        from which in Gen.Int[0, 1000]
        select (isOfJourney ? (RandomHistory.Step?)step : null, act, which);

    [Fact]
    public async Task AnyHistory_TurnsEqualARecount_AndWaitsBeginOnce()
    {
        await AnyStep.Array[5, 30].SampleAsync(async steps =>
        {
            var company = await app.CompanyAsync();
            var person = await app.PersonAsync(company, CompanyRole.Manager);
            var (closedAt, waited) = (new Dictionary<Guid, int>(), new Dictionary<Guid, DateTime>());
            foreach (var step in steps)
            {
                var began = DateTime.UtcNow;
                await app.InScopeAsync(services => step.OfJourney is { } ofJourney
                    ? RandomHistory.TakeAsync(services, company.Id, ofJourney)
                    : TakeAsync(services, company, person.Id, step.Act, step.Which, closedAt));
                var now = await CheckAsync(company.Id, closedAt);
                Assert.All(now, since => Assert.True(
                    (waited.TryGetValue(since.Key, out var before) ? since.Value == before : since.Value >= began) || IsMidnight(since.Value),
                    $"{step} made a wait of {since.Value:O} where there was {before:O}."));
                waited = now;
            }

            // A promise waits from the beginning of its day, where the company is; it may be all that is left to wait for.
            bool IsMidnight(DateTime utc) =>
                CompanyClock.LocalTime(new DateTimeOffset(utc, TimeSpan.Zero), company.TimeZoneId).TimeOfDay == default;
        }, iter: 12, threads: 1);
    }

    [Fact]
    public async Task Merge_TakesWhatWaitsAlong_AndBack()
    {
        var (from, into) = (await app.CompanyAsync(), await app.CompanyAsync());
        var (waiting, _) = await app.JourneyAsync(from, TestData.Said("Shop", "0"));
        await app.JourneyAsync(from, TestData.Said("Shop", "9"));
        var before = await CheckAsync(from.Id, []);

        var merge = await app.InScopeAsync(s => s.GetRequiredService<CompanyMerger>().MergeAsync(from.Id, into.Id, default));
        Assert.Empty(await CheckAsync(from.Id, []));
        Assert.Equal(before, await CheckAsync(into.Id, []));

        Assert.True(await app.InScopeAsync(s => s.GetRequiredService<CompanyMerger>().UndoAsync(merge!.Id, default)));
        Assert.Equal(waiting, Assert.Single(await CheckAsync(from.Id, [])).Key);
    }

    [Fact]
    public async Task ImportedJourneys_DoNotWait()
    {
        var company = await app.CompanyAsync();
        await app.ManyAsync(company, 50, seed: 3);
        Assert.Empty(await CheckAsync(company.Id, []));
    }

    // Returns which wait, and since when.
    private Task<Dictionary<Guid, DateTime>> CheckAsync(Guid companyId, Dictionary<Guid, int> closedAt) => app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<AppDbContext>();
        var told = await db.JourneysOf(companyId).Select(j => new
        {
            j.Id,
            HasZero = j.Moments.Any(m => m.Score == new Domain.Scoring.Score(0)),
            IsTold = j.ImportKey == null && db.Receipts.Any(r => r.CompanyId == j.CompanyId && r.JourneyId == j.Id),
            HasAddress = db.Contacts.Any(c => c.CompanyId == j.CompanyId && c.JourneyId == j.Id),
        }).ToListAsync();
        var cases = await db.Cases.AsNoTracking().Include(c => c.Replies).Where(c => c.CompanyId == companyId).ToDictionaryAsync(c => c.JourneyId);
        var zone = await db.Companies.Where(c => c.Id == companyId).Select(c => c.TimeZoneId).SingleAsync();
        var today = TimeProvider.System.Today(zone);
        foreach (var journey in told)
        {
            var found = cases.GetValueOrDefault(journey.Id);
            var replies = found?.Replies.OrderBy(r => r.Number).ToList() ?? [];
            var (isClosed, isAnswered) = (found is { IsClosed: true }, replies.Exists(r => r.IsByCompany));
            var waits = Waits.None;
            waits |= journey is { HasZero: true, IsTold: true } && !isAnswered && !isClosed ? Waits.Collapsed : Waits.None;
            waits |= journey.HasAddress && !isAnswered && !isClosed ? Waits.WantsAnswer : Waits.None;
            waits |= !isClosed && replies.LastOrDefault() is { IsByCompany: false } last && last.Number > closedAt.GetValueOrDefault(journey.Id)
                ? Waits.CustomerWrote : Waits.None;
            var isDue = found?.DueOn <= today;

            Assert.Equal(waits, found?.Waits ?? Waits.None);
            Assert.Equal(waits != Waits.None || isDue, found?.WaitsSinceUtc <= DateTime.UtcNow);
            Assert.Equal(isDue, found?.DueFromUtc <= DateTime.UtcNow);
        }

        return cases.Values.Where(c => c.WaitsSinceUtc <= DateTime.UtcNow).ToDictionary(c => c.JourneyId, c => c.WaitsSinceUtc!.Value);
    });

    private static async Task<int> TakeAsync(
        IServiceProvider services, Company company, Guid person, Act act, int which, Dictionary<Guid, int> closedAt)
    {
        var db = services.GetRequiredService<AppDbContext>();
        if (act == Act.LogWithAddress)
        {
            var entry = new JourneyEntry([TestData.Said("Shop", which % 3 == 0 ? "0" : "7")]) { Contact = "someone@example.org" };
            await services.GetRequiredService<JourneyWriter>().LogAsync(company.Id, entry, ReceiptCode.New(), null, default);
            return 0;
        }

        var ids = await db.JourneysOf(company.Id).OrderBy(j => j.Id).Select(j => j.Id).ToListAsync();
        if (ids.Count == 0)
        {
            return 0;
        }

        var (key, cases) = (company.Key(ids[which % ids.Count]), services.GetRequiredService<CaseWriter>());
        switch (act)
        {
            case Act.RemoveAddress:
                await services.GetRequiredService<ContactWriter>().RemoveAsync(key, default);
                break;
            case Act.Reply:
                await cases.ReplyAsync(key, person, $"Reply {which}", close: which % 4 == 0, default);
                break;
            case Act.Answer:
                await cases.AnswerAsync(key, $"Answer {which}", default);
                break;
            case Act.Judge:
                await cases.JudgeAsync(key, Verdict.Partly, default);
                break;
            case Act.Close:
                await cases.CloseAsync(key, default);
                break;
            case Act.Reopen:
                await cases.ReopenAsync(key, default);
                break;
            case Act.Take:
                await cases.AssignAsync(key, which % 2 == 0 ? person : null, person, default);
                break;
            case Act.Promise:
                await cases.PromiseAsync(
                    key, which % 5 == 0 ? null : TimeProvider.System.Today(company.TimeZoneId).AddDays(which % 3), company.TimeZoneId, default);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(act));
        }

        if (await db.Cases.Of(key).AnyAsync(c => c.Status == CaseStatus.Closed))
        {
            closedAt[key.JourneyId] = await db.Replies.Of(key).CountAsync();
        }

        return 0;
    }
}
