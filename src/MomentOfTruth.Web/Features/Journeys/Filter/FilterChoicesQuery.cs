using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>The products and touchpoints that a company's filter offers, in one query: every page of a company asks.</summary>
public sealed class FilterChoicesQuery(AppDbContext db)
{
    // Customers add to these lists; a page does not grow with them without end. What the address asks for is always among them.
    private const int Most = 500;

    public async Task<FilterChoices> RunAsync(Guid companyId, JourneyFilter filter, CancellationToken cancellationToken)
    {
        var products = Products(companyId, filter.ProductId).Select(p => new { IsProduct = true, p.Id, p.Name, KoreanName = (string?)null });
        var touchpoints = db.Touchpoints.AsNoTracking()
            .Where(t => t.CompanyId == companyId)
            .OrderByDescending(t => t.Id == filter.TouchpointId || t.Id == filter.KillerId || t.Id == filter.SoleKillerId || t.Id == filter.ZeroAtId || t.Id == filter.Traits.VisitedId).ThenBy(t => t.NameKey)
            .Take(Most)
            .Select(t => new { IsProduct = false, t.Id, t.Name, t.KoreanName });
        var choices = (await products.Concat(touchpoints).ToListAsync(cancellationToken))
            .ToLookup(c => c.IsProduct, c => new FilterChoice(c.Id, SiteCulture.NameOf(c.Name, c.KoreanName)));
        return new FilterChoices(ByName(choices[true]), ByName(choices[false]));
    }

    /// <summary>The products alone, for pages that filter by nothing else.</summary>
    public async Task<FilterChoices> ProductsAsync(Guid companyId, JourneyFilter filter, CancellationToken cancellationToken)
    {
        return new FilterChoices(ByName(await Products(companyId, filter.ProductId).Select(p => new FilterChoice(p.Id, p.Name)).ToListAsync(cancellationToken)), []);
    }

    private IQueryable<Product> Products(Guid companyId, Guid? asked) => db.Products.AsNoTracking()
        .Where(p => p.CompanyId == companyId)
        .OrderByDescending(p => p.Id == asked).ThenBy(p => p.NameKey)
        .Take(Most);

    private static List<FilterChoice> ByName(IEnumerable<FilterChoice> choices) => [.. choices.OrderBy(c => c.Name, StringComparer.CurrentCultureIgnoreCase)];
}

/// <summary>What a company's filter offers, in the language of the page and by name.</summary>
public sealed record FilterChoices(IReadOnlyList<FilterChoice> Products, IReadOnlyList<FilterChoice> Touchpoints)
{
    /// <summary>Null for an id of nothing that the company has.</summary>
    public string? NameOf(Guid? id) => Products.Concat(Touchpoints).FirstOrDefault(choice => choice.Id == id)?.Name;
}
