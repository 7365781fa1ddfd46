using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Text;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Finds companies, touchpoints and products by the names that people use, and adds new ones.</summary>
public sealed class CompanyRegister(AppDbContext db, IOptions<SiteOptions> site)
{
    private readonly List<object> _added = [];

    /// <summary>Returns null if there is no such company.</summary>
    public Task<Company?> FindAsync(string slug, CancellationToken cancellationToken) =>
        db.Companies.AsNoTracking().SingleOrDefaultAsync(c => c.Slug == slug, cancellationToken);

    /// <summary>
    /// Finds the company with this name, in either language, or adds a new, unverified one. It is in the zone that the operator has set:
    /// nobody knows more of it yet, whoever named it and in whatever language.
    /// </summary>
    public async Task<Company> FindOrAddAsync(string name, CancellationToken cancellationToken) =>
        (await FindOrAddAsync([name], cancellationToken))[0];

    /// <summary>Finds the companies with these names and returns them in the same order; null for one that is not there.</summary>
    public async Task<IReadOnlyList<Company?>> FindAllAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var known = await CompaniesAsync([.. names.Select(Naming.KeyOf).Distinct()], cancellationToken);
        return [.. names.Select(name => known.GetValueOrDefault(Naming.KeyOf(name)))];
    }

    /// <summary>Likewise for several, which are looked up together. Returns them in the order of the names.</summary>
    public async Task<IReadOnlyList<Company>> FindOrAddAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var known = await CompaniesAsync([.. names.Select(Naming.KeyOf).Distinct()], cancellationToken);
        var added = new List<Company>();
        foreach (var name in InOrder(names, Naming.KeyOf).Where(name => !known.ContainsKey(Naming.KeyOf(name))))
        {
            var slug = await FreeSlugAsync(name, [.. added.Select(c => c.Slug)], cancellationToken);
            added.Add(new Company(slug, name, site.Value.DefaultZone));
        }

        var stored = await AddAsync(
            added,
            async company => (await CompaniesAsync([company.NameKey], cancellationToken)).GetValueOrDefault(company.NameKey),
            cancellationToken);
        foreach (var (company, found) in added.Zip(stored))
        {
            known[company.NameKey] = found;
        }

        return [.. names.Select(name => known[Naming.KeyOf(name)])];
    }

    /// <summary>Adds a company that the operator vouches for. Returns null if the store has one of that name or address by now.</summary>
    public async Task<Company?> AddAsync(
        string name, string? koreanName, string timeZoneId, WebHost? host, CancellationToken cancellationToken)
    {
        var company = new Company(await FreeSlugAsync(name, [], cancellationToken), name, timeZoneId, koreanName);
        company.Verify(host);
        return await SaveAsync([company], cancellationToken) ? company : null;
    }

    /// <summary>Finds the company's touchpoint with this name, in either language, or adds it.</summary>
    public async Task<Touchpoint> FindOrAddTouchpointAsync(
        Guid companyId, string name, Channel channel, CancellationToken cancellationToken) =>
        (await FindOrAddTouchpointsAsync([new(companyId, name, name, null, channel) { State = NameState.Kept }], cancellationToken))[0];

    /// <summary>
    /// Finds or adds the touchpoints with these names and returns them in the same order. They are looked up together, so that a long
    /// journey needs no more queries than a short one.
    /// </summary>
    public async Task<IReadOnlyList<Touchpoint>> FindOrAddTouchpointsAsync(
        IReadOnlyList<NamedTouchpoint> named, CancellationToken cancellationToken)
    {
        var known = await TouchpointsAsync(named, cancellationToken);
        var added = new List<Touchpoint>();
        foreach (var name in InOrder(named, n => $"{n.CompanyId} {Naming.KeyOf(n.Name)}"))
        {
            if (Find(known, name) is null && Find(added, name) is null)
            {
                added.Add(new Touchpoint(name.CompanyId, name.Name, name.Channel, name.KoreanName, name.State));
            }
        }

        known.AddRange(await AddAsync(
            added,
            async touchpoint =>
            {
                var name = new NamedTouchpoint(
                    touchpoint.CompanyId, touchpoint.Name, touchpoint.Name, touchpoint.KoreanName, touchpoint.Channel);
                return Find(await TouchpointsAsync([name], cancellationToken), name);
            },
            cancellationToken));
        return [.. named.Select(name => Find(known, name)!)];
    }

    /// <summary>Finds the company's product with this name or adds it.</summary>
    /// <param name="companyId">The company.</param>
    /// <param name="name">The product's name.</param>
    /// <param name="state">Proposed if a customer typed it, kept if the company's people named it; only if it is new.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<Product> FindOrAddProductAsync(Guid companyId, string name, NameState state, CancellationToken cancellationToken) =>
        (await FindOrAddProductsAsync([(companyId, name)], state, cancellationToken))[0];

    /// <summary>Likewise for several, which are looked up together. Returns them in the order of the names.</summary>
    public async Task<IReadOnlyList<Product>> FindOrAddProductsAsync(
        IReadOnlyList<(Guid CompanyId, string Name)> named, NameState state, CancellationToken cancellationToken)
    {
        var known = await ProductsAsync(named, cancellationToken);
        var added = InOrder(named, n => $"{n.CompanyId} {Naming.KeyOf(n.Name)}")
            .Where(name => Find(known, name) is null)
            .Select(name => new Product(name.CompanyId, name.Name, state))
            .ToList();
        known.AddRange(await AddAsync(
            added,
            async product => Find(
                await ProductsAsync([(product.CompanyId, product.Name)], cancellationToken), (product.CompanyId, product.Name)),
            cancellationToken));
        return [.. named.Select(name => Find(known, name)!)];
    }

    /// <summary>Whether this is one that was added, and not taken since.</summary>
    public bool HasAdded(object name) => _added.Contains(name);

    /// <summary>Returns the companies, touchpoints and products that were added since the last call, so that they can go again.</summary>
    public IReadOnlyList<object> TakeAdded()
    {
        object[] added = [.. _added];
        _added.Clear();
        return added;
    }

    // By each key the company that is called so: by its name before one by its Korean name, before one by an alias, before one that stands
    // in the place of a merged company of that name.
    private async Task<Dictionary<string, Company>> CompaniesAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var called = await db.Companies.AsNoTracking()
            .Where(c => keys.Contains(c.NameKey) || (c.KoreanNameKey != null && keys.Contains(c.KoreanNameKey)))
            .OrderBy(c => c.Id)
            .ToListAsync(cancellationToken);
        var aliases = await db.CompanyAliases.AsNoTracking().Where(a => keys.Contains(a.NameKey))
            .Join(db.Companies.AsNoTracking(), a => a.CompanyId, c => c.Id, (a, c) => new { a.NameKey, Company = c })
            .ToListAsync(cancellationToken);
        var byId = called.Concat(aliases.Select(a => a.Company)).DistinctBy(c => c.Id).ToDictionary(c => c.Id);
        while (byId.Values.Select(c => c.MergedIntoId).OfType<Guid>().Where(id => !byId.ContainsKey(id)).ToList() is { Count: > 0 } kept)
        {
            await foreach (var company in db.Companies.AsNoTracking().Where(c => kept.Contains(c.Id)).AsAsyncEnumerable()
                .WithCancellation(cancellationToken))
            {
                byId.Add(company.Id, company);
            }
        }

        var live = called.Where(c => c.MergedIntoId is null);
        var ways = live.Select(c => (Key: (string?)c.NameKey, Company: c))
            .Concat(live.Select(c => (Key: c.KoreanNameKey, Company: c)))
            .Concat(aliases.Select(a => (Key: (string?)a.NameKey, a.Company)))
            .Concat(called.SelectMany(c => new[] { (Key: (string?)c.NameKey, Company: c), (Key: c.KoreanNameKey, Company: c) }));
        var known = new Dictionary<string, Company>(StringComparer.Ordinal);
        foreach (var (key, company) in ways.Where(way => way.Key is not null))
        {
            known.TryAdd(key!, Standing(company));
        }

        return known;

        Company Standing(Company company) => company.MergedIntoId is { } kept ? Standing(byId[kept]) : company;
    }

    private Task<List<Touchpoint>> TouchpointsAsync(IReadOnlyList<NamedTouchpoint> named, CancellationToken cancellationToken)
    {
        var (companies, keys) = (named.Select(n => n.CompanyId).Distinct().ToList(), named.SelectMany(n => n.Keys).Distinct().ToList());
        return db.Touchpoints.AsNoTracking()
            .Where(t => companies.Contains(t.CompanyId))
            .Where(t => keys.Contains(t.NameKey) || (t.KoreanNameKey != null && keys.Contains(t.KoreanNameKey)))
            .OrderBy(t => t.Id)
            .ToListAsync(cancellationToken);
    }

    private static Touchpoint? Find(List<Touchpoint> known, NamedTouchpoint name) =>
        name.Keys
            .Select(key => known.Find(t => t.CompanyId == name.CompanyId && (t.NameKey == key || t.KoreanNameKey == key)))
            .FirstOrDefault(found => found is not null);

    private Task<List<Product>> ProductsAsync(IReadOnlyList<(Guid CompanyId, string Name)> named, CancellationToken cancellationToken)
    {
        var (companies, keys) = (
            named.Select(n => n.CompanyId).Distinct().ToList(), named.Select(n => Naming.KeyOf(n.Name)).Distinct().ToList());
        return db.Products.AsNoTracking()
            .Where(p => companies.Contains(p.CompanyId))
            .Where(p => keys.Contains(p.NameKey) || (p.KoreanNameKey != null && keys.Contains(p.KoreanNameKey)))
            .OrderBy(p => p.Id)
            .ToListAsync(cancellationToken);
    }

    private static Product? Find(List<Product> known, (Guid CompanyId, string Name) name)
    {
        var key = Naming.KeyOf(name.Name);
        return known.Find(p => p.CompanyId == name.CompanyId && p.NameKey == key)
            ?? known.Find(p => p.CompanyId == name.CompanyId && p.KoreanNameKey == key);
    }

    // Each once, and always in the same order: two requests that add the same names at once would otherwise wait for each other (deadlock).
    private static IEnumerable<T> InOrder<T>(IEnumerable<T> names, Func<T, string> keyOf) =>
        names.DistinctBy(keyOf).OrderBy(keyOf, StringComparer.Ordinal);

    // All at once, or one by one if the store has one of their names by now. On PostgreSQL another node may add it meanwhile: then its row
    // is used, and the savepoint keeps the transaction alive.
    private async Task<IReadOnlyList<T>> AddAsync<T>(
        IReadOnlyList<T> added, Func<T, Task<T?>> findAgain, CancellationToken cancellationToken)
        where T : class
    {
        if (await SaveAsync(added, cancellationToken))
        {
            return added;
        }

        var all = new List<T>();
        foreach (var one in added)
        {
            all.Add(await SaveAsync([one], cancellationToken) ? one
                : await findAgain(one) ?? throw new InvalidOperationException($"A {typeof(T).Name} can be neither added nor found."));
        }

        return all;
    }

    // Saves all or none of them, and returns false if the store has one of their names already. They are not tracked any longer, as the
    // next save would look at each of them again.
    private async Task<bool> SaveAsync<T>(IReadOnlyList<T> added, CancellationToken cancellationToken)
        where T : class
    {
        if (added.Count == 0)
        {
            return true;
        }

        db.AddRange(added);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            _added.AddRange(added);
            return true;
        }
        catch (DbUpdateException refused) when (db.IsTaken(refused))
        {
            return false;
        }
        finally
        {
            foreach (var one in added)
            {
                db.Entry(one).State = EntityState.Detached;
            }
        }
    }

    // A slug that no company has, nor any of those that are about to be added.
    private async Task<string> FreeSlugAsync(string name, IReadOnlyList<string> besides, CancellationToken cancellationToken)
    {
        var slug = Naming.SlugOf(name) is { Length: > 0 } named ? named : "company";
        var prefix = PlainText.Cut(slug, Naming.MaxSlug - 5).TrimEnd('-') + "-";
        var taken = await db.Companies
            .Where(c => c.Slug == slug || c.Slug.StartsWith(prefix))
            .Select(c => c.Slug)
            .ToListAsync(cancellationToken);
        taken.AddRange(besides);
        return taken.Contains(slug)
            ? Enumerable.Range(2, taken.Count + 1)
                .Select(n => prefix + n.ToString(CultureInfo.InvariantCulture))
                .First(free => !taken.Contains(free))
            : slug;
    }
}

