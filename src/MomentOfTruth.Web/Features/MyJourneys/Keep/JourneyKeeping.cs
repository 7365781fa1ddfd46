using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// Attaches journeys to their customers' accounts and detaches them. It changes nothing that a journey says or counts for, and so neither its
/// version nor the ledger.
/// </summary>
public sealed class JourneyKeeping(AppDbContext db)
{
    /// <summary>Returns false if the journey is attached to another account or no longer exists.</summary>
    public async Task<bool> AttachAsync(Guid journeyId, Guid accountId, CancellationToken cancellationToken) =>
        await db.Journeys
            .Where(j => j.Id == journeyId && (j.OwnerId == null || j.OwnerId == accountId))
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.OwnerId, accountId), cancellationToken) == 1;

    /// <summary>Detaches the journey from the account; its receipt code opens it as before.</summary>
    public Task<int> DetachAsync(Guid journeyId, Guid accountId, CancellationToken cancellationToken) =>
        db.Journeys
            .Where(j => j.Id == journeyId && j.OwnerId == accountId)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.OwnerId, (Guid?)null), cancellationToken);

    public Task<bool> IsAttachedAsync(Guid journeyId, Guid accountId, CancellationToken cancellationToken) =>
        db.Journeys.AnyAsync(j => j.Id == journeyId && j.OwnerId == accountId, cancellationToken);
}
