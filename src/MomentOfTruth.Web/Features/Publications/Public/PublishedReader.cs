using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Reads journeys as the public sees them. What of a journey is public is decided here and nowhere else.</summary>
public sealed class PublishedReader(AppDbContext db)
{
    /// <summary>What the public would read; null if there is no such journey.</summary>
    public async Task<PublishedJourney?> PreviewAsync(
        Guid journeyId, string pseudonym, string? answer, CancellationToken cancellationToken) =>
        (await JourneysAsync([journeyId], cancellationToken)).TryGetValue(journeyId, out var found)
            ? found.Journey with { Pseudonym = pseudonym, Answer = answer }
            : null;

    /// <summary>The publications whose journeys have not changed since their customers asked, in the order of the query.</summary>
    internal async Task<IReadOnlyList<ReadPublication>> ReadAsync(
        IQueryable<Publication> chosen, bool withReports, CancellationToken cancellationToken)
    {
        var publications = await chosen.AsNoTracking().ToListAsync(cancellationToken);
        var journeys = await JourneysAsync(publications.ConvertAll(p => p.JourneyId), cancellationToken);
        var reports = await ReportsAsync(withReports ? publications.ConvertAll(p => p.Id) : [], cancellationToken);

        // The version was read after the moments: a journey that changed in between is left out, so that no unapproved text is shown.
        return [.. publications
            .Where(p => journeys.TryGetValue(p.JourneyId, out var found) && found.Version == p.JourneyVersion)
            .Select(p => new ReadPublication(
                p.Id, p.Version, journeys[p.JourneyId].Journey with { Pseudonym = p.Pseudonym, Answer = p.Answer }, [.. reports[p.Id]]))];
    }

    private async Task<ILookup<Guid, string>> ReportsAsync(List<Guid> publicationIds, CancellationToken cancellationToken)
    {
        var reports = publicationIds.Count == 0 ? [] : await db.PublicationReports.AsNoTracking()
            .Where(r => publicationIds.Contains(r.PublicationId))
            .OrderBy(r => r.AtUtc).ThenBy(r => r.Id)
            .ToListAsync(cancellationToken);
        return reports.ToLookup(r => r.PublicationId, r => r.Reason);
    }

    private async Task<Dictionary<Guid, (PublishedJourney Journey, int Version)>> JourneysAsync(
        List<Guid> ids, CancellationToken cancellationToken)
    {
        var moments = (await db.Moments.AsNoTracking()
            .Where(m => ids.Contains(m.JourneyId))
            .Join(
                db.Touchpoints, m => m.TouchpointId, t => t.Id,
                (m, t) => new { m.JourneyId, m.Position, t.Name, t.KoreanName, m.Score, m.Story })
            .OrderBy(m => m.JourneyId).ThenBy(m => m.Position)
            .ToListAsync(cancellationToken))
            .ToLookup(m => m.JourneyId, m => new PublishedMoment(SiteCulture.NameOf(m.Name, m.KoreanName), m.Score, m.Story));
        var journeys = await db.Journeys.AsNoTracking()
            .Where(j => ids.Contains(j.Id))
            .Join(db.Companies, j => j.CompanyId, c => c.Id, (j, c) => new
            {
                j.Id,
                c.Name,
                c.KoreanName,
                Product = db.Products.Where(p => p.Id == j.ProductId).Select(p => p.Name).FirstOrDefault(),
                j.Title,
                j.Outcome,
                Score = j.Facts.Product,
                j.Day,
                j.Version,
            })
            .ToListAsync(cancellationToken);
        return journeys.ToDictionary(j => j.Id, j => (
            new PublishedJourney(
                SiteCulture.NameOf(j.Name, j.KoreanName), "", new DateOnly(j.Day.Year, j.Day.Month, 1), j.Product, j.Title, j.Outcome,
                j.Score, null, [.. moments[j.Id]]),
            j.Version));
    }
}
