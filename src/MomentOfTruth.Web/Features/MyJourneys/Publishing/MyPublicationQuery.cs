using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Reads where the customer's wish to publish a journey stands.</summary>
public sealed class MyPublicationQuery(AppDbContext db)
{
    /// <summary>Returns null if the customer never asked.</summary>
    public async Task<MyPublication?> RunAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        var found = await db.Publications.AsNoTracking()
            .Of(key)
            .Join(
                db.Journeys, p => p.JourneyId, j => j.Id,
                (p, j) => new { p.Pseudonym, p.State, p.Reason, p.Answer, p.JourneyVersion, j.Version })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null
            ? null
            : new MyPublication(
                found.Pseudonym, Publication.StateAt(found.State, found.JourneyVersion, found.Version), found.Reason, found.Answer);
    }
}

/// <summary>A customer's wish to publish a journey, as it now stands.</summary>
/// <param name="Reason">Why it was refused or hidden.</param>
/// <param name="Answer">The company's public answer.</param>
public sealed record MyPublication(string Pseudonym, PublicationState State, string? Reason, string? Answer);
