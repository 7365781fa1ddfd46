using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// Removes what an erased journey would leave behind: names of touchpoints and products that customers typed, that the company does not
/// keep and that no other journey uses. Runs in the transaction that erases. Only a count by month remains.
/// </summary>
internal static class JourneyEraser
{
    private const string OneMore = """
        INSERT INTO "Erasures" ("CompanyId", "Month", "N") VALUES ({0}, {1}, 1)
        ON CONFLICT ("CompanyId", "Month") DO UPDATE SET "N" = "Erasures"."N" + 1
        """;

    /// <summary>Returns the touchpoints that the journey names, or named before a change. Call it before the journey is deleted.</summary>
    public static async Task<IReadOnlyList<Guid>> TouchpointsAsync(AppDbContext db, Journey journey, CancellationToken cancellationToken) =>
        [.. journey.Moments.Select(m => m.NamedTouchpointId ?? m.TouchpointId)
            .Union(await db.MomentRevisions
                .Of(journey.Key).Select(r => r.NamedTouchpointId ?? r.TouchpointId).Distinct().ToListAsync(cancellationToken))];

    /// <param name="db">The store.</param>
    /// <param name="erased">The journey, already deleted.</param>
    /// <param name="touchpoints">The result of <see cref="TouchpointsAsync"/>.</param>
    /// <param name="nowUtc">The time of erasing, which gives the month to count it in.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task SweepAsync(
        AppDbContext db, Journey erased, IReadOnlyList<Guid> touchpoints, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var month = new DateOnly(nowUtc.Year, nowUtc.Month, 1);
        await db.Database.ExecuteSqlRawAsync(OneMore, [db.RawId(erased.CompanyId), month], cancellationToken);

        var touchpointsAlone = await db.LockUnusedAsync<Touchpoint>(erased.CompanyId, touchpoints, cancellationToken);
        await UnlessNeededAsync(db, db.Touchpoints.Where(t =>
            t.CompanyId == erased.CompanyId && touchpointsAlone.Contains(t.Id) && t.State != NameState.Kept
            && !db.Moments.Any(m => m.CompanyId == t.CompanyId && (m.TouchpointId == t.Id || m.NamedTouchpointId == t.Id))
            && !db.MomentRevisions.Any(r => r.CompanyId == t.CompanyId && (r.TouchpointId == t.Id || r.NamedTouchpointId == t.Id))
            && !db.Markers.Any(m => m.CompanyId == t.CompanyId && m.TouchpointId == t.Id)), cancellationToken);
        Guid[] named = (erased.NamedProductId ?? erased.ProductId) is { } product ? [product] : [];
        var productsAlone = await db.LockUnusedAsync<Product>(erased.CompanyId, named, cancellationToken);
        var products = db.Products.Where(p =>
            p.CompanyId == erased.CompanyId && productsAlone.Contains(p.Id) && p.State != NameState.Kept
            && !db.Journeys.Any(j => j.CompanyId == p.CompanyId && (j.ProductId == p.Id || j.NamedProductId == p.Id)));
        await UnlessNeededAsync(db, products, cancellationToken);
        await SweepMergedAsync(db, erased.CompanyId, [.. touchpoints, .. named], cancellationToken);
    }

    // A company that was merged into this one has kept its lists for the way back: what is gone here goes there as well.
    private static async Task SweepMergedAsync(AppDbContext db, Guid companyId, List<Guid> names, CancellationToken cancellationToken)
    {
        for (List<(Guid Company, List<Guid> Names)> gone = [(companyId, names)]; gone.Count > 0; gone.RemoveAt(0))
        {
            var (company, ids) = gone[0];
            var merged = await db.MergedNames
                .Where(n => n.CompanyId == company && ids.Contains(n.NamedId)
                    && !db.Touchpoints.Any(t => t.CompanyId == company && t.Id == n.NamedId)
                    && !db.Products.Any(p => p.CompanyId == company && p.Id == n.NamedId))
                .Join(
                    db.CompanyMerges, n => new { n.CompanyId, Id = n.MergeId }, m => new { m.CompanyId, m.Id },
                    (n, m) => new { m.FromId, n.NameId })
                .ToListAsync(cancellationToken);
            foreach (var of in merged.GroupBy(n => n.FromId))
            {
                var (from, there) = (of.Key, of.Select(n => n.NameId).ToList());
                await UnlessNeededAsync(db, db.Touchpoints.Where(t => t.CompanyId == from && there.Contains(t.Id)
                    && t.State != NameState.Kept
                    && !db.Touchpoints.Any(o => o.CompanyId == from && o.MergedIntoId == t.Id)
                    && !db.Markers.Any(m => m.CompanyId == from && m.TouchpointId == t.Id)), cancellationToken);
                await UnlessNeededAsync(db, db.Products.Where(p => p.CompanyId == from && there.Contains(p.Id) && p.State != NameState.Kept
                    && !db.Products.Any(o => o.CompanyId == from && o.MergedIntoId == p.Id)), cancellationToken);
                gone.Add((from, there));
            }
        }
    }

    // A name that another transaction is using just now stays: waiting for it, with the ledger locked, could be waiting for one that waits
    // for the ledger. Should the database refuse to delete one all the same, it stays as well, and erasing goes on.
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
        catch (DbException refused) when (StoreFailures.Of(refused) is null)
        {
            await transaction.RollbackToSavepointAsync(Before, cancellationToken);
        }
    }
}

/// <summary>The number of journeys with a company that their customers erased in a month. Nothing else of them remains.</summary>
public sealed class Erasures
{
    public required Guid CompanyId { get; init; }

    /// <summary>The first day of the month of erasing; nothing finer is kept.</summary>
    public required DateOnly Month { get; init; }

    public required int N { get; set; }
}

/// <summary>Locks journeys, so that writers of the same journey wait for each other.</summary>
public static class JourneyLock
{
    /// <summary>
    /// Locks the journeys until the caller's transaction ends, and returns their number. Every writer of a journey, or of what belongs to
    /// it, calls this before reading it, so that no other writer can change it in between. It is an update that changes nothing, because
    /// both databases lock the rows that an update writes.
    /// </summary>
    public static Task<int> LockAsync(this IQueryable<Journey> journeys, CancellationToken cancellationToken) =>
        journeys.ExecuteUpdateAsync(set => set.SetProperty(j => j.Version, j => j.Version), cancellationToken);

    /// <summary>Locks journeys of one company and reads them with their moments, to be changed in the caller's transaction.</summary>
    public static async Task<List<Journey>> LockedAsync(
        this AppDbContext db, Guid companyId, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        await db.LockJourneysAsync(companyId, ids, cancellationToken);
        var journeys = await db.Journeys
            .Where(j => j.CompanyId == companyId && ids.Contains(j.Id))
            .Include(j => j.Moments)
            .ToListAsync(cancellationToken);
        journeys.ForEach(journey => journey.PutInOrder());
        return journeys;
    }
}
