using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Counts what disappears with a journey, so that nobody erases more than they meant to.</summary>
public sealed class EraseQuery(AppDbContext db)
{
    /// <summary>Null if there is no such journey.</summary>
    public async Task<EraseList?> RunAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        var found = await db.Journeys.AsNoTracking()
            .Where(j => j.Id == journeyId)
            .Join(db.Companies, j => j.CompanyId, c => c.Id, (j, c) => new
            {
                c.Name,
                c.KoreanName,
                j.Title,
                HasStory = j.Story != null,
                j.Version,
                IsFinished = j.Outcome != null,
                Moments = db.Moments.Count(m => m.JourneyId == j.Id),
                Stories = db.Moments.Count(m => m.JourneyId == j.Id && m.Story != null),
                Photos = db.Photos.Count(p => p.JourneyId == j.Id && p.HeldUntilUtc == null),
                Replies = db.Replies.Count(r => r.JourneyId == j.Id),
                Changes = db.MomentRevisions.Count(r => r.JourneyId == j.Id),
                HasContact = db.Contacts.Any(contact => contact.JourneyId == j.Id),
                IsKept = j.OwnerId != null,
                HasPublication = db.Publications.Any(p => p.JourneyId == j.Id),
            })
            .SingleOrDefaultAsync(cancellationToken);

        return found is null
            ? null
            : new EraseList(
                journeyId, SiteCulture.NameOf(found.Name, found.KoreanName), found.Title, found.Version, found.IsFinished, found.Moments,
                found.Stories + (found.Title is null ? 0 : 1) + (found.HasStory ? 1 : 0), found.Photos, found.Replies, found.Changes, found.HasContact, found.IsKept, found.HasPublication);
    }
}

/// <summary>What disappears with a journey.</summary>
/// <param name="Company">Its name in the language of the page.</param>
/// <param name="Version">Of the journey that was counted.</param>
/// <param name="Texts">Stories and the title.</param>
/// <param name="Replies">Between the customer and the company.</param>
/// <param name="Changes">Kept of what was changed after sending.</param>
public sealed record EraseList(Guid JourneyId, string Company, string? Title, int Version, bool IsFinished, int Moments, int Texts, int Photos, int Replies, int Changes, bool HasContact, bool IsKept, bool HasPublication);
