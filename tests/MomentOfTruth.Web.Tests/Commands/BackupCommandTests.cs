using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Admin;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Tests.Commands;

/// <summary>A store that is a file is copied while it serves, and a copy is put back; always checked.</summary>
[Trait("Engine", "Any")]
public sealed class BackupCommandTests(BackupCommandTests.Scheduled app) : IClassFixture<BackupCommandTests.Scheduled>
{
    [Fact]
    public async Task Backup_OfAStoreThatIsWrittenTo_HoldsWhatWasAcknowledgedBefore_AndIsRestored()
    {
        using var folder = new TemporaryFolder();
        var (file, restored) = (Path.Combine(folder.Path, "copy.db"), Path.Combine(folder.Path, "restored.db"));
        var company = await app.CompanyAsync();
        var before = new List<JourneyKey>();
        for (var i = 0; i < 20; i++)
        {
            before.Add(await LogAsync(company));
        }

        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await LogAsync(company);
            }
        })).ToList();
        var (exit, output, error) = await OnAsync(app.Database.ConnectionString, "backup", file);
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        Assert.True(exit == 0, error);
        Assert.Matches("^backed up [0-9]+ journeys, [0-9]+ moments, [0-9]+ photos \\([0-9.]+ MB\\); checked", output);
        Assert.Equal([file], Directory.GetFiles(folder.Path));

        // Into an empty place, and then over a store, which is kept.
        (exit, output, error) = await OnAsync($"Data Source={restored}", "restore", file);
        Assert.True(exit == 0, error);
        Assert.StartsWith("restored ", output, StringComparison.Ordinal);
        await using (var db = OpenAt(restored))
        {
            var keys = (await db.JourneysOf(company.Id).Select(j => j.Id).ToListAsync()).ToHashSet();
            Assert.All(before, key => Assert.Contains(key.JourneyId, keys));
        }

        (exit, output, _) = await OnAsync($"Data Source={restored}", "facts", "verify");
        Assert.Equal((0, true), (exit, output.Contains("0 differences", StringComparison.Ordinal)));
        (exit, output, error) = await OnAsync($"Data Source={restored}", "restore", file);
        Assert.True(exit == 0, error);
        Assert.Contains(restored + ".before-", output, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder.Path, "restored.db.before-*"));
    }

    [Fact]
    public async Task Backup_OverAFile_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "copy.db");
        await File.WriteAllTextAsync(file, "mine");

        var (exit, _, error) = await OnAsync(app.Database.ConnectionString, "backup", file);

        Assert.Equal((1, "mine"), (exit, await File.ReadAllTextAsync(file)));
        Assert.Contains("is there already", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "is no store, or is damaged")]
    [InlineData("cut", "damaged")]
    [InlineData("counts", "does not agree with its journeys")]
    [InlineData("missing", "There is no file")]
    public async Task Restore_OfWhatIsNoGoodCopy_IsRefused_AndChangesNothing(string kind, string reason)
    {
        using var folder = new TemporaryFolder();
        var (file, store) = (Path.Combine(folder.Path, "copy.db"), Path.Combine(folder.Path, "store.db"));
        var company = await app.CompanyAsync();
        await LogAsync(company);
        await OnAsync(app.Database.ConnectionString, "backup", file);
        await OnAsync($"Data Source={store}", "migrate");
        await SpoilAsync(file, kind);
        var before = await File.ReadAllBytesAsync(store);

        var (exit, _, error) = await OnAsync($"Data Source={store}", "restore", file);

        Assert.Equal(1, exit);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(store));
        Assert.Empty(Directory.GetFiles(folder.Path, "*.before-*"));
    }

    [Fact]
    public async Task Restore_WhileTheAppHasTheStoreOpen_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "copy.db");
        var company = await app.CompanyAsync();
        await OnAsync(app.Database.ConnectionString, "backup", file);
        await using var db = OpenAt(app.Database.FileName);
        await using var reading = await db.Database.BeginTransactionAsync();

        var (exit, _, error) = await OnAsync(app.Database.ConnectionString, "restore", file);

        Assert.Equal(1, exit);
        Assert.Contains("stop the app first", error, StringComparison.Ordinal);
        Assert.NotEqual(Guid.Empty, company.Id);
    }

    [Fact]
    public async Task Schedule_MakesACopyWhenItIsTime_AndKeepsTheNewest()
    {
        await app.CompanyAsync();
        var schedule = app.Services.GetRequiredService<BackupSchedule>();
        var made = new List<string>();
        for (var hour = 100; hour < 110; hour++)
        {
            app.Clock.Ahead = TimeSpan.FromHours(hour);
            if (await schedule.RunAsync(default) is { } file)
            {
                made.Add(file);
            }
        }

        // Every three hours, and long after the one that was made at the start: at 100, 103, 106 and 109, of which two are kept.
        Assert.Equal(4, made.Count);
        Assert.Equal(made.TakeLast(2), Directory.GetFiles(app.Folder.Path).Order(StringComparer.Ordinal));
    }

    private static async Task SpoilAsync(string file, string kind)
    {
        switch (kind)
        {
            case "text":
                await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat("no store at all ", 1000)));
                break;
            case "cut":
                await using (var written = new FileStream(file, FileMode.Open))
                {
                    written.SetLength(written.Length / 2);
                }

                break;
            case "counts":
                await using (var db = OpenAt(file))
                {
                    await db.Facts.Take(1).ExecuteDeleteAsync();
                }

                break;
            default:
                File.Delete(file);
                break;
        }
    }

    private static SqliteAppDbContext OpenAt(string file) => new((DbContextOptions<SqliteAppDbContext>)SqliteAppDbContext.Configure(
        new DbContextOptionsBuilder<SqliteAppDbContext>(), $"Data Source={file};Pooling=False").Options);

    private static Task<(int Exit, string Output, string Error)> OnAsync(string connectionString, params string[] words) =>
        Executable.RunAsync([("Database__Provider", "Sqlite"), ("Database__ConnectionString", connectionString)], words);

    private async Task<JourneyKey> LogAsync(Company company) => (await app.InScopeAsync(services => services.GetRequiredService<JourneyWriter>().LogAsync(
        company.Id, new JourneyEntry([TestData.Said("Shop", "0"), TestData.Said("Phone", "9")]), ReceiptCode.New(), null, default)))!.Value;

    /// <summary>The app that makes a copy every three hours and keeps two.</summary>
    public sealed class Scheduled : AppFixture
    {
        public TemporaryFolder Folder { get; } = new();

        public Intake.QuickSendTests.AheadClock Clock { get; } = new();

        protected override IEnumerable<(string Key, string Value)> Settings =>
            [("Backup:Folder", Folder.Path), ("Backup:EveryHours", "3"), ("Backup:Kept", 2.ToString(CultureInfo.InvariantCulture))];

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
        }
    }
}
