using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Reads the companies of which a person is a member; for the administrator, all companies.</summary>
public sealed class MyCompaniesQuery(AppDbContext db, AccountQuery accounts)
{
    public const int Size = 100;

    /// <summary>Returns them by name, at most one more than <see cref="Size"/>, so that a page knows whether there are more.</summary>
    public async Task<List<CompanySummary>> RunAsync(Guid userId, string? search, CancellationToken cancellationToken)
    {
        var companies = db.Companies.AsNoTracking().Where(c => c.MergedIntoId == null);
        if (search is not null)
        {
            var key = Naming.KeyOf(search);
            companies = companies.Where(c => c.NameKey.Contains(key) || (c.KoreanNameKey != null && c.KoreanNameKey.Contains(key))
                || db.CompanyAliases.Any(a => a.CompanyId == c.Id && a.NameKey.Contains(key)));
        }

        var isAdministrator = await accounts.IsAdministratorAsync(userId, cancellationToken);
        var mine = isAdministrator
            ? companies.Select(c => new { Company = c, Role = CompanyRole.Owner })
            : companies.Join(
                db.Memberships.Where(m => m.UserId == userId), c => c.Id, m => m.CompanyId, (c, m) => new { Company = c, m.Role });
        return await mine
            .OrderBy(m => m.Company.NameKey)
            .Select(m => new CompanySummary(m.Company.Slug, m.Company.Name, m.Company.KoreanName, m.Company.IsVerified, m.Role))
            .Take(Size + 1)
            .ToListAsync(cancellationToken);
    }
}
