using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// Counts what customers said under one name as said under another of the company's names, and takes that back. What each customer named
/// stays known, so that merging loses nothing. All journeys and the ledger change in one transaction.
/// </summary>
public sealed class NameMerger(AppDbContext db, FactsLedger ledger)
{
    private const int Batch = 500;

    /// <summary>Returns false if the company has no such names, or one of them cannot be merged into the other.</summary>
    public Task<bool> MergeAsync<T>(Guid companyId, Guid id, Guid intoId, CancellationToken cancellationToken)
        where T : ListedName =>
        db.WriteAsync(transaction => MergeAsync<T>(companyId, id, intoId, transaction, cancellationToken), cancellationToken);

    /// <summary>Lets a merged name count for itself again, as a proposal. Returns false if it is not merged.</summary>
    public Task<bool> UndoAsync<T>(Guid companyId, Guid id, CancellationToken cancellationToken)
        where T : ListedName =>
        db.WriteAsync(transaction => UndoAsync<T>(companyId, id, transaction, cancellationToken), cancellationToken);

    private async Task<bool> MergeAsync<T>(
        Guid companyId, Guid id, Guid intoId, IDbContextTransaction transaction, CancellationToken cancellationToken)
        where T : ListedName
    {
        // Else two names could be merged into each other.
        await db.LockCompanyAsync(companyId, cancellationToken);
        await db.LockNamesAsync<T>(companyId, [id, intoId], cancellationToken);
        var names = await db.Set<T>().Where(n => n.CompanyId == companyId && (n.Id == id || n.Id == intoId)).ToListAsync(cancellationToken);
        var (name, into) = (names.Find(n => n.Id == id), names.Find(n => n.Id == intoId));
        if (name is null || into is null || name == into || name.State == NameState.Merged || into.State != NameState.Kept
            || await db.Set<T>().AnyAsync(n => n.CompanyId == companyId && n.MergedIntoId == id, cancellationToken))
        {
            return false;
        }

        name.MergeInto(into);
        await db.SaveChangesAsync(cancellationToken);
        var tally = await CountAsync<T>(companyId, id, intoId, cancellationToken);
        if (typeof(T) == typeof(Touchpoint))
        {
            await db.Markers.Where(m => m.CompanyId == companyId && m.TouchpointId == id)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.TouchpointId, intoId), cancellationToken);
        }

        await ledger.AddAsync(tally, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return true;
    }

    private async Task<bool> UndoAsync<T>(
        Guid companyId, Guid id, IDbContextTransaction transaction, CancellationToken cancellationToken)
        where T : ListedName
    {
        await db.LockCompanyAsync(companyId, cancellationToken);
        await db.LockNamesAsync<T>(companyId, [id], cancellationToken);
        if (await db.Set<T>().SingleOrDefaultAsync(n => n.CompanyId == companyId && n.Id == id, cancellationToken)
            is not { State: NameState.Merged } name)
        {
            return false;
        }

        name.Reconsider();
        await db.SaveChangesAsync(cancellationToken);
        await ledger.AddAsync(await CountAsync<T>(companyId, id, id, cancellationToken), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return true;
    }

    // The ledger is locked last, whatever the number of batches.
    private async Task<Tally> CountAsync<T>(Guid companyId, Guid named, Guid counted, CancellationToken cancellationToken)
    {
        var isTouchpoint = typeof(T) == typeof(Touchpoint);
        var wrong = isTouchpoint ? NamingTouchpoint(companyId, named, counted) : NamingProduct(companyId, named, counted);
        var tally = new Tally();
        while (await wrong.OrderBy(j => j.Id).Select(j => j.Id).Take(Batch).ToListAsync(cancellationToken) is { Count: > 0 } ids)
        {
            await db.LockJourneysAsync(companyId, ids, cancellationToken);
            foreach (var journey in await wrong.Where(j => ids.Contains(j.Id)).Include(j => j.Moments).ToListAsync(cancellationToken))
            {
                journey.PutInOrder();
                tally.Remove(journey);
                if (isTouchpoint)
                {
                    journey.CountAt(named, counted);
                }
                else
                {
                    journey.CountUnder(counted);
                }

                tally.Add(journey);
            }

            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }

        if (isTouchpoint)
        {
            await CountRevisionsAsync(companyId, named, counted, cancellationToken);
        }

        return tally;
    }

    // Those that still count elsewhere than they are to.
    private IQueryable<Journey> NamingTouchpoint(Guid companyId, Guid named, Guid counted) =>
        db.Journeys.Where(j => j.CompanyId == companyId && j.Moments.Any(
            m => (m.NamedTouchpointId == named || (m.NamedTouchpointId == null && m.TouchpointId == named)) && m.TouchpointId != counted));

    private IQueryable<Journey> NamingProduct(Guid companyId, Guid named, Guid counted) =>
        db.Journeys.Where(j => j.CompanyId == companyId
            && (j.NamedProductId == named || (j.NamedProductId == null && j.ProductId == named)) && j.ProductId != counted);

    private async Task CountRevisionsAsync(Guid companyId, Guid named, Guid counted, CancellationToken cancellationToken)
    {
        Guid? kept = named == counted ? null : named;
        await db.MomentRevisions
            .Where(r => r.CompanyId == companyId
                && (r.NamedTouchpointId == named || (r.NamedTouchpointId == null && r.TouchpointId == named)) && r.TouchpointId != counted)
            .ExecuteUpdateAsync(
                set => set.SetProperty(r => r.TouchpointId, counted).SetProperty(r => r.NamedTouchpointId, kept), cancellationToken);
    }
}
