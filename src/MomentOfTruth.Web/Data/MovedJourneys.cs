using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// Finds journeys whose company was merged into another, or is itself again, since their keys were written down: in a cookie, in a mail.
/// </summary>
public sealed class MovedJourneys(AppDbContext db)
{
    /// <summary>The journey's key as it is now.</summary>
    public async Task<JourneyKey> NowAsync(JourneyKey key, CancellationToken cancellationToken) =>
        (await NowAsync([key], cancellationToken))[0];

    /// <summary>The same for several, in their order. One that is nowhere stays as it is.</summary>
    public async Task<IReadOnlyList<JourneyKey>> NowAsync(IReadOnlyList<JourneyKey> keys, CancellationToken cancellationToken)
    {
        var companies = keys.Select(key => key.CompanyId).ToHashSet();
        var (seen, asked) = (companies.Count, companies.ToList());
        while (asked.Count > 0)
        {
            var merges = await db.CompanyMerges.AsNoTracking()
                .Where(m => asked.Contains(m.CompanyId) || asked.Contains(m.FromId))
                .Select(m => new { m.CompanyId, m.FromId })
                .ToListAsync(cancellationToken);
            asked = [.. merges.SelectMany(m => new[] { m.CompanyId, m.FromId }).Where(companies.Add)];
        }

        if (companies.Count == seen)
        {
            return keys;
        }

        var (all, ids) = (companies.ToList(), keys.Select(key => key.JourneyId).ToList());
        var now = await db.Journeys
            .Where(j => all.Contains(j.CompanyId) && ids.Contains(j.Id))
            .Select(j => new { j.CompanyId, j.Id })
            .ToDictionaryAsync(j => j.Id, j => j.CompanyId, cancellationToken);
        return [.. keys.Select(key => key with { CompanyId = now.GetValueOrDefault(key.JourneyId, key.CompanyId) })];
    }
}
