using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Crash.Tests;

/// <summary>
/// Whatever ends the app while customers write: each journey that was acknowledged is there with all its moments and its receipt, none is
/// there in part, and the ledger agrees with the journeys. <c>MOT_CRASH_ROUNDS</c> says how often; a few rounds without it.
/// </summary>
public sealed class KilledTests
{
    private const string Slug = "crashed";

    private const int FewRounds = 5, Moments = 2, FewestOfARound = 20;

    private static int Rounds => int.TryParse(
        Environment.GetEnvironmentVariable("MOT_CRASH_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) ? rounds : FewRounds;

    [Fact]
    public async Task Killed_WhileThirtyTwoWrite_LosesNothingThatWasAcknowledged()
    {
        using var folder = new TemporaryFolder();
        var store = Path.Combine(folder.Path, "crash.db");
        await PrepareAsync(store);
        var customers = new Customers();
        for (var round = 1; round <= Rounds; round++)
        {
            await using var app = await ServedApp.StartAsync(store);
            await WriteAndThenAsync(customers, app, round, app.KillAsync);
            await AssertWholeAsync(store, customers);
        }

        Assert.Empty(customers.Refused);
        await AssertCodesOpenAsync(store, customers);
    }

    [Fact]
    public async Task Stopped_WhileThirtyTwoWrite_AnswersAllItHasTaken_AndEndsInOrder()
    {
        using var folder = new TemporaryFolder();
        var store = Path.Combine(folder.Path, "stop.db");
        await PrepareAsync(store);
        var (customers, exit) = (new Customers(), -1);
        await using var app = await ServedApp.StartAsync(store);

        await WriteAndThenAsync(customers, app, round: 2, async () => exit = await app.StopAsync());

        Assert.Equal(0, exit);
        Assert.Empty(customers.Refused);
        await AssertWholeAsync(store, customers);
    }

    [Fact]
    public async Task BackUp_KilledHalfway_LeavesNoCopyThatIsNone_AndMayBeMadeAgain()
    {
        using var folder = new TemporaryFolder();
        var (store, copy) = (Path.Combine(folder.Path, "store.db"), Path.Combine(folder.Path, "copy.db"));
        await PrepareAsync(store);
        await File.WriteAllTextAsync(copy + ".part", "what a back-up that was killed leaves");

        var (exit, output) = await ServedApp.CommandAsync(store, "backup", copy);

        Assert.True(exit == 0, output);
        Assert.Equal([copy], Directory.GetFiles(folder.Path, "copy.*"));
    }

    // Ends the app once so many have been acknowledged: at another point of the work in each round.
    private static async Task WriteAndThenAsync(Customers customers, ServedApp app, int round, Func<Task> end)
    {
        var (left, enough) = (FewestOfARound * (1 + (round % FewRounds)), new TaskCompletionSource());
        using var stop = new CancellationTokenSource();
        var writing = customers.WriteAsync(
            app.Address,
            Slug,
            () =>
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    enough.SetResult();
                }
            },
            stop.Token);
        if (await Task.WhenAny(enough.Task, writing) == writing)
        {
            await writing;
        }

        Assert.True(enough.Task.IsCompleted, "The app ended by itself.");
        await end();
        await stop.CancelAsync();
        await writing;
    }

    private static async Task PrepareAsync(string store)
    {
        await using var db = Open(store);
        await db.Database.MigrateAsync();
        await new FactsLedger(db).KeepUpAsync(default);
        await new SearchIndex(db).KeepUpAsync(default);
        var company = new Company(Slug, "Crashed", "Asia/Seoul");
        db.Add(company);
        db.AddRange(new Touchpoint(company.Id, "Shop", Channel.Store), new Touchpoint(company.Id, "Activation", Channel.Device));
        await db.SaveChangesAsync();
    }

    private static async Task AssertWholeAsync(string store, Customers customers)
    {
        await using var db = Open(store);
        var company = await db.Companies.SingleAsync();
        var stored = await db.JourneysOf(company.Id).Select(j => new { j.Id, j.Facts.Zeros, j.Facts.KilledAt, Moments = j.Moments.Count }).ToListAsync();
        var ids = stored.Select(j => j.Id).ToHashSet();

        Assert.DoesNotContain(customers.Acknowledged, id => !ids.Contains(id));
        Assert.All(stored, journey => Assert.Equal((Moments, 1, 2), (journey.Moments, journey.Zeros, journey.KilledAt)));
        Assert.Equal(stored.Count, await db.Receipts.CountAsync());
        Assert.Equal(stored.Count, await db.Cases.CountAsync());
        Assert.Equal(stored.Count, await db.SearchEntries.CountAsync());
        Assert.Empty(await new FactsLedger(db).VerifyAsync(company.Id, null, default));
    }

    private static async Task AssertCodesOpenAsync(string store, Customers customers)
    {
        await using var db = Open(store);
        foreach (var code in customers.Codes)
        {
            var hash = ReceiptCode.TryParse(code)!.Hash();
            Assert.True(await db.Receipts.AnyAsync(r => r.Hash == hash), "A code that a customer was shown opens nothing.");
        }
    }

    private static SqliteAppDbContext Open(string store) => new((DbContextOptions<SqliteAppDbContext>)SqliteAppDbContext.Configure(
        new DbContextOptionsBuilder<SqliteAppDbContext>(), $"Data Source={store};Pooling=False").Options);
}
