using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Takes back the address that a customer gave for an answer.</summary>
public sealed class ContactKeeping(AppDbContext db)
{
    public Task<int> RemoveAsync(Guid journeyId, CancellationToken cancellationToken) =>
        db.Contacts.Where(c => c.JourneyId == journeyId).ExecuteDeleteAsync(cancellationToken);
}
