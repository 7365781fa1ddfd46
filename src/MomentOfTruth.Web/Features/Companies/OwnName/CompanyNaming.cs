using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>
/// What a company is called: its names in two languages and the others by which people find it. No two companies are called the same.
/// </summary>
public sealed class CompanyNaming(AppDbContext db, CompanyRegister register)
{
    /// <summary>The names of a company besides its two, and those of the companies that were merged into it.</summary>
    public async Task<(IReadOnlyList<string> Aliases, IReadOnlyList<string> Merged)> OfAsync(
        Guid companyId, CancellationToken cancellationToken) => (
        await db.CompanyAliases.Where(a => a.CompanyId == companyId).OrderBy(a => a.NameKey).Select(a => a.Name)
            .Take(CompanyAlias.Most).ToListAsync(cancellationToken),
        await db.Companies.Where(c => c.MergedIntoId == companyId).OrderBy(c => c.NameKey)
            .Select(c => c.KoreanName == null ? c.Name : c.Name + " / " + c.KoreanName)
            .Take(CompanyAlias.Most).ToListAsync(cancellationToken));

    /// <summary>Gives the company other names. Its address stays.</summary>
    /// <param name="companyId">A company that stands for itself.</param>
    /// <param name="name">Its name.</param>
    /// <param name="koreanName">Its Korean name; null for none.</param>
    /// <param name="keepsOld">Whether people go on finding it by the names that it had.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public Task<NamingResult> RenameAsync(
        Guid companyId, string name, string? koreanName, bool keepsOld, CancellationToken cancellationToken) =>
        ChangeAsync(companyId, [name, koreanName], async company =>
        {
            string?[] old = [company.Name, company.KoreanName];
            company.Rename(name, koreanName);
            var aliases = await db.CompanyAliases.Where(a => a.CompanyId == companyId).ToListAsync(cancellationToken);
            db.RemoveRange(aliases.Where(a => a.NameKey == company.NameKey || a.NameKey == company.KoreanNameKey));
            foreach (var former in old.OfType<string>().DistinctBy(Naming.KeyOf).Where(_ => keepsOld))
            {
                var key = Naming.KeyOf(former);
                if (key != company.NameKey && key != company.KoreanNameKey && aliases.TrueForAll(a => a.NameKey != key))
                {
                    db.Add(new CompanyAlias(companyId, former));
                }
            }
        }, cancellationToken);

    /// <summary>Lets people find the company by another name as well.</summary>
    public Task<NamingResult> AddAliasAsync(Guid companyId, string name, CancellationToken cancellationToken) =>
        ChangeAsync(companyId, [name], async company =>
        {
            var (key, aliases) = (
                Naming.KeyOf(name),
                await db.CompanyAliases.Where(a => a.CompanyId == companyId).Select(a => a.NameKey).ToListAsync(cancellationToken));
            if (key != company.NameKey && key != company.KoreanNameKey && !aliases.Contains(key) && aliases.Count < CompanyAlias.Most)
            {
                db.Add(new CompanyAlias(companyId, name));
            }
        }, cancellationToken);

    /// <summary>Takes one of its other names away.</summary>
    public Task RemoveAliasAsync(Guid companyId, string name, CancellationToken cancellationToken)
    {
        var key = Naming.KeyOf(name);
        return db.CompanyAliases.Where(a => a.CompanyId == companyId && a.NameKey == key).ExecuteDeleteAsync(cancellationToken);
    }

    private Task<NamingResult> ChangeAsync(
        Guid companyId, IReadOnlyList<string?> names, Func<Company, Task> change, CancellationToken cancellationToken) =>
        db.WriteAsync(async transaction =>
        {
            // Those who name companies come one after another, so that no two of them take one name.
            await db.Ledger.ExecuteUpdateAsync(set => set.SetProperty(l => l.Repairs, l => l.Repairs), cancellationToken);
            var called = await register.FindAllAsync([.. names.OfType<string>()], cancellationToken);
            if (called.FirstOrDefault(other => other is not null && other.Id != companyId) is { } taken)
            {
                return new NamingResult(taken);
            }

            await change(await db.Companies.SingleAsync(c => c.Id == companyId, cancellationToken));
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            db.ChangeTracker.Clear();
            return new NamingResult(null);
        }, cancellationToken);
}

/// <summary>What came of naming a company.</summary>
/// <param name="Taken">The company that is called so already; null if the name was given.</param>
public sealed record NamingResult(Company? Taken);
