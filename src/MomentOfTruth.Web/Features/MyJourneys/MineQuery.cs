using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Reads what the journey page offers its customer beside the journey itself.</summary>
public sealed class MineQuery(AppDbContext db)
{
    public async Task<Mine> RunAsync(Guid journeyId, Guid? accountId, CancellationToken cancellationToken)
    {
        var contact = await db.Contacts.Where(c => c.JourneyId == journeyId).Select(c => c.Email).SingleOrDefaultAsync(cancellationToken);
        bool? isKept = accountId is { } account ? await db.Journeys.AnyAsync(j => j.Id == journeyId && j.OwnerId == account, cancellationToken) : null;
        return new Mine(journeyId, isKept, contact, await PublicationAsync(journeyId, cancellationToken));
    }

    /// <summary>Null if the customer never asked.</summary>
    public async Task<MyPublication?> PublicationAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        var found = await db.Publications.AsNoTracking()
            .Where(p => p.JourneyId == journeyId)
            .Join(db.Journeys, p => p.JourneyId, j => j.Id, (p, j) => new { p.Pseudonym, p.State, p.Reason, p.Answer, p.JourneyVersion, j.Version })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : new MyPublication(found.Pseudonym, Publication.StateAt(found.State, found.JourneyVersion, found.Version), found.Reason, found.Answer);
    }

    /// <summary>What the company's public pages are called.</summary>
    public Task<string> CompanySlugAsync(Guid companyId, CancellationToken cancellationToken) =>
        db.Companies.Where(c => c.Id == companyId).Select(c => c.Slug).SingleAsync(cancellationToken);
}
