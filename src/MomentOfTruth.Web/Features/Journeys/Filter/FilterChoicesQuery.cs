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
    /// <summary>
    /// Customers add to these lists without end, so a page offers so many of each: what the address asks for, then what the company's
    /// people have decided on, then by name.
    /// </summary>
    public const int Most = 120;

    public async Task<FilterChoices> RunAsync(Guid companyId, JourneyFilter filter, CancellationToken cancellationToken)
    {
        var asked = FilterConditions.All.Select(condition => condition.TouchpointOf?.Invoke(filter)).OfType<Guid>().ToList();
        var products = Products(companyId, filter.ProductId)
            .Select(p => new { IsProduct = true, p.Id, p.Name, KoreanName = (string?)null });
        var touchpoints = OfCompany<Touchpoint>(companyId)
            .OrderByDescending(t => asked.Contains(t.Id)).ThenByDescending(t => t.State == NameState.Kept).ThenBy(t => t.NameKey)
            .Take(Most)
            .Select(t => new { IsProduct = false, t.Id, t.Name, t.KoreanName });
        var choices = (await products.Concat(touchpoints).ToListAsync(cancellationToken))
            .ToLookup(c => c.IsProduct, c => new FilterChoice(c.Id, SiteCulture.NameOf(c.Name, c.KoreanName)));
        return new FilterChoices(ByName(choices[true]), ByName(choices[false]))
        {
            OtherProducts = await OthersAsync(choices[true], OfCompany<Product>(companyId), cancellationToken),
            OtherTouchpoints = await OthersAsync(choices[false], OfCompany<Touchpoint>(companyId), cancellationToken),
            Places = await Places(companyId).Take(Most).ToListAsync(cancellationToken),
        };
    }

    // Links can name what they like; one that is asked for and not offered stands in the list all the same.
    private IQueryable<string> Places(Guid companyId) => db.JourneysOf(companyId)
        .Where(j => j.Place != null)
        .Select(j => j.Place!)
        .Distinct()
        .OrderBy(place => place);

    /// <summary>The products alone, for pages that filter by nothing else.</summary>
    public async Task<FilterChoices> ProductsAsync(Guid companyId, JourneyFilter filter, CancellationToken cancellationToken)
    {
        var products = await Products(companyId, filter.ProductId)
            .Select(p => new FilterChoice(p.Id, p.Name))
            .ToListAsync(cancellationToken);
        return new FilterChoices(ByName(products), [])
        {
            OtherProducts = await OthersAsync(products, OfCompany<Product>(companyId), cancellationToken),
        };
    }

    private IQueryable<Product> Products(Guid companyId, Guid? asked) => OfCompany<Product>(companyId)
        .OrderByDescending(p => p.Id == asked).ThenByDescending(p => p.State == NameState.Kept).ThenBy(p => p.NameKey)
        .Take(Most);

    private IQueryable<T> OfCompany<T>(Guid companyId)
        where T : ListedName => db.Set<T>().AsNoTracking().Where(name => name.CompanyId == companyId);

    // Counted only where not all are offered.
    private static async Task<int> OthersAsync<T>(
        IEnumerable<FilterChoice> offered, IQueryable<T> all, CancellationToken cancellationToken)
        where T : ListedName =>
        offered.Count() < Most ? 0 : await all.CountAsync(cancellationToken) - Most;

    private static List<FilterChoice> ByName(IEnumerable<FilterChoice> choices) =>
        [.. choices.OrderBy(c => c.Name, StringComparer.CurrentCultureIgnoreCase)];
}

/// <summary>What a company's filter offers, in the language of the page and by name.</summary>
public sealed record FilterChoices(IReadOnlyList<FilterChoice> Products, IReadOnlyList<FilterChoice> Touchpoints)
{
    /// <summary>How many products are not offered.</summary>
    public int OtherProducts { get; init; }

    /// <summary>How many touchpoints are not offered.</summary>
    public int OtherTouchpoints { get; init; }

    /// <summary>Where the form was found, at most <see cref="FilterChoicesQuery.Most"/>.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>Returns null if there is no choice with that id.</summary>
    public string? NameOf(Guid? id) => Products.Concat(Touchpoints).FirstOrDefault(choice => choice.Id == id)?.Name;
}
