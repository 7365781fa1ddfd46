using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>Writes journeys, for page, import and demo alike. The ledger and the index of stories follow in the same transaction.</summary>
public sealed class JourneyWriter(
    AppDbContext db, FactsLedger ledger, SearchIndex search, CompanyRegister register, MomentEntries entries, PhotoWriter photos, TimeProvider clock)
{
    /// <summary>
    /// Logs what a customer said and gives the journey's id. The receipt code makes it repeatable: sent twice, it is still one journey.
    /// A draft that it was made from goes with it, and becomes a journey only once: null if it was sent with another receipt code, is no longer there, or was
    /// saved anew since it was shown.
    /// </summary>
    public async Task<Guid?> LogAsync(Guid companyId, JourneyEntry said, ReceiptCode receipt, SentDraft? draft, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // Whoever takes hold of the draft sends it; one who waited for the other meanwhile finds what that one sent.
        var isHeld = draft is not null && await HoldDraftAsync(draft, cancellationToken);
        var sentBefore = isHeld ? null : await FindAsync(receipt, cancellationToken);
        if (sentBefore is not null || (draft is not null && !isHeld))
        {
            return sentBefore;
        }

        var journey = await JourneyOfAsync(companyId, said, cancellationToken);
        journey.KeepReceipt(receipt);
        if (said.Contact is { } email)
        {
            db.Add(new Contact(journey.Id, email));
        }

        if (draft is not null)
        {
            await photos.PlaceAsync(
                PhotoOwner.Draft(draft.KeyHash), journey.Id, [.. journey.Moments.Zip(said.Moments, (moment, words) => (moment.Number, words.Photos))], cancellationToken);
        }

        await SaveNewAsync([journey], cancellationToken);

        // The draft goes last, and with it the photos that were not sent.
        if (draft is not null)
        {
            await db.Drafts.Where(d => d.KeyHash == draft.KeyHash).ExecuteDeleteAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return journey.Id;
    }

    /// <summary>The journey that this receipt code opens; null if there is none.</summary>
    public async Task<Guid?> FindAsync(ReceiptCode receipt, CancellationToken cancellationToken)
    {
        var receiptHash = receipt.Hash();
        return await db.Journeys.Where(j => j.ReceiptHash == receiptHash).Select(j => (Guid?)j.Id).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Whether the company has been told the very same already, in another journey than the one of this receipt code.</summary>
    public async Task<bool> WasToldAsync(Guid companyId, JourneyEntry said, ReceiptCode? receipt, CancellationToken cancellationToken)
    {
        var (fingerprint, own) = (JourneyFingerprint.Of(said), receipt?.Hash());
        return fingerprint is not null
            && await db.JourneysOf(companyId).AnyAsync(j => j.Fingerprint == fingerprint && (own == null || j.ReceiptHash != own), cancellationToken);
    }

    /// <summary>Writes many journeys at once, already made: all of them or none.</summary>
    public async Task LogAllAsync(IReadOnlyCollection<Journey> journeys, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await SaveNewAsync(journeys, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    public Task<JourneyChange> FinishAsync(
        Guid journeyId, int version, Outcome outcome, DateOnly endedOn, string? competitor, CancellationToken cancellationToken) =>
        ChangeAsync(journeyId, version, journey =>
        {
            if (journey.IsFinished)
            {
                return Task.FromResult(false);
            }

            journey.Finish(outcome, endedOn, clock.GetUtcNow().UtcDateTime, competitor);
            return Task.FromResult(true);
        }, cancellationToken);

    /// <summary>The journey goes on after all. Refused once the company has closed its case.</summary>
    public Task<JourneyChange> ReopenAsync(Guid journeyId, int version, CancellationToken cancellationToken) =>
        ChangeAsync(journeyId, version, async journey =>
        {
            if (!journey.IsFinished || await db.Cases.AnyAsync(c => c.JourneyId == journeyId && c.Status == CaseStatus.Closed, cancellationToken))
            {
                return false;
            }

            journey.Reopen();
            return true;
        }, cancellationToken);

    /// <summary>
    /// The one way in which a journey changes: read it, change it, save it and what it adds to the ledger. The change says whether it did anything.
    /// Only the first writer of a version succeeds.
    /// </summary>
    public async Task<JourneyChange> ChangeAsync(Guid journeyId, int version, Func<Journey, Task<bool>> change, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var outcome = await ChangeInTransactionAsync(journeyId, version, change, cancellationToken);
        if (outcome == JourneyChange.Done)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        db.ChangeTracker.Clear();
        return outcome;
    }

    /// <summary>Takes a journey away, with its moments and all that it counted. How many there were is all that is kept of it.</summary>
    /// <param name="journeyId">The journey.</param>
    /// <param name="version">The one that its customer saw; null for whichever it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<JourneyChange> EraseAsync(Guid journeyId, int? version, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var journey = await ReadAsync(journeyId, cancellationToken);
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
            await JourneyEraser.SweepAsync(db, journey, touchpoints, clock.GetUtcNow().UtcDateTime, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        db.ChangeTracker.Clear();
        return outcome;
    }

    private async Task<JourneyChange> ChangeInTransactionAsync(
        Guid journeyId, int version, Func<Journey, Task<bool>> change, CancellationToken cancellationToken)
    {
        // Of several writers of one version the first goes on, and the others find it gone.
        var isHeld = await db.Journeys.Where(j => j.Id == journeyId && j.Version == version).LockAsync(cancellationToken) == 1;
        var journey = await ReadAsync(journeyId, cancellationToken);
        if (journey is null)
        {
            return JourneyChange.NotFound;
        }

        if (!isHeld)
        {
            return JourneyChange.Conflict;
        }

        var tally = new Tally();
        tally.Remove(journey);
        if (!await change(journey))
        {
            return JourneyChange.Refused;
        }

        tally.Add(journey);
        var outcome = await SaveAsync(tally, cancellationToken);
        if (outcome == JourneyChange.Done)
        {
            await search.ChangeAsync(journey, cancellationToken);
        }

        return outcome;
    }

    private async Task<JourneyChange> SaveAsync(Tally tally, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return JourneyChange.Conflict;
        }

        await ledger.AddAsync(tally, cancellationToken);
        return JourneyChange.Done;
    }

    private async Task SaveNewAsync(IReadOnlyCollection<Journey> journeys, CancellationToken cancellationToken)
    {
        var tally = new Tally();
        foreach (var journey in journeys)
        {
            tally.Add(journey);
        }

        db.AddRange(journeys);
        await db.SaveChangesAsync(cancellationToken);
        await ledger.AddAsync(tally, cancellationToken);
        await search.AddAsync(journeys, cancellationToken);
    }

    private async Task<Journey?> ReadAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        var journey = await db.Journeys.Include(j => j.Moments).SingleOrDefaultAsync(j => j.Id == journeyId, cancellationToken);
        journey?.PutInOrder();
        return journey;
    }

    // Only the version that was shown: what was saved since is in no journey, and so must stay.
    private async Task<bool> HoldDraftAsync(SentDraft draft, CancellationToken cancellationToken) =>
        await db.Drafts.Where(d => d.KeyHash == draft.KeyHash && d.Version == draft.Version)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.ExpiresAtUtc, d => d.ExpiresAtUtc), cancellationToken) > 0;

    private async Task<Journey> JourneyOfAsync(Guid companyId, JourneyEntry said, CancellationToken cancellationToken)
    {
        var told = await entries.OfAsync(companyId, said.Moments, cancellationToken);
        var journey = new Journey(companyId, told[0], clock.GetUtcNow().UtcDateTime);
        foreach (var entry in told.Skip(1))
        {
            journey.Add(entry);
        }

        journey.Describe(said.Title);
        journey.KeepFingerprint(JourneyFingerprint.Of(said));
        if (!string.IsNullOrWhiteSpace(said.Product))
        {
            journey.ProductId = (await register.FindOrAddProductAsync(companyId, said.Product, cancellationToken)).Id;
        }

        return journey;
    }
}

/// <summary>What became of a change to a journey.</summary>
public enum JourneyChange
{
    Done,
    NotFound,

    /// <summary>Somebody else changed it since it was read; nothing was written.</summary>
    Conflict,

    /// <summary>The journey is finished, or full, or not in a state for this; nothing was written.</summary>
    Refused,
}

/// <summary>A journey in the customer's words.</summary>
public sealed record JourneyEntry(IReadOnlyList<SaidMoment> Moments, string? Product = null, string? Title = null)
{
    /// <summary>An e-mail address, only if the customer wants an answer there.</summary>
    public string? Contact { get; init; }
}
