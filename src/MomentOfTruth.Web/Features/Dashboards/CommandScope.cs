using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>Turns the words of a command into a part of the ledger.</summary>
public sealed class CommandScope(AppDbContext db)
{
    /// <summary>Null if there is no such company, or no such product in it.</summary>
    public async Task<LedgerScope?> FindAsync(string? companySlug, string? product, DateOnly? from, DateOnly? to, CancellationToken cancellationToken)
    {
        var company = companySlug is null
            ? null
            : await db.Companies.Where(c => c.Slug == companySlug).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(cancellationToken);
        if (companySlug is not null && company is null)
        {
            return null;
        }

        if (product is null)
        {
            return new LedgerScope(company, from, to);
        }

        var key = Naming.KeyOf(product);
        var productId = await db.Products.Where(p => p.CompanyId == company && p.NameKey == key).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(cancellationToken);
        return productId is null ? null : new LedgerScope(company, from, to, productId);
    }
}
