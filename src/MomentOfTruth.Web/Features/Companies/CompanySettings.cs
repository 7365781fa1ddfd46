using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>What the owners of a company settle for it.</summary>
public sealed class CompanySettings(AppDbContext db)
{
    /// <summary>The sites that may show the form in a frame, one a line.</summary>
    public Task<string?> SitesAsync(Guid companyId, CancellationToken cancellationToken) =>
        db.Companies.Where(c => c.Id == companyId).Select(c => c.EmbeddingSites).SingleOrDefaultAsync(cancellationToken);

    public async Task AllowAsync(Guid companyId, IReadOnlyCollection<SiteOrigin> sites, CancellationToken cancellationToken)
    {
        var company = await db.Companies.SingleAsync(c => c.Id == companyId, cancellationToken);
        company.AllowEmbedding(sites);
        await db.SaveChangesAsync(cancellationToken);
    }
}
