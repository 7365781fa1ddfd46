using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// What an erased journey would leave behind although it is gone: the words that only it had brought in, as names of touchpoints and products
/// and in emptied rows of the ledger. Runs in the transaction that erases; only a count by month stays.
/// </summary>
internal static class JourneyEraser
{
    private const string OneMore = """
        INSERT INTO "Erasures" ("CompanyId", "Month", "N") VALUES ({0}, {1}, 1)
        ON CONFLICT ("CompanyId", "Month") DO UPDATE SET "N" = "Erasures"."N" + 1
        """;

    /// <summary>The touchpoints that the journey names, or named before it was changed. Read before it is gone.</summary>
    public static async Task<IReadOnlyList<Guid>> TouchpointsAsync(AppDbContext db, Journey journey, CancellationToken cancellationToken) =>
        [.. journey.Moments.Select(m => m.TouchpointId)
            .Union(await db.MomentRevisions.Where(r => r.JourneyId == journey.Id).Select(r => r.TouchpointId).Distinct().ToListAsync(cancellationToken))];

    /// <param name="db">The store.</param>
    /// <param name="erased">The journey.</param>
    /// <param name="touchpoints">What <see cref="TouchpointsAsync"/> gave.</param>
    /// <param name="nowUtc">Whose month the erasing counts to.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task SweepAsync(AppDbContext db, Journey erased, IReadOnlyList<Guid> touchpoints, DateTime nowUtc, CancellationToken cancellationToken)
    {
        // SQLite keeps ids as bytes.
        object company = db is SqliteAppDbContext ? erased.CompanyId.ToByteArray(bigEndian: true) : erased.CompanyId;
        await db.Database.ExecuteSqlRawAsync(OneMore, [company, new DateOnly(nowUtc.Year, nowUtc.Month, 1)], cancellationToken);

        // Of whatever day: it may have ended on another one before it was reopened.
        await db.Facts
            .Where(f => f.CompanyId == erased.CompanyId && f.Grain != FactGrain.Ever && f.N == 0 && f.Sum == 0)
            .ExecuteDeleteAsync(cancellationToken);

        await UnlessNeededAsync(db, db.Touchpoints.Where(t =>
            touchpoints.Contains(t.Id) && t.KoreanName == null
            && !db.Moments.Any(m => m.TouchpointId == t.Id) && !db.MomentRevisions.Any(r => r.TouchpointId == t.Id) && !db.Markers.Any(m => m.TouchpointId == t.Id)), cancellationToken);
        await UnlessNeededAsync(db, db.Products.Where(p => p.Id == erased.ProductId && !db.Journeys.Any(j => j.ProductId == p.Id)), cancellationToken);
    }

    // Somebody else may name it at this very moment, or hold on to it otherwise: then it stays, and the erasing goes on.
    private static async Task UnlessNeededAsync<T>(AppDbContext db, IQueryable<T> names, CancellationToken cancellationToken)
        where T : class
    {
        const string Before = "before";
        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync(Before, cancellationToken);
        try
        {
            await names.ExecuteDeleteAsync(cancellationToken);
        }
        catch (DbException)
        {
            await transaction.RollbackToSavepointAsync(Before, cancellationToken);
        }
    }
}

/// <summary>How many journeys with a company their customers erased in a month. All that is left of them.</summary>
public sealed class Erasures
{
    public required Guid CompanyId { get; init; }

    /// <summary>The first day of the month of erasing; nothing finer is kept.</summary>
    public required DateOnly Month { get; init; }

    public required int N { get; set; }
}

/// <summary>Takes hold of journeys, so that those who write one come one after another.</summary>
public static class JourneyLock
{
    /// <summary>
    /// Holds the journeys until the caller's transaction ends, and gives how many there are. Whoever changes a journey, or what hangs on it, does this
    /// before reading it: then nobody else who does can change it in between. It is an update that changes nothing, because both databases lock what is written.
    /// </summary>
    public static Task<int> LockAsync(this IQueryable<Journey> journeys, CancellationToken cancellationToken) =>
        journeys.ExecuteUpdateAsync(set => set.SetProperty(j => j.Version, j => j.Version), cancellationToken);
}
