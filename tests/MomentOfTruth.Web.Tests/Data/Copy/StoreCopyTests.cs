using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Search;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Companies;

namespace MomentOfTruth.Web.Tests.Data.Copy;

/// <summary>A store on SQLite is copied to PostgreSQL while it is written to: nothing is lost, changed or left over.</summary>
[Trait("Engine", "Any")]
public sealed class StoreCopyTests
{
    [Fact]
    public void EveryTable_IsDecidedOn()
    {
        using var db = new PostgreSqlDesignTime().CreateDbContext([]);
        var tables = db.Model.GetEntityTypes().Where(e => !e.IsOwned()).Select(e => e.ClrType.Name);
        Assert.Equal(tables.Order(), CopiedTables.All.Keys.Select(type => type.Name).Order());
    }

    [CopyFact]
    public async Task Copy_OfEveryTable_AndOfWhatChangedSince_IsTheSameRowForRow()
    {
        await using var target = await CopyTarget.CreateAsync();
        await using var app = await CopiedApp.StartAsync();
        var (one, other) = (await CompanyIds.OfAsync(app, "one"), await CompanyIds.OfAsync(app, "other"));
        await using (var db = app.Database.Open())
        {
            await OneOfEach.AddAsync(db);
        }

        AssertDone(await CopyAsync(app, target), "deleted 0; the same in all");
        AssertSame(app, target);

        // Nothing is left to do.
        AssertDone(await CopyAsync(app, target), "copied 0 of ");

        // Journeys are told, changed and erased, a company goes into another, names are deleted and exchanged.
        var steps = RandomHistory.AnyStep.Array[40].Single(_ => true, "0001V20CX3n1");
        foreach (var step in steps)
        {
            await app.InScopeAsync(services => RandomHistory.TakeAsync(services, one.Company.Id, step));
        }

        await app.InScopeAsync(async services => (await services.GetRequiredService<CompanyMerger>()
            .MergeAsync(other.Company.Id, one.Company.Id, default))!);
        await ExchangeNamesAsync(app, one.Company);
        var (exit, output, error) = await CopyAsync(app, target);
        AssertDone((exit, output, error), "the same in all");
        Assert.DoesNotContain("deleted 0;", output, StringComparison.Ordinal);
        AssertSame(app, target);

        // Every figure is the same, and the ledger agrees with the journeys.
        var figures = await Executable.RunAsync(Executable.On(app.Database), "measures", "--company", one.Company.Slug);
        Assert.Equal(figures.Output, (await Executable.RunAsync(target.Settings, "measures", "--company", one.Company.Slug)).Output);
        Assert.Contains("\"journeys\"", figures.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, (await Executable.RunAsync(target.Settings, "facts", "verify")).Exit);
        await AssertNumbersGoOnAsync(target);
    }

