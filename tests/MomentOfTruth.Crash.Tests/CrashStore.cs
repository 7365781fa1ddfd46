using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Crash.Tests;

/// <summary>The store that customers write to while the app is ended: prepared before, and looked through afterwards.</summary>
internal sealed class CrashStore
{
    public const string Slug = "crashed";

    private const int Moments = 2;

    private readonly Func<AppDbContext> _open;

    private CrashStore(DatabaseProvider provider, string connectionString, Func<AppDbContext> open) =>
        (Settings, _open) = ([("Database__Provider", provider.ToString()), ("Database__ConnectionString", connectionString)], open);

    /// <summary>What the app is told about it.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings { get; }

    public static CrashStore InFile(string file) => new(DatabaseProvider.Sqlite, $"Data Source={file}", () => new SqliteAppDbContext(
        (DbContextOptions<SqliteAppDbContext>)SqliteAppDbContext.Configure(
            new DbContextOptionsBuilder<SqliteAppDbContext>(), $"Data Source={file};Pooling=False").Options));

    /// <param name="app">How the app reaches it.</param>
    /// <param name="server">The one server that is looked at.</param>
    public static CrashStore OnServer(string app, string server) => new(DatabaseProvider.PostgreSql, app, () => new PostgreSqlAppDbContext(
        (DbContextOptions<PostgreSqlAppDbContext>)PostgreSqlAppDbContext.Configure(
            new DbContextOptionsBuilder<PostgreSqlAppDbContext>(), $"{server};Pooling=False").Options));

    /// <summary>A company with two touchpoints in a new store.</summary>
    public async Task PrepareAsync()
    {
        await using var db = _open();
        await db.Database.MigrateAsync();
        await new FactsLedger(db).KeepUpAsync(default);
        await new SearchIndex(db).KeepUpAsync(default);
        var company = new Company(Slug, "Crashed", "Asia/Seoul");
        db.Add(company);
        db.AddRange(new Touchpoint(company.Id, "Shop", Channel.Store), new Touchpoint(company.Id, "Activation", Channel.Device));
        await db.SaveChangesAsync();
    }

    /// <summary>Compares what is stored with what customers were told.</summary>
    public async Task<Findings> LookAsync(IReadOnlyDictionary<Guid, Told> acknowledged)
    {
        await using var db = _open();
        var company = await db.Companies.SingleAsync(c => c.Slug == Slug);
        var journeys = await db.JourneysOf(company.Id)
            .Select(j => new { j.Id, IsWhole = j.Moments.Count == Moments && j.Facts.Zeros == 1 && j.Facts.KilledAt == Moments })
            .ToDictionaryAsync(j => j.Id, j => j.IsWhole);
        var photos = await (
            from photo in db.Photos
            join file in db.PhotoFiles on new { photo.CompanyId, PhotoId = photo.Id } equals new { file.CompanyId, file.PhotoId } into files
            from file in files.DefaultIfEmpty()
            where photo.CompanyId == company.Id && photo.JourneyId != null
            select new
            {
                Journey = photo.JourneyId!.Value,
                IsWhole = file != null && file.Picture.Length + file.Thumbnail.Length == photo.Bytes,
            }).ToListAsync();
        var pictured = photos.Where(p => p.IsWhole).Select(p => p.Journey).ToHashSet();
        int[] besides =
        [
            await db.Receipts.CountAsync(r => r.CompanyId == company.Id),
            await db.Cases.CountAsync(c => c.CompanyId == company.Id),
            await db.SearchEntries.CountAsync(e => e.CompanyId == company.Id),
        ];
        return new Findings(
            journeys.Count,
            acknowledged.Count(told => !journeys.ContainsKey(told.Key) || (told.Value.HasPhoto && !pictured.Contains(told.Key))),
            journeys.Count(j => !j.Value) + photos.Count(p => !p.IsWhole) + besides.Sum(rows => Math.Abs(rows - journeys.Count)),
            (await new FactsLedger(db).VerifyAsync(company.Id, null, default)).Count);
    }

    /// <summary>Fails unless all that was acknowledged is there, whole, and counted.</summary>
    public async Task<Findings> AssertWholeAsync(IReadOnlyDictionary<Guid, Told> acknowledged)
    {
        var found = await LookAsync(acknowledged);
        Assert.True(found is { Lost: 0, Partial: 0, Differences: 0 }, $"{acknowledged.Count} acknowledged, {found}");
        return found;
    }

    /// <summary>Runs what a test does with the store itself.</summary>
    public async Task<T> DoAsync<T>(Func<AppDbContext, Task<T>> work)
    {
        await using var db = _open();
        return await work(db);
    }
}

/// <summary>What a look through the store has found.</summary>
/// <param name="Journeys">How many are stored.</param>
/// <param name="Lost">Journeys that were acknowledged and are not there, or whose photo is not.</param>
/// <param name="Partial">Journeys, photos and what belongs to them that are there in part.</param>
/// <param name="Differences">Between the ledger and the journeys.</param>
internal sealed record Findings(int Journeys, int Lost, int Partial, int Differences);
