using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests.Data;

/// <summary>Many write at once: each gets its own answer, and what was answered is stored and counted.</summary>
public sealed class GroupCommitTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task ManyAtOnce_AreAllStored_Counted_AndFound()
    {
        var company = await app.CompanyAsync();

        var keys = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => LogAsync(company, ReceiptCode.New(), i % 3 == 0 ? "0" : "9", $"canary{i}")));

        Assert.Equal(60, keys.Distinct().Count());
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            Assert.Equal(60, await db.JourneysOf(company.Id).CountAsync());
            Assert.Equal(60, await db.Receipts.CountAsync(r => r.CompanyId == company.Id));
            Assert.Equal(20, await db.Cases.CountAsync(c => c.CompanyId == company.Id));
            Assert.Equal(60, await db.SearchEntries.CountAsync(e => e.CompanyId == company.Id));
            Assert.Empty(await services.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default));
            return true;
        });
    }

    [Fact]
    public async Task OneThatFails_FailsAlone_AndLeavesNothing()
    {
        var company = await app.CompanyAsync();
        await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var shop = await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().Touchpoints
            .Where(t => t.CompanyId == company.Id).Select(t => t.Id).SingleAsync());
        Journey Made() => new(company.Id, new MomentEntry(shop, Channel.Store, new(90), TestData.Day, null, null), DateTime.UtcNow);
        var tasks = Enumerable.Range(0, 20).Select(i => i % 4 == 1
            ? app.InScopeAsync(services => services.GetRequiredService<GroupCommit>().RunAsync<JourneyKey?>(
                async write =>
                {
                    // It has written, and then finds that it cannot go on.
                    await write.Get<JourneyWriter>().LogAllAsync([Made()], default);
                    write.Add(Made());
                    throw new InvalidOperationException($"No {i}.");
                },
                default))
            : LogAsync(company, ReceiptCode.New(), "9", "told")).ToList();

        for (var i = 0; i < tasks.Count; i++)
        {
            if (i % 4 == 1)
            {
                Assert.Equal($"No {i}.", (await Assert.ThrowsAsync<InvalidOperationException>(() => tasks[i])).Message);
            }
            else
            {
                Assert.NotNull(await tasks[i]);
            }
        }

        await app.InScopeAsync(async services =>
        {
            Assert.Equal(16, await services.GetRequiredService<AppDbContext>().JourneysOf(company.Id).CountAsync());
            Assert.Empty(await services.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default));
            return true;
        });
    }

    // Each adds a moment to a journey of its own, and one journey is changed by all the others at once.
    [Fact]
    public async Task ManyChangesAtOnce_AreAllStoredAndCounted_AndOfOneVersionOnlyTheFirst()
    {
        var company = await app.CompanyAsync();
        var own = new List<JourneyKey>();
        for (var i = 0; i < 12; i++)
        {
            own.Add((await LogAsync(company, ReceiptCode.New(), "8", $"own{i}"))!.Value);
        }

        var common = (await LogAsync(company, ReceiptCode.New(), "8", "common"))!.Value;
        var version = await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().JourneyAt(common).Select(j => j.Version).SingleAsync());
        Task<(JourneyChange Change, int Number)> AddAsync(JourneyKey key, string touchpoint) => app.InScopeAsync(async services =>
            await services.GetRequiredService<MomentWriter>().AddAsync(key, version, TestData.Said(touchpoint, "0"), default));
        var ofOwn = own.ConvertAll(key => AddAsync(key, "Bill"));
        var ofCommon = Enumerable.Range(0, 12).Select(i => AddAsync(common, $"New name {i}")).ToList();

        Assert.All(await Task.WhenAll(ofOwn), added => Assert.Equal((JourneyChange.Done, 3), added));
        var answers = (await Task.WhenAll(ofCommon)).GroupBy(added => added.Change).ToDictionary(change => change.Key, change => change.Count());
        Assert.Equal(new() { [JourneyChange.Done] = 1, [JourneyChange.Conflict] = 11 }, answers);
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            Assert.Equal(13, await db.JourneysOf(company.Id).CountAsync(j => j.Facts.Zeros == 1 && j.Moments.Count == 3));
            Assert.Equal(1, await db.Touchpoints.CountAsync(t => t.CompanyId == company.Id && t.Name.StartsWith("New name")));
            Assert.Empty(await services.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default));
            return true;
        });
    }

    [Fact]
    public async Task WhoHasLeft_BeforeItsTurn_IsNotWritten()
    {
        var company = await app.CompanyAsync();
        using var left = new CancellationTokenSource();
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.InScopeAsync(services => services.GetRequiredService<JourneyWriter>()
            .LogAsync(company.Id, new JourneyEntry([TestData.Said("Shop", "9")]), ReceiptCode.New(), null, left.Token)));

        Assert.Equal(0, await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().JourneysOf(company.Id).CountAsync()));
    }

    [Fact]
    public async Task EachWrite_IsInTheLanguageOfItsOwnRequest()
    {
        await app.CompanyAsync();

        var cultures = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() =>
        {
            var culture = i % 2 == 0 ? "ko" : "en";
            System.Globalization.CultureInfo.CurrentUICulture = new(culture);
            return app.InScopeAsync(async services => (culture, await services.GetRequiredService<GroupCommit>().RunAsync(
                async _ =>
                {
                    await Task.Yield();
                    return SiteCulture.Current;
                },
                default)));
        })));

        Assert.All(cultures, pair => Assert.Equal(pair.culture, pair.Item2));
    }

    // More than one transaction takes, and who gets the lock first need not be first in line.
    [Fact]
    public async Task MoreThanShareATransaction_FromManyThreads_GetEachItsOwnResult()
    {
        var (goOn, began) = (new TaskCompletionSource(), new TaskCompletionSource());
        await app.CompanyAsync();
        var line = app.Services.GetRequiredService<CommitLine>();
        var first = line.RunAsync(
            async _ =>
            {
                began.SetResult();
                await goOn.Task;
                return -1;
            },
            default);
        await began.Task;

        var others = Enumerable.Range(1, 4 * CommitLine.MostTogether).Select(i => Task.Run(() => line.RunAsync(_ => Task.FromResult(i), default))).ToList();
        goOn.SetResult();

        Assert.Equal(-1, await first);
        Assert.Equal(Enumerable.Range(1, 4 * CommitLine.MostTogether), await Task.WhenAll(others));
    }

    [Fact]
    public async Task ALineThatIsTooLong_IsRefused_AndTheOthersAreWritten()
    {
        var (goOn, began) = (new TaskCompletionSource(), new TaskCompletionSource());
        var line = app.Services.GetRequiredService<CommitLine>();
        var first = line.RunAsync(
            async _ =>
            {
                began.SetResult();
                await goOn.Task;
                return -1;
            },
            default);
        await began.Task;
        var others = Enumerable.Range(0, CommitLine.MostWaiting).Select(i => line.RunAsync(_ => Task.FromResult(i), default)).ToList();

        var refused = await Assert.ThrowsAsync<StoreBusyException>(() => line.RunAsync(_ => Task.FromResult(0), default));
        Assert.Equal(StoreFailure.Unavailable, StoreFailures.Of(refused));

        goOn.SetResult();
        Assert.Equal(-1, await first);
        Assert.Equal(Enumerable.Range(0, CommitLine.MostWaiting), await Task.WhenAll(others));
    }

    private Task<JourneyKey?> LogAsync(Company company, ReceiptCode code, string score, string story) => app.InScopeAsync(services =>
        services.GetRequiredService<JourneyWriter>().LogAsync(
            company.Id, new JourneyEntry([TestData.Said("Shop", score, story: story), TestData.Said("Phone", "7")]), code, null, default));
}
