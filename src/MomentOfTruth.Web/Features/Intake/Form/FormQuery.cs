using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>What the form needs to know: the company, and what others have named before, as suggestions.</summary>
public sealed class FormQuery(AppDbContext db)
{
    private const int MaxSuggestions = 200;

    /// <summary>Null if there is no such company.</summary>
    public Task<PublicCompany?> CompanyAsync(string slug, CancellationToken cancellationToken) =>
        db.Companies.AsNoTracking()
            .Where(c => c.Slug == slug)
            .Select(c => new PublicCompany(c.Id, c.Slug, c.Name, c.KoreanName, c.TimeZoneId))
            .SingleOrDefaultAsync(cancellationToken);

    /// <summary>The sites that may show the company's form in a frame.</summary>
    public async Task<IReadOnlyList<string>> EmbeddedByAsync(Guid companyId, CancellationToken cancellationToken)
    {
        var sites = await db.Companies.Where(c => c.Id == companyId).Select(c => c.EmbeddingSites).SingleOrDefaultAsync(cancellationToken);
        return [.. SiteOrigin.ListOf(sites).Select(site => site.ToString())];
    }

    /// <summary>Names of the company's touchpoints, in the language of the page.</summary>
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

    /// <summary>Names of other companies, those that are verified first, in the language of the page: where a customer may have gone.</summary>
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

    /// <summary>Names of the company's products.</summary>
    public async Task<IReadOnlyList<string>> ProductsAsync(Guid companyId, CancellationToken cancellationToken) =>
        await db.Products.AsNoTracking()
            .Where(p => p.CompanyId == companyId)
            .OrderBy(p => p.NameKey)
            .Select(p => p.Name)
            .Take(MaxSuggestions)
            .ToListAsync(cancellationToken);
}

/// <summary>What the field for a touchpoint suggests: the company's own, in the language of the page, and those that companies of a kind usually have.</summary>
/// <param name="Own">Names of the company's touchpoints.</param>
/// <param name="Kind">The kind that was chosen, where one is asked for.</param>
public sealed record TouchpointSuggestions(IReadOnlyList<string> Own, CompanyKind? Kind = null);
