using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Counts what disappears with a journey, so that its customer sees it before erasing.</summary>
public sealed class EraseQuery(AppDbContext db)
{
    /// <summary>Returns null if there is no such journey.</summary>
    public async Task<EraseList?> RunAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        var found = await db.JourneyAt(key).AsNoTracking()
            .Join(db.Companies, j => j.CompanyId, c => c.Id, (j, c) => new
            {
                c.Name,
                c.KoreanName,
                j.Title,
                HasStory = j.Story != null,
                j.Version,
                IsFinished = j.Outcome != null,
                Moments = db.Moments.Count(m => m.CompanyId == j.CompanyId && m.JourneyId == j.Id),
                Stories = db.Moments.Count(m => m.CompanyId == j.CompanyId && m.JourneyId == j.Id && m.Story != null),
                Photos = db.Photos.Count(p => p.CompanyId == j.CompanyId && p.JourneyId == j.Id && p.HeldUntilUtc == null),
                Replies = db.Replies.Count(r => r.CompanyId == j.CompanyId && r.JourneyId == j.Id),
                Changes = db.MomentRevisions.Count(r => r.CompanyId == j.CompanyId && r.JourneyId == j.Id),
                HasContact = db.Contacts.Any(contact => contact.CompanyId == j.CompanyId && contact.JourneyId == j.Id),
                IsKept = j.OwnerId != null,
                HasPublication = db.Publications.Any(p => p.CompanyId == j.CompanyId && p.JourneyId == j.Id),
            })
            .SingleOrDefaultAsync(cancellationToken);

        return found is null
            ? null
            : new EraseList
            {
                JourneyId = key.JourneyId,
                Company = SiteCulture.NameOf(found.Name, found.KoreanName),
                Title = found.Title,
                Version = found.Version,
                IsFinished = found.IsFinished,
                Moments = found.Moments,
                Texts = found.Stories + (found.Title is null ? 0 : 1) + (found.HasStory ? 1 : 0),
                Photos = found.Photos,
                Replies = found.Replies,
                Changes = found.Changes,
                HasContact = found.HasContact,
                IsKept = found.IsKept,
                HasPublication = found.HasPublication,
            };
    }
}

/// <summary>What disappears with a journey.</summary>
public sealed record EraseList
{
    public required Guid JourneyId { get; init; }

    /// <summary>The company's name in the language of the page.</summary>
    public required string Company { get; init; }

    public required string? Title { get; init; }

    /// <summary>The version of the journey that was counted.</summary>
    public required int Version { get; init; }

    public required bool IsFinished { get; init; }

    public required int Moments { get; init; }

    /// <summary>The number of stories, the title among them.</summary>
    public required int Texts { get; init; }

    public required int Photos { get; init; }

    /// <summary>The number of texts that the customer and the company wrote to each other.</summary>
    public required int Replies { get; init; }

    /// <summary>The number of changes after sending that are kept in the history.</summary>
    public required int Changes { get; init; }

    public required bool HasContact { get; init; }

    /// <summary>Whether it is in an account.</summary>
    public required bool IsKept { get; init; }

    public required bool HasPublication { get; init; }
}
