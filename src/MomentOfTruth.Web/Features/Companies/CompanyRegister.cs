using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Finds companies, touchpoints and products by the names that people use, and adds new ones.</summary>
public sealed class CompanyRegister(AppDbContext db)
{
    /// <summary>Returns null if there is no such company.</summary>
    public Task<Company?> FindAsync(string slug, CancellationToken cancellationToken) =>
        db.Companies.AsNoTracking().SingleOrDefaultAsync(c => c.Slug == slug, cancellationToken);

    /// <summary>Finds the company with this name, in either language, or adds a new, unverified one.</summary>
    public async Task<Company> FindOrAddAsync(string name, string timeZoneId, CancellationToken cancellationToken)
    {
        var key = Naming.KeyOf(name);
        return await FindByKeyAsync(key, cancellationToken)
            ?? await AddAsync(
                new Company(await FreeSlugAsync(name, cancellationToken), name, timeZoneId),
                () => FindByKeyAsync(key, cancellationToken),
                cancellationToken);
    }

    /// <summary>Finds the company's touchpoint with this name, in either language, or adds it.</summary>
    public async Task<Touchpoint> FindOrAddTouchpointAsync(
        Guid companyId, string name, Channel channel, CancellationToken cancellationToken) =>
        (await FindOrAddTouchpointsAsync(companyId, [new(name, name, null, channel)], cancellationToken))[0];

    /// <summary>
    /// Finds or adds the touchpoints with these names and returns them in the same order. They are looked up together, so that a long
    /// journey needs no more queries than a short one.
    /// </summary>
    public async Task<IReadOnlyList<Touchpoint>> FindOrAddTouchpointsAsync(
        Guid companyId, IReadOnlyList<NamedTouchpoint> named, CancellationToken cancellationToken)
    {
        var known = await TouchpointsAsync(companyId, [.. named.SelectMany(n => n.Keys).Distinct()], cancellationToken);

        // Always in the same order: two requests that add the same names at once would otherwise wait for each other (deadlock).
        foreach (var name in named.OrderBy(n => Naming.KeyOf(n.Name), StringComparer.Ordinal).Where(n => Find(known, n) is null))
        {
            known.Add(await AddAsync(
                new Touchpoint(companyId, name.Name, name.Channel, name.KoreanName),
                async () => Find(await TouchpointsAsync(companyId, name.Keys, cancellationToken), name),
                cancellationToken));
        }

        return [.. named.Select(name => Find(known, name)!)];
    }

    /// <summary>Finds the company's product with this name or adds it.</summary>
    public async Task<Product> FindOrAddProductAsync(Guid companyId, string name, CancellationToken cancellationToken)
    {
        var key = Naming.KeyOf(name);
        return await FindProductAsync(companyId, key, cancellationToken)
            ?? await AddAsync(new Product(companyId, name), () => FindProductAsync(companyId, key, cancellationToken), cancellationToken);
    }

    private Task<Company?> FindByKeyAsync(string key, CancellationToken cancellationToken) =>
        db.Companies.AsNoTracking()
            .Where(c => c.NameKey == key || c.KoreanNameKey == key)
            .OrderBy(c => c.Id)
            .FirstOrDefaultAsync(cancellationToken);

    private Task<List<Touchpoint>> TouchpointsAsync(Guid companyId, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        db.Touchpoints.AsNoTracking()
            .Where(t => t.CompanyId == companyId)
            .Where(t => keys.Contains(t.NameKey) || (t.KoreanNameKey != null && keys.Contains(t.KoreanNameKey)))
            .OrderBy(t => t.Id)
            .ToListAsync(cancellationToken);

    private static Touchpoint? Find(List<Touchpoint> known, NamedTouchpoint name) =>
        name.Keys
            .Select(key => known.Find(t => t.NameKey == key || t.KoreanNameKey == key))
            .FirstOrDefault(found => found is not null);

    private Task<Product?> FindProductAsync(Guid companyId, string key, CancellationToken cancellationToken) =>
        db.Products.AsNoTracking()
            .Where(p => p.CompanyId == companyId && p.NameKey == key)
            .FirstOrDefaultAsync(cancellationToken);

    // On PostgreSQL another node may add the same name meanwhile: then its row is used, and the savepoint keeps the transaction alive.
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
        var taken = await db.Companies
            .Where(c => c.Slug == slug || c.Slug.StartsWith(prefix))
            .Select(c => c.Slug)
            .ToListAsync(cancellationToken);
        return taken.Contains(slug)
            ? Enumerable.Range(2, taken.Count + 1)
                .Select(n => prefix + n.ToString(CultureInfo.InvariantCulture))
                .First(free => !taken.Contains(free))
            : slug;
    }
}

/// <summary>A touchpoint as a person or a file names it.</summary>
/// <param name="Typed">The name that was used. A touchpoint of the company that has this very name is preferred.</param>
/// <param name="Name">Its name if it is new.</param>
/// <param name="KoreanName">Its name in Korean, if known.</param>
/// <param name="Channel">Its channel if it is new.</param>
public sealed record NamedTouchpoint(string Typed, string Name, string? KoreanName, Channel Channel)
{
    /// <summary>The keys of its names, the preferred one first.</summary>
    public IReadOnlyList<string> Keys { get; } = [.. new[] { Typed, Name, KoreanName }.OfType<string>().Select(Naming.KeyOf).Distinct()];
}

/// <summary>Reads and writes the settings that the owners of a company make.</summary>
public sealed class CompanySettings(AppDbContext db)
{
    /// <summary>The sites that may show the form in a frame, one a line.</summary>
    public Task<string?> SitesAsync(Guid companyId, CancellationToken cancellationToken) =>
        db.Companies.Where(c => c.Id == companyId).Select(c => c.EmbeddingSites).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Sets the sites that may show the form in a frame.</summary>
    public async Task AllowAsync(Guid companyId, IReadOnlyCollection<SiteOrigin> sites, CancellationToken cancellationToken)
    {
        var company = await db.Companies.SingleAsync(c => c.Id == companyId, cancellationToken);
        company.AllowEmbedding(sites);
        await db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>A company as a row of a list.</summary>
public sealed record CompanySummary(string Slug, string Name, string? KoreanName, bool IsVerified, CompanyRole Role);
