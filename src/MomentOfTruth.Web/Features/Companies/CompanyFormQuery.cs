using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Names that customers have used before, as suggestions for the form, and the sites that may show it.</summary>
public sealed class CompanyFormQuery(AppDbContext db)
{
    private const int MaxSuggestions = 200;

    /// <summary>The sites that may show the company's form in a frame.</summary>
    public async Task<IReadOnlyList<string>> EmbeddedByAsync(Guid companyId, CancellationToken cancellationToken)
    {
        var sites = await db.Companies.Where(c => c.Id == companyId).Select(c => c.EmbeddingSites).SingleOrDefaultAsync(cancellationToken);
        return [.. SiteOrigin.ListOf(sites).Select(site => site.ToString())];
    }

    /// <summary>The names of the company's touchpoints, in the language of the page.</summary>
    public async Task<IReadOnlyList<string>> TouchpointsAsync(Guid companyId, CancellationToken cancellationToken)
    {
        var touchpoints = await db.Touchpoints.AsNoTracking()
            .Where(t => t.CompanyId == companyId)
            .OrderBy(t => t.NameKey)
            .Select(t => new { t.Name, t.KoreanName })
            .Take(MaxSuggestions)
            .ToListAsync(cancellationToken);
        return [.. touchpoints.Select(t => SiteCulture.NameOf(t.Name, t.KoreanName))];
    }

    /// <summary>
    /// Names of other companies, verified ones first, in the language of the page: a customer may have left for one of them.
    /// </summary>
    public async Task<IReadOnlyList<string>> CompetitorsAsync(Guid companyId, CancellationToken cancellationToken)
    {
        var companies = await db.Companies.AsNoTracking()
            .Where(c => c.Id != companyId)
            .OrderByDescending(c => c.IsVerified)
            .ThenBy(c => c.NameKey)
            .Select(c => new { c.Name, c.KoreanName })
            .Take(MaxSuggestions)
            .ToListAsync(cancellationToken);
        return [.. companies.Select(c => SiteCulture.NameOf(c.Name, c.KoreanName))];
    }

    /// <summary>The names of the company's products.</summary>
    public async Task<IReadOnlyList<string>> ProductsAsync(Guid companyId, CancellationToken cancellationToken) =>
        await db.Products.AsNoTracking()
            .Where(p => p.CompanyId == companyId)
            .OrderBy(p => p.NameKey)
            .Select(p => p.Name)
            .Take(MaxSuggestions)
            .ToListAsync(cancellationToken);
}
