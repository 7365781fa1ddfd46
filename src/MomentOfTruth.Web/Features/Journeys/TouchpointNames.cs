using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>Names of touchpoints in the language of the page.</summary>
public sealed class TouchpointNames(AppDbContext db)
{
    public async Task<IReadOnlyDictionary<Guid, string>> OfAsync(IEnumerable<Guid> touchpointIds, CancellationToken cancellationToken)
    {
        var ids = touchpointIds.Distinct().ToList();
        var touchpoints = await db.Touchpoints.AsNoTracking()
            .Where(t => ids.Contains(t.Id))
            .Select(t => new { t.Id, t.Name, t.KoreanName })
            .ToListAsync(cancellationToken);
        return touchpoints.ToDictionary(t => t.Id, t => SiteCulture.NameOf(t.Name, t.KoreanName));
    }
}
