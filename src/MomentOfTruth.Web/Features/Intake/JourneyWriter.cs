using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Features.Publications;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>Writes journeys, for page, import and demo alike. The ledger and the index of stories follow in the same transaction.</summary>
public sealed class JourneyWriter(
    AppDbContext db, GroupCommit group, FactsLedger ledger, SearchIndex search, JourneyBulk bulk, EntryNames names, PhotoWriter photos,
    PublicationWriter publications, TimeProvider clock)
{
    // Asked for each journey that is sent: the query is built once for each engine, of which a process may have both.
    private static readonly ConditionalWeakTable<IModel, Func<AppDbContext, byte[], IAsyncEnumerable<JourneyKey>>> Opened = [];

    /// <summary>
    /// Logs a customer's journey and returns its key. The receipt code makes it repeatable: sent twice, it is still one journey. The draft
    /// that it was made from is deleted with it, and becomes a journey only once. Returns null if the draft was sent with another receipt
    /// code, has expired, or was saved again since it was shown.
    /// </summary>
    public async Task<JourneyKey?> LogAsync(
        Guid companyId, JourneyEntry entry, ReceiptCode receipt, DraftStore.Sent? draft, CancellationToken cancellationToken)
    {
        // Nobody else waits for what can be made beforehand.
        var fingerprint = JourneyFingerprint.Of(entry);
        try
        {
            return await group.RunAsync(
                write => write.Get<JourneyWriter>().LogOnceAsync(companyId, entry, fingerprint, receipt, draft, write, cancellationToken),
                cancellationToken);
        }
        catch (DbUpdateException refused) when (db.IsTaken(refused))
        {
            db.ChangeTracker.Clear();
            if (draft is not null && await DraftOf(companyId, draft).AnyAsync(cancellationToken))
            {
                // The code is that of another journey: the draft was begun again, under its old key, after it had been sent.
                return null;
            }

            // Another request with the same code was faster.
            return await FindSentAsync(receipt, cancellationToken)
                ?? throw new InvalidOperationException("The journey can be neither stored nor found.", refused);
        }
    }

    private async Task<JourneyKey?> LogOnceAsync(
        Guid companyId, JourneyEntry entry, byte[]? fingerprint, ReceiptCode receipt, DraftStore.Sent? draft, GroupWrite write,
        CancellationToken cancellationToken)
    {
        // The first request to lock the draft sends it; another that waited for the lock finds the journey that the first one made. Without
        // a draft the receipt's row is the lock: a second one with the same code is refused.
        if (draft is not null && !await LockDraftAsync(companyId, draft, cancellationToken))
        {
            return await ConfirmAsync(receipt, cancellationToken);
        }

        var journey = await MakeAsync(companyId, entry, cancellationToken);
        journey.KeepFingerprint(fingerprint);
        if (entry.PublishAs is { } pseudonym)
        {
            publications.Ask(journey, pseudonym);
        }

        if (draft is not null)
        {
            await photos.PlaceAsync(
                PhotoOwner.Draft(companyId, draft.KeyHash),
                journey.Key,
                [.. journey.Moments.Zip(entry.Moments, (moment, words) => (moment.Number, words.Photos))],
                cancellationToken);
        }

        List<object> rows = [journey, .. journey.Moments, new Receipt(receipt, journey.Key)];
        if (entry.Contact is { } email)
        {
            rows.Add(new Contact(journey.Key, email, SiteCulture.Current));
        }

        if (CaseTurns.Begun(journey.Key, journey.Facts.IsCollapsed, entry.Contact is not null, journey.LoggedAtUtc) is { } begun)
        {
            rows.Add(begun);
        }

        await db.SaveNewAsync(rows, cancellationToken);
        write.Add(journey);

        // The draft goes last, and with it the photos that were not sent.
        if (draft is not null)
        {
            await db.Drafts.Where(d => d.CompanyId == companyId && d.KeyHash == draft.KeyHash).ExecuteDeleteAsync(cancellationToken);
        }

        return journey.Key;
    }

    /// <summary>The journey that was sent with this receipt code, and is stored as safely as any; null if none was.</summary>
    public Task<JourneyKey?> FindSentAsync(ReceiptCode receipt, CancellationToken cancellationToken) => db.WriteAsync(async transaction =>
    {
        var sent = await ConfirmAsync(receipt, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return sent;
    }, cancellationToken);

    // To read it is not enough: where standbys must have all that is acknowledged, a journey whose sending could not be confirmed is there
    // and may still be lost with this server. Commits reach a standby in their order: after a later write of the journey, however small, it
    // is safe.
    private async Task<JourneyKey?> ConfirmAsync(ReceiptCode receipt, CancellationToken cancellationToken)
    {
        var sent = await FindAsync(receipt, cancellationToken);
        if (sent is { } key)
        {
            await db.JourneyAt(key).LockAsync(cancellationToken);
        }

        return sent;
    }

    /// <summary>The journey that this receipt code opens; null if there is no such journey.</summary>
    public async Task<JourneyKey?> FindAsync(ReceiptCode receipt, CancellationToken cancellationToken)
    {
        var opened = Opened.GetValue(db.Model, _ => EF.CompileAsyncQuery(
            (AppDbContext db, byte[] hash) => db.Receipts.Where(r => r.Hash == hash).Select(r => new JourneyKey(r.CompanyId, r.JourneyId))));
        await foreach (var key in opened(db, receipt.Hash()).WithCancellation(cancellationToken))
        {
            return key;
        }

        return null;
    }

    /// <summary>Writes many complete journeys at once: all of them or none.</summary>
    public Task LogAllAsync(IReadOnlyCollection<Journey> journeys, CancellationToken cancellationToken) =>
        bulk.AddAsync(journeys, Tally.Of(journeys), cancellationToken);

    /// <summary>
    /// Says journeys of one company anew, all in the caller's transaction, which has locked and read them with their moments.
    /// </summary>
    public async Task RestateAllAsync(
        IReadOnlyCollection<(Journey Journey, JourneyStatement Said, DateTime FinishedAtUtc)> journeys, CancellationToken cancellationToken)
    {
        var tally = new Tally();
        foreach (var (journey, said, finishedAtUtc) in journeys)
        {
            tally.Remove(journey);
            journey.Restate(said, finishedAtUtc);
            journey.Touch(clock.UtcNow());
            tally.Add(journey);
        }

        await db.SaveChangesAsync(cancellationToken);
        await ledger.AddAsync(tally, cancellationToken);
        await search.ChangeAllAsync([.. journeys.Select(restated => restated.Journey)], cancellationToken);
    }

    /// <summary>
    /// Takes journeys of one company back, all in the caller's transaction, which has locked and read them with their moments. Nothing of
    /// them remains, and no customer has erased them.
    /// </summary>
    public async Task TakeBackAllAsync(Guid companyId, IReadOnlyCollection<Journey> journeys, CancellationToken cancellationToken)
    {
        var (tally, ids) = (new Tally(), journeys.Select(journey => journey.Id).ToList());
        foreach (var journey in journeys)
        {
            tally.Remove(journey);
        }

        await db.Journeys.Where(j => j.CompanyId == companyId && ids.Contains(j.Id)).ExecuteDeleteAsync(cancellationToken);
        await ledger.AddAsync(tally, cancellationToken);
    }

    public Task<JourneyChange> FinishAsync(
        JourneyKey key, int version, Outcome outcome, DateOnly endedOn, string? competitor, CancellationToken cancellationToken) =>
        ChangeAsync(key, version, (journey, _) =>
        {
            if (!journey.MayGoOn)
            {
                return Task.FromResult(false);
            }

            journey.Finish(outcome, endedOn, clock.UtcNow(), competitor);
            return Task.FromResult(true);
        }, cancellationToken);

    /// <summary>
    /// Finishes some of a company's open journeys that nobody has touched since that time, all in one transaction, and returns their
    /// number.
    /// </summary>
    public Task<int> FinishQuietAsync(Guid companyId, DateTime untouchedSinceUtc, int most, CancellationToken cancellationToken) =>
        db.WriteAsync(
            transaction => FinishQuietAsync(companyId, untouchedSinceUtc, most, transaction, cancellationToken), cancellationToken);

    private async Task<int> FinishQuietAsync(
        Guid companyId, DateTime untouchedSinceUtc, int most, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        var quiet = db.Journeys.Where(j => j.CompanyId == companyId && j.FinishedAtUtc == null && j.TouchedAtUtc < untouchedSinceUtc);
        var ids = await quiet.OrderBy(j => j.TouchedAtUtc).Select(j => j.Id).Take(most).ToListAsync(cancellationToken);
        await db.LockJourneysAsync(companyId, ids, cancellationToken);

        // Whoever was touched meanwhile is no longer among them.
        var journeys = await quiet.Where(j => ids.Contains(j.Id)).Include(j => j.Moments).ToListAsync(cancellationToken);
        if (journeys.Count == 0)
        {
            return 0;
        }

        var tally = new Tally();
        foreach (var journey in journeys)
        {
            journey.PutInOrder();
            tally.Remove(journey);
            journey.FinishByItself(clock.UtcNow());
            tally.Add(journey);
        }

        await SaveAsync(tally, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return journeys.Count;
    }

    /// <summary>Opens a finished journey again. Refused once the company has closed its case.</summary>
    public Task<JourneyChange> ReopenAsync(JourneyKey key, int version, CancellationToken cancellationToken) =>
        ChangeAsync(key, version, async (journey, write) =>
        {
            if (!journey.IsFinished || (!journey.ClosedByItself
                && await write.Db.Cases.Of(key).AnyAsync(c => c.Status == CaseStatus.Closed, cancellationToken)))
            {
                return false;
            }

            journey.Reopen();
            return true;
        }, cancellationToken);

    /// <summary>
    /// The one way in which a journey changes: read it, change it, save it and the difference to the ledger. The change returns whether it
    /// did anything. Only the first writer of a version succeeds.
    /// </summary>
    /// <param name="change">Uses nothing but the services of the write that it is given.</param>
    public Task<JourneyChange> ChangeAsync(
        JourneyKey key, int version, Func<Journey, GroupWrite, Task<bool>> change, CancellationToken cancellationToken) =>
        group.RunAsync(
            async write =>
            {
                var outcome = await write.Get<JourneyWriter>().ChangeOnceAsync(key, version, change, write, cancellationToken);
                if (outcome != JourneyChange.Done)
                {
                    write.TakeBack();
                }

                return outcome;
            },
            cancellationToken);

    /// <summary>
    /// Erases a journey, with its moments and everything that it counted for. Only the number of erased journeys is kept.
    /// </summary>
    /// <param name="key">The journey.</param>
    /// <param name="version">The version that its customer saw; null for any.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public Task<JourneyChange> EraseAsync(
        JourneyKey key, int? version, CancellationToken cancellationToken) => db.WriteAsync(async transaction =>
    {
        // Before its moments and all else that goes with it: as every writer of the journey does.
        await db.JourneyAt(key).LockAsync(cancellationToken);
        var journey = await ReadAsync(key, cancellationToken);
        if (journey is null)
        {
            return JourneyChange.NotFound;
        }

        if (version is not null && version != journey.Version)
        {
            return JourneyChange.Conflict;
        }

        var touchpoints = await JourneyEraser.TouchpointsAsync(db, journey, cancellationToken);
        var tally = new Tally();
        tally.Remove(journey);
        db.Remove(journey);
        var outcome = await SaveAsync(tally, cancellationToken);
        if (outcome == JourneyChange.Done)
        {
            await JourneyEraser.SweepAsync(db, journey, touchpoints, clock.UtcNow(), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        db.ChangeTracker.Clear();
        return outcome;
    }, cancellationToken);

    private async Task<JourneyChange> ChangeOnceAsync(
        JourneyKey key, int version, Func<Journey, GroupWrite, Task<bool>> change, GroupWrite write, CancellationToken cancellationToken)
    {
        // Of several writers of one version the first goes on, and the others get a conflict.
        var isLocked = await db.JourneyAt(key).Where(j => j.Version == version).LockAsync(cancellationToken) == 1;
        var journey = await ReadAsync(key, cancellationToken);
        if (journey is null)
        {
            return JourneyChange.NotFound;
        }

        if (!isLocked)
        {
            return JourneyChange.Conflict;
        }

        var before = CountedJourney.Of(journey);
        if (!await change(journey, write))
        {
            return JourneyChange.Refused;
        }

        journey.Touch(clock.UtcNow());
        await db.HearAsync(key, journey.Facts.IsCollapsed, journey.TouchedAtUtc, cancellationToken);
        if (!await IsSavedAsync(cancellationToken))
        {
            return JourneyChange.Conflict;
        }

        write.Change(before, journey);
        await search.ChangeAsync(journey, cancellationToken);
        return JourneyChange.Done;
    }

    private async Task<JourneyChange> SaveAsync(Tally tally, CancellationToken cancellationToken)
    {
        if (!await IsSavedAsync(cancellationToken))
        {
            return JourneyChange.Conflict;
        }

        await ledger.AddAsync(tally, cancellationToken);
        return JourneyChange.Done;
    }

    // Not if somebody else has saved the same since it was read.
    private async Task<bool> IsSavedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    private async Task<Journey?> ReadAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        var journey = await db.JourneyAt(key).Include(j => j.Moments).SingleOrDefaultAsync(cancellationToken);
        journey?.PutInOrder();
        return journey;
    }

    // Locks only the version that was shown: what was saved since then is in no journey, and must stay.
    private async Task<bool> LockDraftAsync(Guid companyId, DraftStore.Sent draft, CancellationToken cancellationToken) =>
        await DraftOf(companyId, draft)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.ExpiresAtUtc, d => d.ExpiresAtUtc), cancellationToken) > 0;

    private IQueryable<Draft> DraftOf(Guid companyId, DraftStore.Sent draft) =>
        db.Drafts.Where(d => d.CompanyId == companyId && d.KeyHash == draft.KeyHash && d.Version == draft.Version);

    private async Task<Journey> MakeAsync(Guid companyId, JourneyEntry entry, CancellationToken cancellationToken)
    {
        var moments = await names.EntriesAsync(companyId, entry.Moments, cancellationToken);
        var journey = new Journey(companyId, moments[0], clock.UtcNow());
        foreach (var moment in moments.Skip(1))
        {
            journey.Add(moment);
        }

        journey.Describe(entry.Title);
        journey.FoundAt(entry.Place);
        journey.ProductId = await names.ProductAsync(companyId, entry.Product, cancellationToken);
        if (entry.Ending is { } ending)
        {
            journey.Finish(ending.Outcome, journey.LatestMomentOn, clock.UtcNow(), ending.Competitor);
        }

        return journey;
    }
}
