using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Data;

/// <summary>Where every read of what belongs to one journey starts, so that none forgets the company.</summary>
public static class OfJourney
{
    public static IQueryable<T> Of<T>(this IQueryable<T> rows, JourneyKey journey)
        where T : class, IOfJourney => rows.Where(r => r.CompanyId == journey.CompanyId && r.JourneyId == journey.JourneyId);

    /// <summary>The photos of a journey; those of a draft belong to none yet.</summary>
    public static IQueryable<Photo> Of(this IQueryable<Photo> photos, JourneyKey journey) =>
        photos.Where(p => p.CompanyId == journey.CompanyId && p.JourneyId == journey.JourneyId);
}