    [CopyFact]
    public async Task Copy_StoppedAnywhere_IsNotServedFrom_AndGoesOn()
    {
        await using var target = await CopyTarget.CreateAsync();
        await using var app = await CopiedApp.StartAsync();
        await CompanyIds.OfAsync(app, "mine");
        foreach (var reports in new[] { 1, 3, 8, 14, 20 })
        {
            using var stop = new CancellationTokenSource();
            await using var copy = new StoreCopy(app.Database.ConnectionString, target.ConnectionString);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copy.RunAsync(new StopAfter(reports, stop), stop.Token));
            await using var db = target.Open();
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => db.EndCopyingAsync(default));
            Assert.Contains("is not finished", refused.Message, StringComparison.Ordinal);
        }

        AssertDone(await CopyAsync(app, target), "the same in all");
        AssertSame(app, target);
        await using var plain = await CopyTarget.CreateAsync();
        await using var one = plain.Open();
        await using var other = target.Open();
        Assert.Equal(await IndexesAsync(one), await IndexesAsync(other));
    }

    [CopyFact]
    public async Task Copy_ToWhatItMustNotTouch_IsRefused_InOneLine()
    {
        await using var app = await CopiedApp.StartAsync();
        await app.CompanyAsync();
        await using var bare = await CopyTarget.CreateAsync(isMigrated: false);
        await using var target = await CopyTarget.CreateAsync();
        var (file, server) = (app.Database.ConnectionString, target.ConnectionString);
        await RefusedAsync(file, bare.ConnectionString, "--to is not up to date: run the command \"migrate\" on it first.");
        await RefusedAsync(server, file, "--from must be a store in a file");
        await RefusedAsync(file, file, "--to must be a database of PostgreSQL");
        await RefusedAsync("Data Source=/nowhere/at/all.db", server, "there is no file");
        await RefusedAsync(file, "Host=127.0.0.1;Port=1;Database=x;Username=x", "--to: ");
        Assert.Equal("--from and --to belong together.", (await Executable.RunAsync([], "migrate", "--from", file)).Error.Trim());

        // Once it has served, it is a store of its own.
        AssertDone(await CopyAsync(app, target), "the same in all");
        await using (var db = target.Open())
        {
            await db.EndCopyingAsync(default);
            await db.EndCopyingAsync(default);
        }

        await RefusedAsync(file, server, "holds a store of its own");
    }

    [CopyFact]
    public async Task Copy_IntoTheCopyOfAnotherStore_IsRefused()
    {
        await using var target = await CopyTarget.CreateAsync();
        await using var mine = await CopiedApp.StartAsync();
        await using var another = await CopiedApp.StartAsync();
        await CompanyIds.OfAsync(mine, "mine");
        await CompanyIds.OfAsync(another, "another");
        AssertDone(await CopyAsync(mine, target), "the same in all");

        await RefusedAsync(another.Database.ConnectionString, target.ConnectionString, "a copy of another store");

        await using var db = target.Open();
        await db.EndCopyingAsync(default);
        AssertSame(mine, target);
    }

    private static Task<(int Exit, string Output, string Error)> CopyAsync(AppFixture app, CopyTarget target) =>
        Executable.RunAsync([], "migrate", "--from", app.Database.ConnectionString, "--to", target.ConnectionString);

    private static async Task RefusedAsync(string from, string to, string reason)
    {
        var (exit, output, error) = await Executable.RunAsync([], "migrate", "--from", from, "--to", to);
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains(reason, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static void AssertDone((int Exit, string Output, string Error) run, string words)
    {
        Assert.True(run.Exit == 0, run.Error);
        Assert.Contains(words, run.Output.Trim().Split('\n')[^1], StringComparison.Ordinal);
    }

    private static void AssertSame(AppFixture app, CopyTarget target)
    {
        using var source = app.Database.Open();
        using var copy = target.Open();
        var (there, here) = (CopyTarget.RowsOf(source), CopyTarget.RowsOf(copy));
        Assert.Equal("", string.Join('\n', there.Except(here)));
        Assert.Equal("", string.Join('\n', here.Except(there)));
        Assert.Equal(there.Count, here.Count);
        Assert.All(copy.SearchEntries.AsNoTracking(), e => Assert.Equal(SearchableText.Folded(e.CompanyId, e.Text).Terms(), e.Terms));
        Assert.Empty(copy.Leases);
    }

    // Names that are unique: two that are exchanged, and one that is deleted and comes again as another.
    private static async Task ExchangeNamesAsync(AppFixture app, Company company)
    {
        await using var db = app.Database.Open();
        var named = db.Touchpoints.Where(t => t.CompanyId == company.Id);
        var (one, other) = (await named.OrderBy(t => t.Id).FirstAsync(), await named.OrderBy(t => t.Id).LastAsync());
        await NameAsync(one.Id, "between");
        await NameAsync(other.Id, one.NameKey);
        await NameAsync(one.Id, other.NameKey);
        await app.InScopeAsync(async services =>
        {
            var store = services.GetRequiredService<AppDbContext>();
            var canned = await store.RootCauses.FirstAsync(c => c.CompanyId == company.Id);
            await store.RootCauses.Where(c => c.Id == canned.Id).ExecuteDeleteAsync();
        });

        Task<int> NameAsync(Guid id, string key) =>
            named.Where(t => t.Id == id).ExecuteUpdateAsync(set => set.SetProperty(t => t.NameKey, key));
    }

    // The engine numbers the next row after those that were copied.
    private static async Task AssertNumbersGoOnAsync(CopyTarget target)
    {
        await using var db = target.Open();
        var last = await db.DataProtectionKeys.MaxAsync(k => k.Id);
        var added = new Microsoft.AspNetCore.DataProtection.EntityFrameworkCore.DataProtectionKey { FriendlyName = "next" };
        db.Add(added);
        await db.SaveChangesAsync();
        Assert.Equal(last + 1, added.Id);
    }

    private static Task<List<string>> IndexesAsync(AppDbContext db) => db.Database.SqlQueryRaw<string>(
        """SELECT indexdef AS "Value" FROM pg_indexes WHERE schemaname = 'public' AND tablename !~ '_[0-9]+$' ORDER BY 1""").ToListAsync();

    private sealed class StopAfter(int reports, CancellationTokenSource stop) : IProgress<CopiedCounts>
    {
        private int _left = reports;

        public void Report(CopiedCounts value)
        {
            if (--_left == 0)
            {
                stop.Cancel();
            }
        }
    }

    /// <summary>An app on a file of its own.</summary>
    private sealed class CopiedApp : AppFixture, IAsyncDisposable
    {
        public static async Task<CopiedApp> StartAsync()
        {
            var app = new CopiedApp();
            await ((IAsyncLifetime)app).InitializeAsync();
            return app;
        }

        async ValueTask IAsyncDisposable.DisposeAsync() => await ((IAsyncLifetime)this).DisposeAsync();
    }
}
