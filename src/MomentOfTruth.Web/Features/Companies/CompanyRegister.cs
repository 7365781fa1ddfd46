using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Finds companies, touchpoints and products by the names people use for them, and adds the ones that are new.</summary>
public sealed class CompanyRegister(AppDbContext db)
{
    /// <summary>Null if there is no such company.</summary>
    public Task<Company?> FindAsync(string slug, CancellationToken cancellationToken) =>
        db.Companies.AsNoTracking().SingleOrDefaultAsync(c => c.Slug == slug, cancellationToken);

    /// <summary>The company of that name, in either language; a new, unverified one if nobody has named it before.</summary>
    public async Task<Company> FindOrAddAsync(string name, string timeZoneId, CancellationToken cancellationToken)
    {
        var key = Naming.KeyOf(name);
        return await FindByKeyAsync(key, cancellationToken)
            ?? await AddAsync(new Company(await FreeSlugAsync(name, cancellationToken), name, timeZoneId), () => FindByKeyAsync(key, cancellationToken), cancellationToken);
    }

    /// <summary>The touchpoint of that name, in either language, of this company; a new one if it has none.</summary>
    public async Task<Touchpoint> FindOrAddTouchpointAsync(Guid companyId, string name, Channel channel, CancellationToken cancellationToken) =>
        (await FindOrAddTouchpointsAsync(companyId, [new(name, name, null, channel)], cancellationToken))[0];

    /// <summary>The touchpoints of those names, in their order: looked up together, so that a long journey costs no more than a short one.</summary>
    public async Task<IReadOnlyList<Touchpoint>> FindOrAddTouchpointsAsync(Guid companyId, IReadOnlyList<NamedTouchpoint> named, CancellationToken cancellationToken)
    {
        var known = await TouchpointsAsync(companyId, [.. named.SelectMany(n => n.Keys).Distinct()], cancellationToken);

        // In one order for everybody: two who name the same new ones at once then wait for each other, and not each for the other.
        foreach (var name in named.OrderBy(n => Naming.KeyOf(n.Name), StringComparer.Ordinal).Where(n => Find(known, n) is null))
        {
            known.Add(await AddAsync(
                new Touchpoint(companyId, name.Name, name.Channel, name.KoreanName),
                async () => Find(await TouchpointsAsync(companyId, name.Keys, cancellationToken), name),
                cancellationToken));
        }

        return [.. named.Select(name => Find(known, name)!)];
    }

    /// <summary>The product of that name of this company; a new one if it has none.</summary>
    public async Task<Product> FindOrAddProductAsync(Guid companyId, string name, CancellationToken cancellationToken)
    {
        var key = Naming.KeyOf(name);
        return await FindProductAsync(companyId, key, cancellationToken)
            ?? await AddAsync(new Product(companyId, name), () => FindProductAsync(companyId, key, cancellationToken), cancellationToken);
    }

    private Task<Company?> FindByKeyAsync(string key, CancellationToken cancellationToken) =>
        db.Companies.AsNoTracking().Where(c => c.NameKey == key || c.KoreanNameKey == key).OrderBy(c => c.Id).FirstOrDefaultAsync(cancellationToken);

    private Task<List<Touchpoint>> TouchpointsAsync(Guid companyId, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        db.Touchpoints.AsNoTracking()
            .Where(t => t.CompanyId == companyId && (keys.Contains(t.NameKey) || (t.KoreanNameKey != null && keys.Contains(t.KoreanNameKey))))
            .OrderBy(t => t.Id)
            .ToListAsync(cancellationToken);

    private static Touchpoint? Find(List<Touchpoint> known, NamedTouchpoint name) =>
        name.Keys.Select(key => known.Find(t => t.NameKey == key || t.KoreanNameKey == key)).FirstOrDefault(found => found is not null);

    private Task<Product?> FindProductAsync(Guid companyId, string key, CancellationToken cancellationToken) =>
        db.Products.AsNoTracking().Where(p => p.CompanyId == companyId && p.NameKey == key).FirstOrDefaultAsync(cancellationToken);

    // On PostgreSQL another node may add the same name in between: then its row is the one, and the savepoint keeps the transaction alive.
    private async Task<T> AddAsync<T>(T added, Func<Task<T?>> findAgain, CancellationToken cancellationToken)
        where T : class
    {
        var entry = db.Add(added);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return added;
        }
        catch (DbUpdateException) when (entry.State == EntityState.Added)
        {
            entry.State = EntityState.Detached;
            if (await findAgain() is { } theirs)
            {
                return theirs;
            }

            throw;
        }
    }

    private async Task<string> FreeSlugAsync(string name, CancellationToken cancellationToken)
    {
        var slug = Naming.SlugOf(name) is { Length: > 0 } named ? named : "company";
        var prefix = slug[..Math.Min(slug.Length, Naming.MaxSlug - 5)].TrimEnd('-') + "-";
        var taken = await db.Companies.Where(c => c.Slug == slug || c.Slug.StartsWith(prefix)).Select(c => c.Slug).ToListAsync(cancellationToken);
        return taken.Contains(slug)
            ? Enumerable.Range(2, taken.Count + 1).Select(n => prefix + n.ToString(CultureInfo.InvariantCulture)).First(free => !taken.Contains(free))
            : slug;
    }
}

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

/// <summary>A company as a row of a list.</summary>
public sealed record CompanySummary(string Slug, string Name, string? KoreanName, bool IsVerified, CompanyRole Role);
