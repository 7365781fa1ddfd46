using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Which publications count. Whatever reads them starts here.</summary>
internal static class PublicationScope
{
    /// <summary>Those that wait or are published, and whose journeys still are what their customers asked to publish: <see cref="Publication.StateAt"/>, for the store.</summary>
    public static IQueryable<Publication> PublicationsIn(this AppDbContext db, PublicationState state) =>
        db.Publications.Where(p => p.State == state && db.Journeys.Any(j => j.Id == p.JourneyId && j.Version == p.JourneyVersion));
}
