using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>
/// Reads the products and touchpoints that a company's filter offers, in one query, as every page of a company needs them.
/// </summary>
public sealed class FilterChoicesQuery(AppDbContext db)
{
    // Customers add to these lists without end, so a page shows a part. What the address asks for is always among them.
    private const int Most = 500;

    public async Task<FilterChoices> RunAsync(Guid companyId, JourneyFilter filter, CancellationToken cancellationToken)
    {
        var asked = FilterConditions.All.Select(condition => condition.TouchpointOf?.Invoke(filter)).OfType<Guid>().ToList();
        var products = Products(companyId, filter.ProductId)
            .Select(p => new { IsProduct = true, p.Id, p.Name, KoreanName = (string?)null });
        var touchpoints = db.Touchpoints.AsNoTracking()
            .Where(t => t.CompanyId == companyId)
            .OrderByDescending(t => asked.Contains(t.Id)).ThenBy(t => t.NameKey)
            .Take(Most)
            .Select(t => new { IsProduct = false, t.Id, t.Name, t.KoreanName });
        var choices = (await products.Concat(touchpoints).ToListAsync(cancellationToken))
            .ToLookup(c => c.IsProduct, c => new FilterChoice(c.Id, SiteCulture.NameOf(c.Name, c.KoreanName)));
        return new FilterChoices(ByName(choices[true]), ByName(choices[false]));
    }

    /// <summary>The products alone, for pages that filter by nothing else.</summary>
    public async Task<FilterChoices> ProductsAsync(Guid companyId, JourneyFilter filter, CancellationToken cancellationToken)
    {
        var products = await Products(companyId, filter.ProductId)
            .Select(p => new FilterChoice(p.Id, p.Name))
            .ToListAsync(cancellationToken);
        return new FilterChoices(ByName(products), []);
    }

    private IQueryable<Product> Products(Guid companyId, Guid? asked) => db.Products.AsNoTracking()
        .Where(p => p.CompanyId == companyId)
        .OrderByDescending(p => p.Id == asked).ThenBy(p => p.NameKey)
        .Take(Most);

    private static List<FilterChoice> ByName(IEnumerable<FilterChoice> choices) =>
        [.. choices.OrderBy(c => c.Name, StringComparer.CurrentCultureIgnoreCase)];
}

/// <summary>What a company's filter offers, in the language of the page and by name.</summary>
public sealed record FilterChoices(IReadOnlyList<FilterChoice> Products, IReadOnlyList<FilterChoice> Touchpoints)
{
    /// <summary>Returns null if there is no choice with that id.</summary>
    public string? NameOf(Guid? id) => Products.Concat(Touchpoints).FirstOrDefault(choice => choice.Id == id)?.Name;
}
