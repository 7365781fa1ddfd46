using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Reads the published journeys of a company, for everybody.</summary>
public sealed class PublishedQuery(AppDbContext db, PublishedReader reader)
{
    /// <summary>Fewer than these are not shown: whoever told them could be guessed.</summary>
    public const int Fewest = 5;

    public const int PageSize = 10;

    /// <summary>Whether the company has enough of them to be shown.</summary>
    public async Task<bool> AreShownAsync(Guid companyId, CancellationToken cancellationToken) =>
        await Published(companyId).OrderBy(p => p.Id).Take(Fewest).CountAsync(cancellationToken) == Fewest;

    /// <summary>The newest months first, one more than a page holds; none while there are too few.</summary>
    public async Task<IReadOnlyList<ReadPublication>> PageAsync(Guid companyId, PublishedCursor? after, CancellationToken cancellationToken)
    {
        if (!await AreShownAsync(companyId, cancellationToken))
        {
            return [];
        }

        var published = Published(companyId);
        if (after is { Month: var month, Id: var id })
        {
            published = published.Where(p => p.Month <= month && (p.Month < month || p.Id > id));
        }

        return await reader.ReadAsync(published.OrderByDescending(p => p.Month).ThenBy(p => p.Id).Take(PageSize + 1), withReports: false, cancellationToken);
    }

    /// <summary>One of the company's that is published, however few there are; null if it is not.</summary>
    public async Task<ReadPublication?> OfJourneyAsync(Guid companyId, Guid journeyId, CancellationToken cancellationToken) =>
        (await reader.ReadAsync(Published(companyId).Where(p => p.JourneyId == journeyId), withReports: false, cancellationToken)).SingleOrDefault();

    private IQueryable<Publication> Published(Guid companyId) => db.PublicationsIn(PublicationState.Published).Where(p => p.CompanyId == companyId);
}
