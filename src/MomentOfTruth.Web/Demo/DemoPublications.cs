using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Publications;

namespace MomentOfTruth.Web.Demo;

/// <summary>
/// Publishes some journeys of the demo and leaves one request undecided. A company that has any publication is left as it is.
/// </summary>
public sealed class DemoPublications(AppDbContext db, PublicationWriter log)
{
    private const string FiveMoments = "demo:five-moments:en", Answer = "Thank you for telling us. Shops now enter the key before a device leaves the counter.";

    // The five moments first; the last one waits.
    private static readonly string[] Pseudonyms = ["Window seat", "Blue umbrella", "조용한 고객", "Night train", "Han River", "초록 우산"];

    public async Task AddAsync(Guid companyId, CancellationToken cancellationToken)
    {
        if (await db.Publications.AnyAsync(p => p.CompanyId == companyId, cancellationToken))
        {
            return;
        }

        var chosen = await db.JourneysOf(companyId)
            .Where(j => j.Outcome != null && j.Moments.Any(m => m.Story != null))
            .OrderByDescending(j => j.ImportKey == FiveMoments).ThenByDescending(j => j.Day).ThenBy(j => j.Id)
            .Select(j => new { j.Id, j.Version, j.Day })
            .Take(Pseudonyms.Length)
            .ToListAsync(cancellationToken);
        foreach (var (journey, pseudonym) in chosen.Zip(Pseudonyms))
        {
            await log.AskAsync(new JourneyKey(companyId, journey.Id), journey.Version, pseudonym, cancellationToken);
        }

        var waits = Pseudonyms[^1];
        foreach (var asked in await db.Publications.AsNoTracking().Where(p => p.CompanyId == companyId && p.Pseudonym != waits).ToListAsync(cancellationToken))
        {
            await log.ApproveAsync(companyId, asked.Id, asked.Version, 0, decidedBy: null, cancellationToken);
        }

        if (await db.Publications.AsNoTracking().Of(new JourneyKey(companyId, chosen[0].Id)).SingleOrDefaultAsync(cancellationToken) is { } first)
        {
            await log.AnswerAsync(new JourneyKey(companyId, first.JourneyId), first.Version, Answer, cancellationToken);
        }
    }
}
