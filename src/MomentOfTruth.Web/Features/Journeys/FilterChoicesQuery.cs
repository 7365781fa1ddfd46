using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>The products and touchpoints that a company's filter offers.</summary>
public sealed class FilterChoicesQuery(AppDbContext db)
{
    // Customers add to these lists; a page does not grow with them without end. What the address asks for is always among them.
    private const int Most = 500;

    public async Task<FilterChoices> RunAsync(Guid companyId, JourneyFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var products = await db.Products.AsNoTracking()
            .Where(p => p.CompanyId == companyId)
            .OrderByDescending(p => p.Id == filter.ProductId).ThenBy(p => p.NameKey)
            .Take(Most)
            .Select(p => new FilterChoice(p.Id, p.Name))
            .ToListAsync(cancellationToken);
        var touchpoints = await db.Touchpoints.AsNoTracking()
            .Where(t => t.CompanyId == companyId)
            .OrderByDescending(t => t.Id == filter.TouchpointId || t.Id == filter.KillerId || t.Id == filter.SoleKillerId || t.Id == filter.ZeroAtId || t.Id == filter.Traits.VisitedId).ThenBy(t => t.NameKey)
            .Take(Most)
            .Select(t => new { t.Id, t.Name, t.KoreanName })
            .ToListAsync(cancellationToken);
        return new FilterChoices(
            ByName(products),
            ByName(touchpoints.Select(t => new FilterChoice(t.Id, SiteCulture.NameOf(t.Name, t.KoreanName)))));
    }

    private static List<FilterChoice> ByName(IEnumerable<FilterChoice> choices) => [.. choices.OrderBy(c => c.Name, StringComparer.CurrentCultureIgnoreCase)];
}
