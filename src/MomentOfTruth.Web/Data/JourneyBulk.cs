using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// Writes many new journeys past the change tracker. The ledger and the search index follow in the same transaction.
/// </summary>
public sealed class JourneyBulk(AppDbContext db, FactsLedger ledger, SearchIndex search)
{
    /// <summary>Writes all of the journeys or none: in the caller's transaction, or else in one of its own.</summary>
    /// <param name="journeys">New journeys.</param>
    /// <param name="tally">Their counts for the ledger.</param>
    /// <param name="cancellationToken">Stops the writing; nothing is kept then.</param>
    public async Task AddAsync(IReadOnlyCollection<Journey> journeys, Tally tally, CancellationToken cancellationToken)
    {
        await using var own = db.Database.CurrentTransaction is null ? await db.BeginWriteAsync(cancellationToken) : null;
        await db.InsertAsync(journeys, cancellationToken);
        await db.InsertAsync(journeys.SelectMany(j => j.Moments), cancellationToken);
        await ledger.AddAsync(tally, cancellationToken);
        await search.AddAsync(journeys, cancellationToken);
        await (own?.CommitAsync(cancellationToken) ?? Task.CompletedTask);
    }
}
