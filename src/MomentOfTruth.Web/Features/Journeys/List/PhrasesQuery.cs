using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Search;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>Finds the phrases that most stories of killing moments contain.</summary>
public sealed class PhrasesQuery(AppDbContext db)
{
    // Reading the latest ones costs the same however many there are, and what customers say now is what can be mended.
    private const int Latest = 500, Most = 16;

    public async Task<KillingPhrases> RunAsync(Guid companyId, JourneyFilter filter, CancellationToken cancellationToken)
    {
        var killed = await db.JourneysOf(companyId, filter)
            .Where(j => j.Facts.KilledAt != null)
            .OrderByDescending(j => j.Day).ThenByDescending(j => j.Id)
            .Take(Latest)
            .Select(j => j.Moments.Where(m => m.Position == j.Facts.KilledAt).Select(m => m.Story).FirstOrDefault())
            .ToListAsync(cancellationToken);
        var stories = killed.OfType<string>().ToList();
        return new KillingPhrases(FrequentPhrases.Of(stories, Most), stories.Count);
    }
}

/// <summary>What is said most often at killing moments.</summary>
/// <param name="Stories">How many stories were read.</param>
public sealed record KillingPhrases(IReadOnlyList<FrequentPhrase> Phrases, int Stories);
