using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Reads all that a customer gave of one journey; touchpoints are named in the language it is read in.</summary>
public sealed class TakeoutQuery(AppDbContext db, MineQuery mine)
{
    /// <summary>Null if there is no such journey.</summary>
    public async Task<Takeout?> RunAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        var journey = await db.Journeys.AsNoTracking()
            .Where(j => j.Id == journeyId)
            .Join(db.Companies, j => j.CompanyId, c => c.Id, (j, c) => new
            {
                c.Slug,
                c.Name,
                c.KoreanName,
                ProductName = db.Products.Where(p => p.Id == j.ProductId).Select(p => p.Name).FirstOrDefault(),
                j.Title,
                j.Story,
                j.LoggedAtUtc,
                j.Outcome,
                j.Competitor,
                j.Day,
                j.FinishedAtUtc,
                Score = j.Facts.Product,
                j.Facts.Average,
                Contact = db.Contacts.Where(contact => contact.JourneyId == j.Id).Select(contact => contact.Email).FirstOrDefault(),
                IsKept = j.OwnerId != null,
                Verdict = db.Cases.Where(k => k.JourneyId == j.Id).Select(k => k.Verdict).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (journey is null)
        {
            return null;
        }

        var publication = await mine.PublicationAsync(journeyId, cancellationToken);
        var photos = await PhotosAsync(journeyId, cancellationToken);
        return new Takeout(
            journeyId, new TakeoutCompany(journey.Slug, journey.Name, journey.KoreanName), journey.ProductName, journey.Title, journey.Story, journey.LoggedAtUtc,
            journey.Outcome is null ? "open" : "finished", journey.Outcome?.ToCode(), journey.Competitor, journey.Outcome is null ? null : journey.Day, journey.FinishedAtUtc,
            100 * journey.Score, journey.Average, journey.Contact, journey.IsKept, TakeoutPublication.Of(publication), await MomentsAsync(journeyId, photos, cancellationToken),
            journey.Verdict?.ToCode(), await RepliesAsync(journeyId, cancellationToken), await ChangesAsync(journeyId, photos, cancellationToken));
    }

    private async Task<IReadOnlyList<TakeoutReply>> RepliesAsync(Guid journeyId, CancellationToken cancellationToken) => await db.Replies.AsNoTracking()
        .Where(r => r.JourneyId == journeyId)
        .OrderBy(r => r.Number)
        .Select(r => new TakeoutReply(r.Number, r.IsByCompany ? "company" : "customer", r.AtUtc, r.Text))
        .ToListAsync(cancellationToken);

    private async Task<IReadOnlyList<TakeoutChange>> ChangesAsync(Guid journeyId, ILookup<int, TakeoutPhoto> photos, CancellationToken cancellationToken)
    {
        var revisions = await db.MomentRevisions.AsNoTracking()
            .Where(r => r.JourneyId == journeyId)
            .Join(db.Touchpoints, r => r.TouchpointId, t => t.Id, (r, t) => new { Revision = r, t.Name, t.KoreanName })
            .OrderBy(r => r.Revision.Version)
            .ToListAsync(cancellationToken);
        var last = revisions.GroupBy(r => r.Revision.Number).Select(g => g.Last()).ToHashSet();

        // A moment that is gone has its photos with its removal.
        return [.. revisions.Select(r => new TakeoutChange(
            CodeOf(r.Revision.Kind),
            r.Revision.AtUtc,
            new TakeoutMoment(
                r.Revision.Number, r.Revision.Position, SiteCulture.NameOf(r.Name, r.KoreanName), r.Revision.Channel.ToCode(), r.Revision.OccurredOn, r.Revision.OccurredAt, r.Revision.Score.Tenths / 10.0,
                r.Revision.Story, r.Revision.Kind == RevisionKind.Removed && last.Contains(r) ? [.. photos[r.Revision.Number]] : [])))];
    }

    // Words for programs: they do not change if the code's names do.
    private static string CodeOf(RevisionKind kind) => kind switch
    {
        RevisionKind.Edited => "edited",
        RevisionKind.Removed => "removed",
        RevisionKind.Moved => "moved",
        RevisionKind.PutBack => "put-back",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
    };

    private async Task<IReadOnlyList<TakeoutMoment>> MomentsAsync(Guid journeyId, ILookup<int, TakeoutPhoto> photos, CancellationToken cancellationToken)
    {
        var moments = await db.Moments.AsNoTracking()
            .Where(m => m.JourneyId == journeyId)
            .Join(db.Touchpoints, m => m.TouchpointId, t => t.Id, (m, t) => new { m.Number, m.Position, t.Name, t.KoreanName, m.Channel, m.OccurredOn, m.OccurredAt, m.Score, m.Story })
            .OrderBy(m => m.Position)
            .ToListAsync(cancellationToken);
        return [.. moments.Select(m => new TakeoutMoment(
            m.Number, m.Position, SiteCulture.NameOf(m.Name, m.KoreanName), m.Channel.ToCode(), m.OccurredOn, m.OccurredAt, m.Score.Tenths / 10.0, m.Story, [.. photos[m.Number]]))];
    }

    // By the number of the moment they belong to, or were removed with.
    private async Task<ILookup<int, TakeoutPhoto>> PhotosAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        var photos = await db.Photos.AsNoTracking()
            .Where(p => p.JourneyId == journeyId && p.HeldUntilUtc == null)
            .OrderBy(p => p.Position)
            .Select(p => new { Moment = p.MomentNumber ?? p.RemovedMomentNumber!.Value, p.Position, p.AltText })
            .ToListAsync(cancellationToken);
        return photos.ToLookup(p => p.Moment, p => new TakeoutPhoto(TakeoutPhoto.PathOf(p.Moment, p.Position), p.AltText));
    }
}
