using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>
/// Names as suggestions for the form, and the sites that may show it. Nobody's words become everybody's: a company's own people decide what
/// is suggested; where there are none yet, it is names that many have used. A journey stands for the day on which it was sent, which its
/// customer cannot choose, or if it was imported for its own.
/// </summary>
public sealed class CompanyFormQuery(AppDbContext db)
{
    private const int MaxSuggestions = 100;

    /// <summary>The sites that may show the company's form in a frame.</summary>
    public async Task<IReadOnlyList<string>> EmbeddedByAsync(Guid companyId, CancellationToken cancellationToken)
    {
        var sites = await db.Companies.Where(c => c.Id == companyId).Select(c => c.EmbeddingSites).SingleOrDefaultAsync(cancellationToken);
        return [.. SiteOrigin.ListOf(sites).Select(site => site.ToString())];
    }

    /// <summary>The names of the company's touchpoints that are suggested, in the language of the page.</summary>
    public async Task<IReadOnlyList<string>> TouchpointsAsync(Guid companyId, CancellationToken cancellationToken)
    {
        var own = db.Touchpoints.AsNoTracking().Where(t => t.CompanyId == companyId);
        var isClaimed = await IsClaimedAsync(companyId, cancellationToken);
        var offered = isClaimed
            ? own.Where(t => t.State == NameState.Kept)
            : own.Where(t => (t.State == NameState.Kept || t.State == NameState.Proposed) && db.Journeys
                .Where(j => j.CompanyId == companyId && j.Moments.Any(m => m.TouchpointId == t.Id))
                .Select(j => j.ImportKey == null ? DateOnly.FromDateTime(j.LoggedAtUtc) : j.Day)
                .Distinct().Take(NamesOfMany.FewestDays).Count() == NamesOfMany.FewestDays);
        var names = await offered
            .OrderBy(t => t.Position == 0).ThenBy(t => t.Position).ThenBy(t => t.NameKey)
            .Select(t => new { t.Name, t.KoreanName })
            .Take(MaxSuggestions)
            .ToListAsync(cancellationToken);
        return
        [
            .. names
                .Where(t => isClaimed || (NamesOfMany.MayBeShown(t.Name) && NamesOfMany.MayBeShown(t.KoreanName ?? "")))
                .Select(t => SiteCulture.NameOf(t.Name, t.KoreanName)),
        ];
    }

    /// <summary>The names of the company's products that are suggested, in the language of the page.</summary>
    public async Task<IReadOnlyList<string>> ProductsAsync(Guid companyId, CancellationToken cancellationToken)
    {
        var own = db.Products.AsNoTracking().Where(p => p.CompanyId == companyId);
        var isClaimed = await IsClaimedAsync(companyId, cancellationToken);
        var offered = isClaimed
            ? own.Where(p => p.State == NameState.Kept)
            : own.Where(p => (p.State == NameState.Kept || p.State == NameState.Proposed) && db.Journeys
                .Where(j => j.CompanyId == companyId && j.ProductId == p.Id)
                .Select(j => j.ImportKey == null ? DateOnly.FromDateTime(j.LoggedAtUtc) : j.Day)
                .Distinct().Take(NamesOfMany.FewestDays).Count() == NamesOfMany.FewestDays);
        var names = await offered
            .OrderBy(p => p.Position == 0).ThenBy(p => p.Position).ThenBy(p => p.NameKey)
            .Select(p => new { p.Name, p.KoreanName })
            .Take(MaxSuggestions)
            .ToListAsync(cancellationToken);
        return
        [
            .. names
                .Where(p => isClaimed || (NamesOfMany.MayBeShown(p.Name) && NamesOfMany.MayBeShown(p.KoreanName ?? "")))
                .Select(p => SiteCulture.NameOf(p.Name, p.KoreanName)),
        ];
    }

    /// <summary>
    /// Names of other companies in the language of the page, verified ones alone: a customer may have left for one of them.
    /// </summary>
    public async Task<IReadOnlyList<string>> CompetitorsAsync(Guid companyId, CancellationToken cancellationToken)
    {
        var companies = await db.Companies.AsNoTracking()
            .Where(c => c.Id != companyId && c.IsVerified && !c.IsHidden && c.MergedIntoId == null && c.ArchivedAtUtc == null)
            .OrderBy(c => c.NameKey)
            .Select(c => new { c.Name, c.KoreanName })
            .Take(MaxSuggestions)
            .ToListAsync(cancellationToken);
        return [.. companies.Select(c => SiteCulture.NameOf(c.Name, c.KoreanName))];
    }

    private Task<bool> IsClaimedAsync(Guid companyId, CancellationToken cancellationToken) =>
        db.Memberships.AnyAsync(m => m.CompanyId == companyId, cancellationToken);
}
