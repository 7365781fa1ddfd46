using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Reads what the journey page offers its customer beside the journey itself.</summary>
public sealed class MineQuery(AppDbContext db)
{
    public async Task<Mine> RunAsync(Guid journeyId, Guid? accountId, CancellationToken cancellationToken)
    {
        var contact = await db.Contacts.Where(c => c.JourneyId == journeyId).Select(c => c.Email).SingleOrDefaultAsync(cancellationToken);
        bool? isKept = accountId is { } account ? await db.Journeys.AnyAsync(j => j.Id == journeyId && j.OwnerId == account, cancellationToken) : null;
        return new Mine(journeyId, isKept, contact);
    }
}
