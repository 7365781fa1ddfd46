using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>
/// The names in a company's lists of touchpoints and products, for its owners: what they offer their customers, and what customers typed
/// that nobody has decided on.
/// </summary>
public sealed class CompanyNames(AppDbContext db, NameMerger merger)
{
    /// <summary>A page shows at most so many names of each state; a search finds the others.</summary>
    public const int Most = 50;

    /// <param name="search">Only names with this in them; null for all.</param>
    public Task<NameList> TouchpointsAsync(Guid companyId, string? search, CancellationToken cancellationToken) => ListAsync(
        db.Touchpoints.AsNoTracking().Where(t => t.CompanyId == companyId),
        search is null ? "" : Naming.KeyOf(search),
        found => found.Select(t => new ListedRow
        {
            Id = t.Id,
            Name = t.Name,
            KoreanName = t.KoreanName,
            State = t.State,
            MergedIntoId = t.MergedIntoId,

            // Along an index each: of a name that is merged, moments keep that they named it; of any other, they are counted at it.
            Journeys = t.State == NameState.Merged
                ? db.Moments.Where(m => m.CompanyId == companyId && m.NamedTouchpointId == t.Id)
                    .Select(m => m.JourneyId).Distinct().Count()
                : db.Moments.Where(m => m.CompanyId == companyId && m.TouchpointId == t.Id && m.NamedTouchpointId == null)
                    .Select(m => m.JourneyId).Distinct().Count(),
        }),
        cancellationToken);

    /// <inheritdoc cref="TouchpointsAsync"/>
    public Task<NameList> ProductsAsync(Guid companyId, string? search, CancellationToken cancellationToken) => ListAsync(
        db.Products.AsNoTracking().Where(p => p.CompanyId == companyId),
        search is null ? "" : Naming.KeyOf(search),
        found => found.Select(p => new ListedRow
        {
            Id = p.Id,
            Name = p.Name,
            State = p.State,
            MergedIntoId = p.MergedIntoId,
            Journeys = db.Journeys.Count(j => j.CompanyId == companyId
                && (j.NamedProductId == p.Id || (j.NamedProductId == null && j.ProductId == p.Id))),
        }),
        cancellationToken);

    /// <summary>Decides on one name. Returns false if the company has no such name, or the decision does not fit it.</summary>
    /// <param name="companyId">The company.</param>
    /// <param name="id">The name.</param>
    /// <param name="decision">What to do with it.</param>
    /// <param name="intoId">The name it is merged into; only for a merge.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<bool> DecideAsync<T>(
        Guid companyId, Guid id, NameDecision decision, Guid? intoId, CancellationToken cancellationToken)
        where T : ListedName
    {
        if (decision == NameDecision.Merge)
        {
            return intoId is { } into && await merger.MergeAsync<T>(companyId, id, into, cancellationToken);
        }

        if (decision == NameDecision.Undo)
        {
            return await merger.UndoAsync<T>(companyId, id, cancellationToken);
        }

        var name = await db.Set<T>().SingleOrDefaultAsync(n => n.CompanyId == companyId && n.Id == id, cancellationToken);
        if (name is null or { State: NameState.Merged })
        {
            return false;
        }

        // A name that others are merged into is offered in their place too.
        if (decision == NameDecision.Hide
            && await db.Set<T>().AnyAsync(n => n.CompanyId == companyId && n.MergedIntoId == id, cancellationToken))
        {
            return false;
        }

        (decision == NameDecision.Keep ? name.Keep : (Action)name.Hide)();
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>The touchpoint that the company keeps under this name, in either language; null if there is none.</summary>
    public Task<Guid?> KeptTouchpointAsync(Guid companyId, string name, CancellationToken cancellationToken)
    {
        var key = Naming.KeyOf(name);
        return db.Touchpoints
            .Where(t => t.CompanyId == companyId && t.State == NameState.Kept && (t.NameKey == key || t.KoreanNameKey == key))
            .OrderByDescending(t => t.NameKey == key).ThenBy(t => t.Id)
            .Select(t => (Guid?)t.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The product that the company keeps under this name; null if there is none.</summary>
    public Task<Guid?> KeptProductAsync(Guid companyId, string name, CancellationToken cancellationToken)
    {
        var key = Naming.KeyOf(name);
        return db.Products
            .Where(p => p.CompanyId == companyId && p.State == NameState.Kept && p.NameKey == key)
            .Select(p => (Guid?)p.Id)
            .SingleOrDefaultAsync(cancellationToken);
    }

    private static async Task<NameList> ListAsync<T>(
        IQueryable<T> names, string key, Func<IQueryable<T>, IQueryable<ListedRow>> rows, CancellationToken cancellationToken)
        where T : ListedName
    {
        names = key.Length == 0 ? names : names.Where(n => n.NameKey.Contains(key));
        var counts = await names.GroupBy(n => n.State).Select(state => new { state.Key, N = state.Count() })
            .ToDictionaryAsync(state => state.Key, state => state.N, cancellationToken);
        async Task<NamesInState> OfAsync(NameState state, bool byUse)
        {
            if (counts.GetValueOrDefault(state) is not (> 0 and var total))
            {
                return new NamesInState([], 0);
            }

            var found = rows(names.Where(n => n.State == state));
            return new NamesInState(
                await (byUse ? found.OrderByDescending(n => n.Journeys).ThenBy(n => n.Name) : found.OrderBy(n => n.Name))
                    .Take(Most).ToListAsync(cancellationToken),
                total);
        }

        return new NameList(
            await OfAsync(NameState.Proposed, byUse: true),
            await OfAsync(NameState.Kept, byUse: false),
            await OfAsync(NameState.Hidden, byUse: false),
            await OfAsync(NameState.Merged, byUse: false));
    }
}

/// <summary>What can be decided about a name.</summary>
public enum NameDecision
{
    Keep,
    Hide,
    Merge,

    /// <summary>Takes a merge back.</summary>
    Undo,
}

/// <summary>The names of one list by what was decided.</summary>
public sealed record NameList(NamesInState Proposed, NamesInState Kept, NamesInState Hidden, NamesInState Merged)
{
    /// <summary>How many names the page does not show.</summary>
    public int Others => Proposed.Others + Kept.Others + Hidden.Others + Merged.Others;

    /// <summary>The name that a merged one counts as; null beyond what the page shows.</summary>
    public string? CountedAs(ListedRow row) => Kept.Rows.FirstOrDefault(kept => kept.Id == row.MergedIntoId)?.Shown;
}

/// <summary>The names of one list in one state.</summary>
/// <param name="Rows">Those that the page shows.</param>
/// <param name="Total">How many there are.</param>
public sealed record NamesInState(IReadOnlyList<ListedRow> Rows, int Total)
{
    /// <summary>How many the page does not show.</summary>
    public int Others => Total - Rows.Count;
}

/// <summary>A name as a row of the list.</summary>
public sealed record ListedRow
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public string? KoreanName { get; init; }

    public required NameState State { get; init; }

    public Guid? MergedIntoId { get; init; }

    /// <summary>How many journeys name it.</summary>
    public required int Journeys { get; init; }

    /// <summary>In the language of the page.</summary>
    public string Shown => SiteCulture.NameOf(Name, KoreanName);
}
