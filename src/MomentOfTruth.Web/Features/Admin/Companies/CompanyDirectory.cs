using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>All companies of the installation, for its administrators.</summary>
public sealed class CompanyDirectory(AppDbContext db, TimeProvider clock)
{
    public const int PageSize = 25;

    /// <summary>The names of so many companies are compared; of more, the latest.</summary>
    public const int MostCompared = 50_000;

    private const int MostPairs = 50;

    /// <summary>By name, at most one more than a page holds.</summary>
    /// <param name="search">Only companies with this in one of their names; null for all.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="after">Only those behind this company; null for the first page.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<ListedCompany>> ListAsync(
        string? search, CompanyFilter filter, Guid? after, CancellationToken cancellationToken)
    {
        var found = db.Companies.AsNoTracking().Where(c => c.MergedIntoId == null);
        if (search is not null)
        {
            var key = NearNames.Dense(Naming.KeyOf(search));
            found = found.Where(c => c.NameKey.Replace(" ", "").Contains(key)
                || (c.KoreanNameKey != null && c.KoreanNameKey.Replace(" ", "").Contains(key)) || c.Slug.Contains(key)
                || db.CompanyAliases.Any(a => a.CompanyId == c.Id && a.NameKey.Replace(" ", "").Contains(key))
                || db.Companies.Any(m => m.MergedIntoId == c.Id && (m.NameKey.Replace(" ", "").Contains(key)
                    || (m.KoreanNameKey != null && m.KoreanNameKey.Replace(" ", "").Contains(key)))));
        }

        found = filter switch
        {
            CompanyFilter.Unverified => found.Where(c => !c.IsVerified && c.ArchivedAtUtc == null),
            CompanyFilter.Archived => found.Where(c => c.ArchivedAtUtc != null),
            CompanyFilter.Unclaimed => found.Where(c => !db.Memberships.Any(m => m.CompanyId == c.Id)),
            _ => found,
        };
        if (after is { } id
            && await db.Companies.Where(c => c.Id == id).Select(c => c.NameKey).SingleOrDefaultAsync(cancellationToken) is { } last)
        {
#pragma warning disable CA1309 // The store compares, and by its own order.
            found = found.Where(c => string.Compare(c.NameKey, last) > 0 || (c.NameKey == last && c.Id > id));
#pragma warning restore CA1309
        }

        return await Shown(found.OrderBy(c => c.NameKey).ThenBy(c => c.Id)).Take(PageSize + 1).ToListAsync(cancellationToken);
    }

    /// <summary>Returns null if there is no such company, or it has been merged into another.</summary>
    public async Task<ListedCompany?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await Shown(db.Companies.AsNoTracking().Where(c => c.Id == id && c.MergedIntoId == null)).SingleOrDefaultAsync(cancellationToken);

    /// <summary>What moves if the company is merged into another.</summary>
    public async Task<MovedCounts> CountsAsync(Guid id, CancellationToken cancellationToken) => new(
        await db.Journeys.CountAsync(j => j.CompanyId == id, cancellationToken),
        await db.Moments.CountAsync(m => m.CompanyId == id, cancellationToken),
        await db.Touchpoints.CountAsync(t => t.CompanyId == id, cancellationToken),
        await db.Products.CountAsync(p => p.CompanyId == id, cancellationToken),
        await db.Memberships.CountAsync(m => m.CompanyId == id, cancellationToken),
        await db.Markers.CountAsync(m => m.CompanyId == id, cancellationToken),
        await db.Publications.CountAsync(p => p.CompanyId == id, cancellationToken));

    /// <summary>The merges into this company that can still be taken back, the latest first.</summary>
    public async Task<IReadOnlyList<ListedMerge>> MergesAsync(Guid id, CancellationToken cancellationToken)
    {
        var oldest = clock.GetUtcNow().UtcDateTime.AddDays(-CompanyMerge.DaysToUndo);
        return await db.CompanyMerges.AsNoTracking()
            .Where(m => m.CompanyId == id && m.UndoneAtUtc == null && m.MergedAtUtc >= oldest)
            .Join(db.Companies, m => m.FromId, c => c.Id, (m, c) => new { Merge = m, c.Name, c.KoreanName })
            .OrderByDescending(m => m.Merge.MergedAtUtc)
            .Select(m => new ListedMerge(
                m.Merge.Id, m.Merge.FromId, m.Name, m.KoreanName, m.Merge.MergedAtUtc.AddDays(CompanyMerge.DaysToUndo)))
            .Take(PageSize)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Pairs of companies whose names are alike, and of which nobody has said that they are two; the most alike first.</summary>
    public async Task<(IReadOnlyList<AlikePair> Pairs, int Others)> AlikeAsync(CancellationToken cancellationToken)
    {
        var (ids, names) = (new List<Guid>(), new List<(int Owner, string Key)>());
        var rows = db.Companies.AsNoTracking().Where(c => c.MergedIntoId == null).OrderByDescending(c => c.Id).Take(MostCompared)
            .Select(c => new { c.Id, c.NameKey, c.KoreanNameKey });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            names.Add((ids.Count, row.NameKey));
            if (row.KoreanNameKey is { } korean)
            {
                names.Add((ids.Count, korean));
            }

            ids.Add(row.Id);
        }

        var places = ids.Index().ToDictionary(id => id.Item, id => id.Index);
        var aliases = db.CompanyAliases.AsNoTracking().OrderBy(a => a.NameKey).Take(MostCompared)
            .Select(a => new { a.CompanyId, a.NameKey });
        await foreach (var alias in aliases.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (places.TryGetValue(alias.CompanyId, out var place))
            {
                names.Add((place, alias.NameKey));
            }
        }

        var apart = (await db.CompaniesApart.AsNoTracking().Take(MostCompared).ToListAsync(cancellationToken))
            .Select(pair => (pair.CompanyId, pair.OtherId)).ToHashSet();
        var alike = LookAlikes.Of(names)
            .Select(pair => (Ids: Ordered(ids[pair.One], ids[pair.Other]), pair.Likeness))
            .Where(pair => !apart.Contains(pair.Ids))
            .ToList();
        var shown = alike.Take(MostPairs).ToList();
        var wanted = shown.SelectMany(pair => new[] { pair.Ids.Item1, pair.Ids.Item2 }).Distinct().ToList();
        var companies = (await Shown(db.Companies.AsNoTracking().Where(c => wanted.Contains(c.Id))).ToListAsync(cancellationToken))
            .ToDictionary(c => c.Id);
        return (
            [.. shown.Select(pair => AlikePair.Of(companies[pair.Ids.Item1], companies[pair.Ids.Item2], pair.Likeness))],
            alike.Count - shown.Count);
    }

    /// <summary>Remembers that two companies are two, however alike their names are.</summary>
    public async Task KeepApartAsync(Guid one, Guid other, CancellationToken cancellationToken)
    {
        var (first, second) = Ordered(one, other);
        if (one == other || await db.Companies.CountAsync(c => c.Id == one || c.Id == other, cancellationToken) != 2
            || await db.CompaniesApart.AnyAsync(a => a.CompanyId == first && a.OtherId == second, cancellationToken))
        {
            return;
        }

        try
        {
            db.Add(new CompaniesApart { CompanyId = first, OtherId = second });
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException refused) when (db.IsTaken(refused))
        {
            // Somebody else has just said so.
            db.ChangeTracker.Clear();
        }
    }

    private static (Guid, Guid) Ordered(Guid one, Guid other) => one.CompareTo(other) < 0 ? (one, other) : (other, one);

    private IQueryable<ListedCompany> Shown(IQueryable<Company> companies) => companies.Select(c => new ListedCompany(
        c.Id, c.Slug, c.Name, c.KoreanName, c.TimeZoneId, c.IsVerified, c.ArchivedAtUtc,
        db.Journeys.Count(j => j.CompanyId == c.Id), db.Memberships.Count(m => m.CompanyId == c.Id)));
}

