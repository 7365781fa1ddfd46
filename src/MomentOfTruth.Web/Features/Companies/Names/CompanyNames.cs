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
    /// <summary>A page shows at most so many names of each state.</summary>
    public const int Most = 100;

    public Task<NameList> TouchpointsAsync(Guid companyId, CancellationToken cancellationToken) => ListAsync(
        db.Touchpoints.AsNoTracking().Where(t => t.CompanyId == companyId).Select(t => new ListedRow
        {
            Id = t.Id,
            Name = t.Name,
            KoreanName = t.KoreanName,
            State = t.State,
            MergedIntoId = t.MergedIntoId,
            Journeys = db.Journeys.Count(j => j.CompanyId == companyId && j.Moments.Any(
                m => m.NamedTouchpointId == t.Id || (m.NamedTouchpointId == null && m.TouchpointId == t.Id))),
        }),
        cancellationToken);

    public Task<NameList> ProductsAsync(Guid companyId, CancellationToken cancellationToken) => ListAsync(
        db.Products.AsNoTracking().Where(p => p.CompanyId == companyId).Select(p => new ListedRow
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

    private static async Task<NameList> ListAsync(IQueryable<ListedRow> names, CancellationToken cancellationToken)
    {
        Task<List<ListedRow>> OfAsync(NameState state, bool byUse)
        {
            var found = names.Where(n => n.State == state);
            return (byUse ? found.OrderByDescending(n => n.Journeys).ThenBy(n => n.Name) : found.OrderBy(n => n.Name))
                .Take(Most + 1).ToListAsync(cancellationToken);
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

/// <summary>The names of one list by what was decided; of each at most one more than a page shows.</summary>
public sealed record NameList(
    IReadOnlyList<ListedRow> Proposed, IReadOnlyList<ListedRow> Kept, IReadOnlyList<ListedRow> Hidden, IReadOnlyList<ListedRow> Merged)
{
    /// <summary>The name that a merged one counts as; null beyond what the page shows.</summary>
    public string? CountedAs(ListedRow row) => Kept.FirstOrDefault(kept => kept.Id == row.MergedIntoId)?.Shown;
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