/// <summary>A touchpoint of a company as a person or a file names it.</summary>
/// <param name="Typed">The name that was used. A touchpoint of the company that has this very name is preferred.</param>
/// <param name="Name">Its name if it is new.</param>
/// <param name="KoreanName">Its name in Korean, if known.</param>
/// <param name="Channel">Its channel if it is new.</param>
public sealed record NamedTouchpoint(Guid CompanyId, string Typed, string Name, string? KoreanName, Channel Channel)
{
    /// <summary>Proposed if a customer typed it, kept if the company's people named it; only if it is new.</summary>
    public NameState State { get; init; } = NameState.Proposed;

    /// <summary>The keys of its names, the preferred one first.</summary>
    public IReadOnlyList<string> Keys { get; } = [.. new[] { Typed, Name, KoreanName }.OfType<string>().Select(Naming.KeyOf).Distinct()];
}

/// <summary>Reads and writes the settings that the owners of a company make.</summary>
public sealed class CompanySettings(AppDbContext db)
{
    /// <summary>The company with its settings as they are.</summary>
    public Task<Company> ReadAsync(Guid companyId, CancellationToken cancellationToken) =>
        db.Companies.AsNoTracking().SingleAsync(c => c.Id == companyId, cancellationToken);

    /// <summary>Likewise; null if there is no such company, or it was merged into another.</summary>
    public Task<Company?> FindAsync(Guid companyId, CancellationToken cancellationToken) =>
        db.Companies.AsNoTracking().SingleOrDefaultAsync(c => c.Id == companyId && c.MergedIntoId == null, cancellationToken);

    public async Task ChangeAsync(Guid companyId, Action<Company> change, CancellationToken cancellationToken)
    {
        change(await db.Companies.SingleAsync(c => c.Id == companyId, cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>A company as a row of a list.</summary>
public sealed record CompanySummary(string Slug, string Name, string? KoreanName, bool IsVerified, CompanyRole Role);

/// <summary>How many journeys wait for a company. Every page of the company asks, so that it does not count on and on.</summary>
public sealed class ToAnswerQuery(AppDbContext db, TimeProvider clock)
{
    /// <summary>So many or more are not counted further.</summary>
    public const int Most = 100;

    public Task<int> RunAsync(Guid companyId, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        return db.Cases
            .Where(c => c.CompanyId == companyId && c.WaitsSinceUtc <= now)
            .Select(c => c.JourneyId)
            .Take(Most)
            .CountAsync(cancellationToken);
    }
}
