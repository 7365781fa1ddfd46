using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Crash.Tests;

/// <summary>A command is killed at many points of its work, and given again.</summary>
public sealed class KilledCommandTests
{
    [Fact]
    public async Task Migrate_Killed_IsDoneByTheNextOne()
    {
        using var folder = new TemporaryFolder();
        var whole = await TimeAsync(New("whole"), "migrate");
        var times = Form.Times(few: 2, all: 20);
        for (var time = 1; time <= times; time++)
        {
            var store = New($"{time}");

            // Most of it is the start of the process: the schema comes in the last third.
            await KillAsync(store, whole * (0.6 + (0.4 * time / (times + 1))), "migrate");

            var (exit, printed) = await ServedApp.CommandAsync(store, "migrate");
            Assert.True(exit == 0, printed);
            await store.PrepareAsync();
            await store.AssertWholeAsync(new Dictionary<Guid, Told>());
        }

        Report.Write("`migrate` killed while it makes the schema", times, 0, 0, 0, "done by the next `migrate`");

        CrashStore New(string name) => CrashStore.InFile(Path.Combine(folder.Path, name + ".db"));
    }

    [Fact]
    public async Task Migrate_AfterOneThatLeftItsMark_DoesNotWaitForIt()
    {
        using var folder = new TemporaryFolder();
        var store = CrashStore.InFile(Path.Combine(folder.Path, "marked.db"));
        await store.DoAsync(db => db.Database.ExecuteSqlAsync($"""
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00');
            """));

        await store.PrepareAsync().WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Single(Directory.GetFiles(folder.Path, "*.db"));
        Assert.Empty(Directory.GetFiles(folder.Path, "*-migrating"));
    }

    [FullFact(Need.Time)]
    public async Task Migrate_KilledWhileItCountsAnew_IsDoneByTheNextOne()
    {
        using var folder = new TemporaryFolder();
        var store = CrashStore.InFile(Path.Combine(folder.Path, "counted.db"));
        var journeys = Form.IsFull ? 100_000 : 2_000;
        await store.PrepareAsync();
        await DoneAsync(store, "demo", "--journeys", $"{journeys}", "--companies", "5");
        await OutdateAsync(store);
        var whole = await TimeAsync(store, "migrate");
        var times = Form.Times(10);
        for (var time = 1; time <= times; time++)
        {
            await OutdateAsync(store);
            await KillAsync(store, whole * time / (times + 1), "migrate");
            await DoneAsync(store, "migrate");
            await DoneAsync(store, "facts", "verify");
        }

        Report.Write(
            "`migrate` killed while it counts anew", times, 0, 0, 0,
            $"{journeys:N0} journeys; done by the next `migrate`, `facts verify` clean");
    }

    [FullFact(Need.Time)]
    public async Task BackUp_KilledWhileCustomersWrite_LeavesNoHalfCopy_AndMayBeMadeAgain()
    {
        using var folder = new TemporaryFolder();
        var store = CrashStore.InFile(Path.Combine(folder.Path, "store.db"));
        var journeys = Form.IsFull ? 200_000 : 2_000;
        await store.PrepareAsync();
        await DoneAsync(store, "demo", "--journeys", $"{journeys}", "--companies", "5");
        await using var app = await ServedApp.StartAsync(store);
        var customers = new Customers();
        customers.Start(app.Address);
        await customers.UntilAsync(20);
        var file = Path.Combine(folder.Path, "copy.db");
        var whole = await TimeAsync(store, "backup", file);
        File.Delete(file);
        var (times, halves) = (Form.Times(10), 0);
        for (var time = 1; time <= times; time++)
        {
            var before = customers.Acknowledged.ToDictionary();
            await KillAsync(store, whole * (0.3 + (0.7 * time / (times + 1))), "backup", file);
            halves += File.Exists(file + ".part") ? 1 : 0;
            if (!File.Exists(file))
            {
                await DoneAsync(store, "backup", file);
            }

            await CrashStore.InFile(file).AssertWholeAsync(before);
            File.Delete(file);
        }

        await customers.StopAsync();
        await app.KillAsync();
        await store.AssertWholeAsync(customers.Acknowledged);
        Assert.Equal(0, customers.Refused);
        Report.Write(
            "`backup` killed while customers write", times, customers.Acknowledged.Count, 0, 0,
            $"{journeys:N0} journeys; {halves} halves left, each made whole by the next `backup`");
    }

    // As a version that counts otherwise finds it.
    private static Task<int> OutdateAsync(CrashStore store) =>
        store.DoAsync(db => db.Ledger.ExecuteUpdateAsync(set => set.SetProperty(l => l.Definition, 0)));

    private static async Task DoneAsync(CrashStore store, params string[] words)
    {
        var (exit, printed) = await ServedApp.CommandAsync(store, words);
        Assert.True(exit == 0, printed);
    }

    private static async Task<TimeSpan> TimeAsync(CrashStore store, params string[] words)
    {
        var watch = Stopwatch.StartNew();
        await DoneAsync(store, words);
        return watch.Elapsed;
    }

    // The moment is what is tried here: nothing is waited for.
    private static async Task KillAsync(CrashStore store, TimeSpan after, params string[] words)
    {
        using var command = ServedApp.Begin(store, words);
        await Task.WhenAny(Task.Delay(after), command.WaitForExitAsync());
        command.Kill();
        await command.WaitForExitAsync();
    }
}
