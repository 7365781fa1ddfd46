using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Data;

/// <summary>Takes hold of journeys, so that those who write one come one after another.</summary>
public static class JourneyHold
{
    /// <summary>
    /// Holds the journeys until the caller's transaction ends, and gives how many there are. Whoever changes a journey, or what hangs on it, does this
    /// before reading it: then nobody else who does can change it in between. It is an update that changes nothing, because both databases lock what is written.
    /// </summary>
    public static Task<int> HoldAsync(this IQueryable<Journey> journeys, CancellationToken cancellationToken) =>
        journeys.ExecuteUpdateAsync(set => set.SetProperty(j => j.Version, j => j.Version), cancellationToken);
}
