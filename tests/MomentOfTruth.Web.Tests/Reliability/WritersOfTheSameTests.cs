using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.MyJourneys;
using MomentOfTruth.Web.Features.Publications;
using Npgsql;

namespace MomentOfTruth.Web.Tests.Reliability;

/// <summary>
/// Many change, finish, answer, publish, merge and erase the same journeys at once. All of them lock in one order, so that the engine never
/// has to end one of them for the sake of another.
/// </summary>
public sealed class WritersOfTheSameTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const int Writers = 6, Journeys = 40, Rounds = 120;

    [Fact]
    public async Task Writers_OfTheSameJourneys_NeverEndEachOther()
    {
        var company = await app.CompanyAsync();
        var manager = await app.PersonAsync(company, CompanyRole.Manager);
        var journeys = new List<JourneyKey>();
        for (var i = 0; i < Journeys; i++)
        {
            var (id, _) = await app.JourneyAsync(company, TestData.Said($"Place {i % 7}", "8"), TestData.Said($"Spot {i % 5}", i % 3 == 0 ? "0" : "6"));
            journeys.Add(company.Key(id));
        }

        var failures = new ConcurrentBag<Exception>();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var round = 0; round < Rounds; round++)
            {
                var key = journeys[random.Next(Journeys)];
                for (var attempt = 1; attempt <= Transactions.MostAttempts; attempt++)
                {
                    try
                    {
                        await app.InScopeAsync(services => WriteAsync(services, key, manager.Id, random));
                        break;
                    }
                    catch (Exception failure) when (attempt < Transactions.MostAttempts && IsWorthAnother(failure))
                    {
                        // SQLite lets one write at a time and keeps no queue: on a busy machine one may wait in vain, and asks again.
                    }
                    catch (Exception failure)
                    {
                        failures.Add(failure);
                        break;
                    }
                }
            }
        })));

        Assert.Empty(failures.Select(failure => failure.GetBaseException().Message));
        Assert.Equal(0, await DeadlocksAsync());
        Assert.Empty(await app.InScopeAsync(s => s.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default)));
    }

    private static bool IsWorthAnother(Exception failure) =>
        TestDatabase.Provider == DatabaseProvider.Sqlite && StoreFailures.Of(failure) == StoreFailure.Unavailable;

    [Fact]
    public async Task Write_ThatTheEngineEndsForAnother_IsDoneAgain()
    {
        var attempts = 0;

        var done = await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().WriteAsync(async transaction =>
        {
            attempts++;
            if (attempts < 3)
            {
                throw new DbUpdateException("", new PostgresException("", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected));
            }

            await transaction.CommitAsync();
            return "done";
        }, default));

        Assert.Equal(("done", 3), (done, attempts));
    }

    [Fact]
    public async Task Write_ThatTheEngineAlwaysEnds_IsGivenUp()
    {
        var attempts = 0;

        var failure = await Assert.ThrowsAsync<PostgresException>(() => app.InScopeAsync(services =>
            services.GetRequiredService<AppDbContext>().WriteAsync<int>(_ =>
            {
                attempts++;
                throw new PostgresException("", "ERROR", "ERROR", PostgresErrorCodes.SerializationFailure);
            }, default)));

        Assert.Equal((StoreFailure.Contended, Transactions.MostAttempts), (StoreFailures.Of(failure), attempts));
    }

    private static async Task<bool> WriteAsync(IServiceProvider services, JourneyKey key, Guid manager, Random random)
    {
        var db = services.GetRequiredService<AppDbContext>();
        var (writer, moments, cases) = (services.GetRequiredService<JourneyWriter>(), services.GetRequiredService<MomentWriter>(), services.GetRequiredService<CaseWriter>());
        var version = await db.JourneyAt(key).Select(j => (int?)j.Version).SingleOrDefaultAsync() ?? 1;
        var entry = TestData.Said($"Place {random.Next(12)}", random.Next(4) == 0 ? "0" : "7");
        switch (random.Next(12))
        {
            case 0 or 1:
                await moments.AddAsync(key, version, entry, default);
                break;
            case 2:
                await moments.EditAsync(key, version, 1, entry, default);
                break;
            case 3 or 4:
                await writer.FinishAsync(key, version, Outcome.Stayed, TestData.Day.AddDays(random.Next(3)), null, default);
                break;
            case 5:
                await writer.ReopenAsync(key, version, default);
                break;
            case 6:
                await cases.ReplyAsync(key, manager, "Sorry", random.Next(3) == 0, default);
                break;
            case 7:
                await cases.ReopenAsync(key, default);
                break;
            case 8:
                await services.GetRequiredService<PublicationWriter>().AskAsync(key, version, "Somebody", default);
                break;
            case 9:
                await MergeAsync(services, db, key.CompanyId, random);
                break;
            case 10:
                await writer.FinishQuietAsync(key.CompanyId, DateTime.UtcNow.AddDays(1), 5, default);
                await services.GetRequiredService<ContactWriter>().RemoveAsync(key, default);
                break;
            default:
                await writer.EraseAsync(key, null, default);
                break;
        }

        return true;
    }

    // One of the names is counted as another, or for itself again.
    private static async Task MergeAsync(IServiceProvider services, AppDbContext db, Guid companyId, Random random)
    {
        var names = await db.Touchpoints.Where(t => t.CompanyId == companyId).OrderBy(t => t.Name).ToListAsync();
        var (one, other) = (names[random.Next(names.Count)], names[random.Next(names.Count)]);
        db.ChangeTracker.Clear();
        await db.Touchpoints.Where(t => t.Id == other.Id && t.State == NameState.Proposed)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.State, NameState.Kept));
        var merger = services.GetRequiredService<NameMerger>();
        _ = one.State == NameState.Merged
            ? await merger.UndoAsync<Touchpoint>(companyId, one.Id, default)
            : await merger.MergeAsync<Touchpoint>(companyId, one.Id, other.Id, default);
    }

    private async Task<long> DeadlocksAsync() => TestDatabase.Provider != DatabaseProvider.PostgreSql ? 0 : await app.InScopeAsync(services =>
        services.GetRequiredService<AppDbContext>().Database
            .SqlQuery<long>($"SELECT deadlocks AS \"Value\" FROM pg_stat_database WHERE datname = current_database()").SingleAsync());
}
