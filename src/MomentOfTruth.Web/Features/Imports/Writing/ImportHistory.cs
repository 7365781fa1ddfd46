using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>The batches that were imported, and the way back from each.</summary>
public sealed class ImportHistory(AppDbContext db, JourneyWriter journeys, TimeProvider clock)
{
    private const int AtOnce = 500, MostListed = 1000;

    /// <summary>The latest batches, the newest first.</summary>
    public async Task<IReadOnlyList<ImportBatch>> ListAsync(CancellationToken cancellationToken) =>
        await db.ImportBatches.AsNoTracking().OrderByDescending(b => b.Id).Take(MostListed).ToListAsync(cancellationToken);

    /// <summary>Returns null if there is no such batch.</summary>
    public Task<ImportBatch?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.ImportBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellationToken);

    /// <summary>
    /// The latest batch that was made from the file of that name: from that folder, or from the only other one in which there was such a
    /// file. Null if none was, or if it was taken back.
    /// </summary>
    public async Task<ImportBatch?> FindAsync(string fileName, string folder, CancellationToken cancellationToken)
    {
        var batches = await db.ImportBatches.AsNoTracking()
            .Where(b => b.FileName == fileName)
            .OrderByDescending(b => b.Id)
            .Take(MostListed)
            .ToListAsync(cancellationToken);
        var here = batches.FindAll(batch => batch.Folder == folder);
        var found = here.Count > 0 ? here[0] : batches.DistinctBy(batch => batch.Folder).Count() == 1 ? batches[0] : null;
        return found is { UndoneAtUtc: null } ? found : null;
    }

    /// <summary>
    /// Takes a batch back: what it added goes, and what it changed is again as it was. What people have worked on since stays as it is: a
    /// journey with a case, a publication, a photo, a receipt or a change. Names that came with the batch go if nothing uses them.
    /// </summary>
    /// <param name="id">A batch that exists.</param>
    /// <param name="cancellationToken">Stops between two transactions; undoing again goes on.</param>
    public async Task<ImportUndone> UndoAsync(Guid id, CancellationToken cancellationToken)
    {
        var later = await (
            from mine in db.BatchJourneys
            where mine.BatchId == id
            join other in db.BatchJourneys on new { mine.CompanyId, mine.JourneyId } equals new { other.CompanyId, other.JourneyId }
            where other.BatchId != id && other.Version > mine.Version
            group other by other.BatchId into batch
            select new { batch.Key, N = batch.Count() }).ToListAsync(cancellationToken);
        if (later.OrderByDescending(batch => batch.Key).FirstOrDefault() is { } last)
        {
            return new ImportUndone { ChangedBy = last.Key, Changed = last.N };
        }

        var undone = new ImportUndone();
        var companies = await db.BatchJourneys
            .Where(of => of.BatchId == id).Select(of => of.CompanyId)
            .Union(db.BatchNames.Where(of => of.BatchId == id).Select(of => of.CompanyId))
            .ToListAsync(cancellationToken);
        foreach (var company in companies)
        {
            var after = Guid.Empty;
            while (await NextAsync(company, after) is { Count: > 0 } rows)
            {
                await UndoAsync(company, rows, undone, cancellationToken);
                after = rows[^1].JourneyId;
            }

            await UndoNamesAsync(company, id, cancellationToken);
        }

        await db.ImportBatches.Where(b => b.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.UndoneAtUtc, clock.UtcNow()), cancellationToken);
        return undone;

        Task<List<BatchJourney>> NextAsync(Guid company, Guid after) => db.BatchJourneys.AsNoTracking()
            .Where(of => of.CompanyId == company && of.BatchId == id && of.JourneyId > after)
            .OrderBy(of => of.JourneyId)
            .Take(AtOnce)
            .ToListAsync(cancellationToken);
    }

    private async Task UndoAsync(Guid company, List<BatchJourney> rows, ImportUndone undone, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var ids = rows.ConvertAll(of => of.JourneyId);
        var stored = (await db.LockedAsync(company, ids, cancellationToken)).ToDictionary(j => j.Id);
        var worked = await WorkedOnAsync(company, ids, cancellationToken);
        var (added, changed) = (new List<Journey>(), new List<(Journey Journey, JourneyBefore Before)>());
        foreach (var of in rows.Where(of => stored.ContainsKey(of.JourneyId)))
        {
            var journey = stored[of.JourneyId];
            if (journey.Version != of.Version || (of.Before is null && worked.Contains(journey.Id)))
            {
                undone.Kept.Add(journey.Key);
            }
            else if (of.Before is null)
            {
                added.Add(journey);
            }
            else
            {
                changed.Add((journey, JourneyBefore.FromJson(of.Before)));
            }
        }

        if (changed.Count > 0)
        {
            await RestoreAsync(company, rows[0].BatchId, changed, cancellationToken);
        }

        if (added.Count > 0)
        {
            await journeys.TakeBackAllAsync(company, added, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
        (undone.Removed, undone.Restored) = (undone.Removed + added.Count, undone.Restored + changed.Count);
    }

    private async Task RestoreAsync(
        Guid company, Guid batch, List<(Journey Journey, JourneyBefore Before)> changed, CancellationToken cancellationToken)
    {
        foreach (var (journey, before) in changed)
        {
            journey.CameFrom(before.Key, before.Content);
        }

        await journeys.RestateAllAsync(
            [.. changed.Select(row => (row.Journey, row.Before.ToStatement(), row.Before.FinishedAtUtc))], cancellationToken);

        // The batch that made what is there again may now be taken back itself.
        var versions = changed.ToDictionary(row => row.Journey.Id, row => (row.Before.Version, Now: row.Journey.Version));
        var ids = versions.Keys.ToList();
        var others = await db.BatchJourneys
            .Where(of => of.CompanyId == company && ids.Contains(of.JourneyId))
            .ToListAsync(cancellationToken);
        foreach (var of in others)
        {
            if (of.BatchId == batch)
            {
                db.Remove(of);
            }
            else if (of.Version == versions[of.JourneyId].Version)
            {
                of.Version = versions[of.JourneyId].Now;
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<HashSet<Guid>> WorkedOnAsync(Guid company, List<Guid> ids, CancellationToken cancellationToken) =>
    [
        .. await db.JourneysOf(company)
            .Where(j => ids.Contains(j.Id))
            .Where(j => j.OwnerId != null
                || db.Cases.Any(c => c.CompanyId == j.CompanyId && c.JourneyId == j.Id)
                || db.Publications.Any(p => p.CompanyId == j.CompanyId && p.JourneyId == j.Id)
                || db.Photos.Any(p => p.CompanyId == j.CompanyId && p.JourneyId == j.Id)
                || db.Receipts.Any(r => r.CompanyId == j.CompanyId && r.JourneyId == j.Id)
                || db.Contacts.Any(c => c.CompanyId == j.CompanyId && c.JourneyId == j.Id))
            .Select(j => j.Id)
            .ToListAsync(cancellationToken),
    ];

    // A name that another batch uses goes with that one.
    private async Task UndoNamesAsync(Guid company, Guid batch, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        object[] ids = [db.RawId(company), db.RawId(batch)];
        await db.Database.ExecuteSqlRawAsync(DeleteUnused<Touchpoint>("\"Id\"", "AND n.\"KoreanName\" IS NULL"), ids, cancellationToken);
        await db.Database.ExecuteSqlRawAsync(DeleteUnused<Product>("\"Id\"", ""), ids, cancellationToken);
        var other = await db.BatchJourneys.Where(of => of.CompanyId == company && of.BatchId != batch)
            .OrderByDescending(of => of.BatchId).Select(of => (Guid?)of.BatchId).FirstOrDefaultAsync(cancellationToken);
        if (other is { } next)
        {
            await db.Database.ExecuteSqlRawAsync(
                """UPDATE "BatchNames" SET "BatchId" = {2} WHERE "CompanyId" = {0} AND "BatchId" = {1}""",
                [.. ids, db.RawId(next)],
                cancellationToken);
        }
        else
        {
            await db.Database.ExecuteSqlRawAsync(DeleteUnused<Company>("\"Id\"", "AND n.\"KoreanName\" IS NULL"), ids, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    // What refers to a name is read from the model, so that a table that is added to it keeps the names that it uses.
    private string DeleteUnused<T>(string id, string besides)
    {
        HashSet<Type> goAlong = [typeof(FactRow), typeof(LedgerVersion), typeof(BatchName)];
        var names = db.Model.FindEntityType(typeof(T))!;
        var uses = names.GetReferencingForeignKeys()
            .Where(use => !goAlong.Contains(use.DeclaringEntityType.ClrType))
            .Select(use => string.Create(
                CultureInfo.InvariantCulture,
                $"""AND NOT EXISTS (SELECT 1 FROM "{use.DeclaringEntityType.GetTableName()}" AS u WHERE {SameAs(use)})"""));
        var ofCompany = names.FindProperty(nameof(BatchName.CompanyId)) is null ? "\"Id\"" : "\"CompanyId\"";
        return $$"""
            DELETE FROM "{{names.GetTableName()}}" AS n WHERE n.{{ofCompany}} = {0} AND n.{{id}} IN (
                SELECT "NameId" FROM "BatchNames" WHERE "CompanyId" = {0} AND "BatchId" = {1}) {{besides}} {{string.Join(' ', uses)}}
            """;
    }

    private static string SameAs(IForeignKey use) => string.Join(" AND ", use.Properties.Zip(
        use.PrincipalKey.Properties, (from, to) => $"u.\"{from.GetColumnName()}\" = n.\"{to.GetColumnName()}\""));
}

/// <summary>What came of taking a batch back.</summary>
public sealed class ImportUndone
{
    /// <summary>A later batch that changed journeys of this one, and has to be taken back before it; then nothing was done.</summary>
    public Guid? ChangedBy { get; init; }

    /// <summary>How many journeys that batch changed.</summary>
    public int Changed { get; init; }

    public int Removed { get; set; }

    public int Restored { get; set; }

    /// <summary>The journeys that people have worked on since, which stay as they are.</summary>
    public IList<JourneyKey> Kept { get; } = [];
}
