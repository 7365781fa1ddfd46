using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Reads journeys as the public sees them. What of a journey is public is decided here and nowhere else.</summary>
public sealed class PublishedReader(AppDbContext db)
{
    /// <summary>Of one publication so many reasons are shown.</summary>
    public const int MostReasons = 10;

    private const int MostRead = 1000;

    /// <summary>What the public would read; null if there is no such journey.</summary>
    public async Task<PublishedJourney?> PreviewAsync(
        JourneyKey key, string pseudonym, string? answer, CancellationToken cancellationToken) =>
        (await JourneysAsync([key], cancellationToken)).TryGetValue(key, out var found)
            ? found.Journey with { Pseudonym = pseudonym, Answer = answer }
            : null;

    /// <summary>The publications whose journeys have not changed since their customers asked, in the order of the query.</summary>
    internal async Task<IReadOnlyList<ReadPublication>> ReadAsync(
        IQueryable<Publication> chosen, bool withReports, CancellationToken cancellationToken)
    {
        var publications = await chosen.AsNoTracking().ToListAsync(cancellationToken);
        var journeys = await JourneysAsync(publications.ConvertAll(p => new JourneyKey(p.CompanyId, p.JourneyId)), cancellationToken);
        var (reports, counts) = await ReportsAsync(withReports ? publications : [], cancellationToken);

        // The version was read after the moments: a journey that changed in between is left out, so that no unapproved text is shown.
        return [.. publications
            .Select(p => (Publication: p, Found: journeys.GetValueOrDefault(new JourneyKey(p.CompanyId, p.JourneyId))))
            .Where(p => p.Found.Journey is not null && p.Found.Version == p.Publication.JourneyVersion)
            .Select(p => new ReadPublication(
                p.Publication.CompanyId, p.Publication.Id, p.Publication.Version,
                p.Found.Journey with { Pseudonym = p.Publication.Pseudonym, Answer = p.Publication.Answer },
                [.. reports[p.Publication.Id].Take(MostReasons)])
            {
                ReportCount = counts.GetValueOrDefault(p.Publication.Id),
            })];
    }

    // Anybody can report, and each with a reason of some hundred letters: the first are read, the others counted.
    private async Task<(ILookup<Guid, string> Reasons, Dictionary<Guid, int> Counts)> ReportsAsync(
        List<Publication> publications, CancellationToken cancellationToken)
    {
        var (companies, ids) = (publications.ConvertAll(p => p.CompanyId), publications.ConvertAll(p => p.Id));
        var chosen = db.PublicationReports.AsNoTracking().Where(r => companies.Contains(r.CompanyId) && ids.Contains(r.PublicationId));
        var reports = ids.Count == 0 ? [] : await chosen
            .OrderBy(r => r.AtUtc).ThenBy(r => r.Id)
            .Take(MostRead)
            .ToListAsync(cancellationToken);
        var counts = ids.Count == 0 ? [] : await chosen
            .GroupBy(r => r.PublicationId).Select(same => new { same.Key, N = same.Count() })
            .ToDictionaryAsync(same => same.Key, same => same.N, cancellationToken);
        return (reports.ToLookup(r => r.PublicationId, r => r.Reason), counts);
    }

    private async Task<Dictionary<JourneyKey, (PublishedJourney Journey, int Version)>> JourneysAsync(
        List<JourneyKey> keys, CancellationToken cancellationToken)
    {
        var (companies, ids) = (keys.ConvertAll(key => key.CompanyId), keys.ConvertAll(key => key.JourneyId));
        var moments = (await db.Moments.AsNoTracking()
            .Where(m => companies.Contains(m.CompanyId) && ids.Contains(m.JourneyId))
            .Join(db.Touchpoints, m => new { m.CompanyId, Id = m.TouchpointId }, t => new { t.CompanyId, t.Id },
                (m, t) => new
                {
                    Key = new JourneyKey(m.CompanyId, m.JourneyId),
                    m.JourneyId,
                    m.Position,
                    m.TouchpointId,
                    t.Name,
                    t.KoreanName,
                    m.Score,
                    m.Story,
                })
            .OrderBy(m => m.JourneyId).ThenBy(m => m.Position)
            .ToListAsync(cancellationToken))
            .ToLookup(m => m.Key, m => new PublishedMoment(
                m.TouchpointId, SiteCulture.NameOf(m.Name, m.KoreanName), m.Score, m.Story));
        var journeys = await db.Journeys.AsNoTracking()
            .Where(j => companies.Contains(j.CompanyId) && ids.Contains(j.Id))
            .Join(db.Companies, j => j.CompanyId, c => c.Id, (j, c) => new
            {
                Key = new JourneyKey(j.CompanyId, j.Id),
                c.Name,
                c.KoreanName,
                Product = db.Products.Where(p => p.CompanyId == j.CompanyId && p.Id == j.ProductId).Select(p => p.Name).FirstOrDefault(),
                j.Title,
                j.Outcome,
                j.IsOrdered,
                j.Day,
                j.Version,
            })
            .ToListAsync(cancellationToken);
        return journeys.ToDictionary(j => j.Key, j => (
            new PublishedJourney(
                SiteCulture.NameOf(j.Name, j.KoreanName), "", new DateOnly(j.Day.Year, j.Day.Month, 1), j.Product, j.Title, j.Outcome,
                j.IsOrdered, null, [.. moments[j.Key]]),
            j.Version));
    }
}
