using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Reads all that a customer gave of one journey. Touchpoints are named in the language of the request.</summary>
public sealed class DownloadQuery(AppDbContext db, MyJourneyQuery journeys, MyPublicationQuery publications)
{
    /// <summary>Returns null if there is no such journey.</summary>
    public async Task<JourneyDownload?> RunAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        var journey = await db.JourneyAt(key).AsNoTracking()
            .Join(db.Companies, j => j.CompanyId, c => c.Id, (j, c) => new
            {
                c.Slug,
                c.Name,
                c.KoreanName,
                ProductName = db.Products.Where(p => p.CompanyId == j.CompanyId && p.Id == j.ProductId).Select(p => p.Name)
                    .FirstOrDefault(),
                j.Title,
                j.Place,
                j.Story,
                j.LoggedAtUtc,
                j.Outcome,
                j.Competitor,
                j.Day,
                j.FinishedAtUtc,
                Score = j.Facts.Product,
                j.Facts.Average,
                Contact = db.Contacts.Where(contact => contact.CompanyId == j.CompanyId && contact.JourneyId == j.Id)
                    .Select(contact => contact.Email).FirstOrDefault(),
                IsKept = j.OwnerId != null,
                Verdict = db.Cases.Where(k => k.CompanyId == j.CompanyId && k.JourneyId == j.Id).Select(k => k.Verdict).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (journey is null)
        {
            return null;
        }

        var publication = await publications.RunAsync(key, cancellationToken);
        var photos = await PhotosAsync(key, cancellationToken);
        var moments = await journeys.MomentsAsync(key, cancellationToken);
        var replies = await RepliesAsync(key, cancellationToken);
        var changes = await journeys.ChangesAsync(key, int.MaxValue, cancellationToken);
        return new JourneyDownload
        {
            Id = key.JourneyId,
            Company = new DownloadedCompany(journey.Slug, journey.Name, journey.KoreanName),
            Product = journey.ProductName,
            Title = journey.Title,
            Place = journey.Place,
            Story = journey.Story,
            LoggedAt = journey.LoggedAtUtc,
            Outcome = journey.Outcome?.ToCode(),
            Competitor = journey.Competitor,
            EndedOn = journey.Outcome is null ? null : journey.Day,
            FinishedAt = journey.FinishedAtUtc,
            JourneyScore = 100 * journey.Score,
            PlainAverage = journey.Average,
            Contact = journey.Contact,
            KeptInAccount = journey.IsKept,
            Publication = DownloadedPublication.Of(publication),
            Moments = [.. moments.Select(moment => DownloadedMoment.Of(moment, photos[moment.Number]))],
            Verdict = journey.Verdict?.ToCode(),
            Replies = replies,
            Changes = [.. changes.Reverse().Select(change => DownloadedChange.Of(change, photos))],
        };
    }

    private async Task<IReadOnlyList<DownloadedReply>> RepliesAsync(JourneyKey key, CancellationToken cancellationToken) =>
        await db.Replies.AsNoTracking()
            .Of(key)
            .OrderBy(r => r.Number)
            .Select(r => new DownloadedReply(r.Number, r.IsByCompany ? "company" : "customer", r.AtUtc, r.Text))
            .ToListAsync(cancellationToken);

    // By the number of the moment that they belong to, or were removed with.
    private async Task<ILookup<int, DownloadedPhoto>> PhotosAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        var photos = await db.Photos.AsNoTracking()
            .Of(key).Where(p => p.HeldUntilUtc == null)
            .OrderBy(p => p.Position)
            .Select(p => new { Moment = p.MomentNumber ?? p.RemovedMomentNumber!.Value, p.Position, p.AltText })
            .ToListAsync(cancellationToken);
        return photos.ToLookup(p => p.Moment, p => new DownloadedPhoto(DownloadedPhoto.PathOf(p.Moment, p.Position), p.AltText));
    }
}
