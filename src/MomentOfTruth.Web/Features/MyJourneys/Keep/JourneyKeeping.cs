using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// Puts journeys into their customers' accounts and takes them out again. It changes nothing that is said or counted, and so neither the
/// journey's version nor the ledger.
/// </summary>
public sealed class JourneyKeeping(AppDbContext db)
{
    /// <summary>False for a journey that another account keeps already, or that is no longer there.</summary>
    public async Task<bool> KeepAsync(Guid journeyId, Guid accountId, CancellationToken cancellationToken) =>
        await db.Journeys
            .Where(j => j.Id == journeyId && (j.OwnerId == null || j.OwnerId == accountId))
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.OwnerId, accountId), cancellationToken) == 1;

    /// <summary>The account keeps it no longer; its receipt code opens it as before.</summary>
    public Task<int> LetGoAsync(Guid journeyId, Guid accountId, CancellationToken cancellationToken) =>
        db.Journeys
            .Where(j => j.Id == journeyId && j.OwnerId == accountId)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.OwnerId, (Guid?)null), cancellationToken);

    public Task<bool> KeepsAsync(Guid journeyId, Guid accountId, CancellationToken cancellationToken) =>
        db.Journeys.AnyAsync(j => j.Id == journeyId && j.OwnerId == accountId, cancellationToken);
}
