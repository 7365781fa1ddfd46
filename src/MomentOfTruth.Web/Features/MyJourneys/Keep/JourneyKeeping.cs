using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// Attaches journeys to their customers' accounts and detaches them. It changes nothing that the customer wrote or that is counted, and so
/// neither the journey's version nor the ledger.
/// </summary>
public sealed class JourneyKeeping(AppDbContext db)
{
    /// <summary>Returns false if the journey is in another account already, or does not exist any more.</summary>
    public async Task<bool> AttachAsync(JourneyKey key, Guid accountId, CancellationToken cancellationToken) =>
        await db.JourneyAt(key).Where(j => (j.OwnerId == null || j.OwnerId == accountId))
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.OwnerId, accountId), cancellationToken) == 1;

    /// <summary>Takes the journey out of the account; its receipt code opens it as before.</summary>
    public Task<int> DetachAsync(JourneyKey key, Guid accountId, CancellationToken cancellationToken) =>
        db.JourneyAt(key).Where(j => j.OwnerId == accountId)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.OwnerId, (Guid?)null), cancellationToken);

    /// <summary>The journey with this id if it is in the account; null if not.</summary>
    public Task<JourneyKey?> FindAsync(Guid id, Guid accountId, CancellationToken cancellationToken) =>
        db.Journeys
            .Where(j => j.OwnerId == accountId && j.Id == id)
            .Select(j => (JourneyKey?)new JourneyKey(j.CompanyId, j.Id))
            .SingleOrDefaultAsync(cancellationToken);
}
