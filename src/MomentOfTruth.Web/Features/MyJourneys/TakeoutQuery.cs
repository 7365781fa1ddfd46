using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Reads all that a customer gave of one journey.</summary>
public sealed class TakeoutQuery(AppDbContext db)
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
            })
            .SingleOrDefaultAsync(cancellationToken);
        return journey is null
            ? null
            : new Takeout(
                journeyId, new TakeoutCompany(journey.Slug, journey.Name, journey.KoreanName), journey.ProductName, journey.Title, journey.Story, journey.LoggedAtUtc,
                journey.Outcome is null ? "open" : "finished", journey.Outcome?.ToCode(), journey.Competitor, journey.Outcome is null ? null : journey.Day, journey.FinishedAtUtc,
                100 * journey.Score, journey.Average, journey.Contact, journey.IsKept, await MomentsAsync(journeyId, cancellationToken));
    }

    private async Task<IReadOnlyList<TakeoutMoment>> MomentsAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        var moments = await db.Moments.AsNoTracking()
            .Where(m => m.JourneyId == journeyId)
            .Join(db.Touchpoints, m => m.TouchpointId, t => t.Id, (m, t) => new { m.Number, m.Position, t.Name, m.Channel, m.OccurredOn, m.OccurredAt, m.Score, m.Story })
            .OrderBy(m => m.Position)
            .ToListAsync(cancellationToken);
        var photos = (await db.Photos.AsNoTracking()
                .Where(p => p.JourneyId == journeyId && p.MomentNumber != null)
                .OrderBy(p => p.Position)
                .Select(p => new { Moment = p.MomentNumber!.Value, p.Position, p.AltText })
                .ToListAsync(cancellationToken))
            .ToLookup(p => p.Moment, p => new TakeoutPhoto(TakeoutPhoto.PathOf(p.Moment, p.Position), p.AltText));
        return [.. moments.Select(m => new TakeoutMoment(
            m.Number, m.Position, m.Name, m.Channel.ToCode(), m.OccurredOn, m.OccurredAt, m.Score.Tenths / 10.0, m.Story, [.. photos[m.Number]]))];
    }
}
