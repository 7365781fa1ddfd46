using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>One journey of a company, as its members see it.</summary>
public sealed class JourneyQuery(AppDbContext db, TouchpointNames touchpoints)
{
    /// <summary>Null if the company has no such journey.</summary>
    public async Task<JourneyView?> RunAsync(Guid companyId, Guid journeyId, CancellationToken cancellationToken)
    {
        var journey = await db.JourneysOf(companyId).Include(j => j.Moments).SingleOrDefaultAsync(j => j.Id == journeyId, cancellationToken);
        if (journey is null)
        {
            return null;
        }

        journey.PutInOrder();
        var product = await db.Products.Where(p => p.Id == journey.ProductId).Select(p => p.Name).SingleOrDefaultAsync(cancellationToken);
        var changedAtUtc = await db.MomentRevisions
            .Where(r => r.JourneyId == journeyId)
            .OrderByDescending(r => r.Version)
            .Select(r => (DateTime?)r.AtUtc)
            .FirstOrDefaultAsync(cancellationToken);
        return new JourneyView(journey, product, await touchpoints.OfAsync(journey.Moments.Select(m => m.TouchpointId), cancellationToken), changedAtUtc);
    }
}