/// <summary>Which companies a list shows.</summary>
public enum CompanyFilter
{
    All,
    Unverified,
    Unclaimed,
    Archived,
    Alike,
}

/// <summary>A company as administrators see it.</summary>
public sealed record ListedCompany(
    Guid Id, string Slug, string Name, string? KoreanName, string TimeZoneId, bool IsVerified, DateTime? ArchivedAtUtc,
    int Journeys, int Members)
{
    /// <summary>In the language of the page.</summary>
    public string Shown => Site.SiteCulture.NameOf(Name, KoreanName);
}

/// <summary>How much a company has of what moves with it.</summary>
public sealed record MovedCounts(int Journeys, int Moments, int Touchpoints, int Products, int Members, int Markers, int Publications);

/// <summary>A merge that can be taken back.</summary>
/// <param name="Until">The end of the time in which it can be.</param>
public sealed record ListedMerge(Guid Id, Guid FromId, string Name, string? KoreanName, DateTime Until);

/// <summary>Two companies that may be one: the smaller one would be merged into the other.</summary>
public sealed record AlikePair(ListedCompany From, ListedCompany Into, Likeness Likeness)
{
    public static AlikePair Of(ListedCompany one, ListedCompany other, Likeness likeness) =>
        (one.IsVerified, one.Members, one.Journeys).CompareTo((other.IsVerified, other.Members, other.Journeys)) > 0
            ? new(other, one, likeness)
            : new(one, other, likeness);
}
