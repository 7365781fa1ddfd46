using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
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

    // So many names of a list are compared with each other; of more, the latest.
    private const int MostCompared = 2000;

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
            Position = t.Position,

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
            KoreanName = p.KoreanName,
            State = p.State,
            MergedIntoId = p.MergedIntoId,
            Position = p.Position,
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

        return await db.WriteAsync(
            transaction => DecideAsync<T>(companyId, id, isKept: decision == NameDecision.Keep, transaction, cancellationToken), cancellationToken);
    }

    private async Task<bool> DecideAsync<T>(
        Guid companyId, Guid id, bool isKept, IDbContextTransaction transaction, CancellationToken cancellationToken)
        where T : ListedName
    {
        // Somebody else may be merging it just now, and it may go with the last journey that used it.
        await db.LockCompanyAsync(companyId, cancellationToken);
        await db.LockNamesAsync<T>(companyId, [id], cancellationToken);
        var name = await db.Set<T>().SingleOrDefaultAsync(n => n.CompanyId == companyId && n.Id == id, cancellationToken);
        if (name is null or { State: NameState.Merged })
        {
            return false;
        }

        // A name that others are merged into is offered in their place too.
        if (!isKept && await db.Set<T>().AnyAsync(n => n.CompanyId == companyId && n.MergedIntoId == id, cancellationToken))
        {
            return false;
        }

        (isKept ? name.Keep : (Action)name.Hide)();
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
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
            .Where(p => p.CompanyId == companyId && p.State == NameState.Kept && (p.NameKey == key || p.KoreanNameKey == key))
            .OrderByDescending(p => p.NameKey == key).ThenBy(p => p.Id)
            .Select(p => (Guid?)p.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The touchpoint or product of that id; null if the company has none.</summary>
    public async Task<ListedName?> FindAsync(Guid companyId, Guid id, CancellationToken cancellationToken) =>
        await db.Touchpoints.AsNoTracking().SingleOrDefaultAsync(t => t.CompanyId == companyId && t.Id == id, cancellationToken)
        ?? (ListedName?)await db.Products.AsNoTracking()
            .SingleOrDefaultAsync(p => p.CompanyId == companyId && p.Id == id, cancellationToken);

    /// <summary>
    /// Gives a name other words in either language; what was told under it goes on counting as it did. Returns whether there is such a name,
    /// and the one of the list that is called so already; null if all is well.
    /// </summary>
    /// <param name="listed">The name as it was read.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="koreanName">What it is called in Korean; null for nothing.</param>
    /// <param name="channel">The channel of a touchpoint; null to leave it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<(bool IsThere, TakenName? Taken)> RenameAsync<T>(
        ListedName listed, string name, string? koreanName, Channel? channel, CancellationToken cancellationToken)
        where T : ListedName
    {
        var (key, korean) = (Naming.KeyOf(name), koreanName is null ? null : Naming.KeyOf(koreanName));
        var others = db.Set<T>().Where(n => n.CompanyId == listed.CompanyId && n.Id != listed.Id);

        // A name that is merged into this one may be this one's in the other language: it is the same.
        var taken = await others
            .Where(n => n.NameKey == key || (n.MergedIntoId != listed.Id
                && (n.KoreanNameKey == key || (korean != null && (n.NameKey == korean || n.KoreanNameKey == korean)))))
            .OrderByDescending(n => n.NameKey == key)
            .Select(n => new TakenName(n.Name, n.NameKey != key && n.KoreanNameKey != key))
            .FirstOrDefaultAsync(cancellationToken);
        if (taken is not null)
        {
            return (true, taken);
        }

        if (await db.Set<T>().SingleOrDefaultAsync(n => n.CompanyId == listed.CompanyId && n.Id == listed.Id, cancellationToken) is not { } stored)
        {
            return (false, null);
        }

        stored.Rename(name, koreanName);
        if (stored is Touchpoint touchpoint && channel is { } through)
        {
            touchpoint.Through(through);
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return (true, null);
        }
        catch (DbUpdateConcurrencyException)
        {
            // It has gone just now, with the last journey that used it.
            db.ChangeTracker.Clear();
            return (false, null);
        }
        catch (DbUpdateException refused) when (db.IsTaken(refused))
        {
            // Somebody has used the name just now.
            db.ChangeTracker.Clear();
            return (true, new TakenName(name, false));
        }
    }

    /// <summary>Moves a kept name up or down among those that are offered. Returns false if it is not kept.</summary>
    public Task<bool> MoveAsync<T>(Guid companyId, Guid id, bool up, CancellationToken cancellationToken)
        where T : ListedName => db.WriteAsync(async transaction =>
    {
        // Two who move names come one after the other.
        await db.LockCompanyAsync(companyId, cancellationToken);
        var kept = await db.Set<T>()
            .Where(n => n.CompanyId == companyId && n.State == NameState.Kept)
            .OrderBy(n => n.Position == 0).ThenBy(n => n.Position).ThenBy(n => n.NameKey)
            .Take(MostCompared)
            .ToListAsync(cancellationToken);
        var from = kept.FindIndex(n => n.Id == id);
        if (from < 0)
        {
            return false;
        }

        var to = Math.Clamp(from + (up ? -1 : 1), 0, kept.Count - 1);
        (kept[from], kept[to]) = (kept[to], kept[from]);
        foreach (var (place, name) in kept.Index())
        {
            name.MoveTo(place + 1);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return true;
    }, cancellationToken);

    /// <summary>Counts one of two alike names as the other, which is offered from then on. Returns false if it does not fit.</summary>
    public async Task<bool> AcceptAsync<T>(Guid companyId, Guid id, Guid intoId, CancellationToken cancellationToken)
        where T : ListedName =>
        await DecideAsync<T>(companyId, intoId, NameDecision.Keep, null, cancellationToken)
        && await DecideAsync<T>(companyId, id, NameDecision.Merge, intoId, cancellationToken);

    /// <summary>Remembers that two names of a list are two, however alike they are.</summary>
    public async Task<bool> KeepApartAsync<T>(Guid companyId, Guid one, Guid other, CancellationToken cancellationToken)
        where T : ListedName
    {
        var (first, second) = one.CompareTo(other) < 0 ? (one, other) : (other, one);
        if (one == other
            || await db.Set<T>().CountAsync(n => n.CompanyId == companyId && (n.Id == one || n.Id == other), cancellationToken) != 2)
        {
            return false;
        }

        if (!await db.NamesApart.AnyAsync(
            a => a.CompanyId == companyId && a.NameId == first && a.OtherId == second, cancellationToken))
        {
            try
            {
                db.Add(new NamesApart { CompanyId = companyId, NameId = first, OtherId = second });
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException refused) when (db.IsTaken(refused))
            {
                // Somebody else has just said so.
                db.ChangeTracker.Clear();
            }
        }

        return true;
    }

    /// <summary>Pairs of touchpoints that may be one, by how they are written or what they mean; the most alike first.</summary>
    public Task<IReadOnlyList<AlikeNames>> AlikeTouchpointsAsync(Guid companyId, CancellationToken cancellationToken) =>
        AlikeAsync<Touchpoint>(companyId, byMeaning: true, cancellationToken);

    /// <summary>Pairs of products that may be one, by how they are written.</summary>
    public Task<IReadOnlyList<AlikeNames>> AlikeProductsAsync(Guid companyId, CancellationToken cancellationToken) =>
        AlikeAsync<Product>(companyId, byMeaning: false, cancellationToken);

    private async Task<IReadOnlyList<AlikeNames>> AlikeAsync<T>(Guid companyId, bool byMeaning, CancellationToken cancellationToken)
        where T : ListedName
    {
        var all = await db.Set<T>().AsNoTracking()
            .Where(n => n.CompanyId == companyId && (n.State == NameState.Kept || n.State == NameState.Proposed))
            .OrderByDescending(n => n.State == NameState.Kept).ThenByDescending(n => n.Id)
            .Take(MostCompared)
            .Select(n => new
            {
                n.Id,
                n.Name,
                n.KoreanName,
                n.NameKey,
                n.KoreanNameKey,
                n.State,
                HasMerged = db.Set<T>().Any(m => m.CompanyId == companyId && m.MergedIntoId == n.Id),
            })
            .ToListAsync(cancellationToken);
        var apart = (await db.NamesApart.AsNoTracking().Where(a => a.CompanyId == companyId).Take(MostCompared)
                .ToListAsync(cancellationToken))
            .Select(a => (a.NameId, a.OtherId)).ToHashSet();
        var keys = all
            .SelectMany((n, i) => new[] { n.NameKey, n.KoreanNameKey }.OfType<string>().Select(key => (Owner: i, Key: key)))
            .ToList();
        var meant = byMeaning
            ? keys.Where(k => ContactWords.KindOf(k.Key) is not null).GroupBy(k => ContactWords.KindOf(k.Key))
                .SelectMany(kind => kind.Select(k => k.Owner).Distinct().Order().ToList() is var owners
                    ? owners.Skip(1).Select(other => (One: owners[0], Other: other, Likeness: Likeness.Meaning))
                    : [])
            : [];
        var alike = LookAlikes.Of(keys).Concat(meant)
            .GroupBy(pair => (pair.One, pair.Other))
            .Select(pair => (pair.Key.One, pair.Key.Other, Likeness: pair.Min(p => p.Likeness)))
            .OrderBy(pair => pair.Likeness);
        var pairs = new List<AlikeNames>();
        foreach (var (one, other, likeness) in alike)
        {
            // The kept one stays; of two, the one that others are merged into, and then the one that was there first.
            var (a, b) = (all[one], all[other]);
            var (from, into) = (a.State == NameState.Kept, a.HasMerged, b.Id).CompareTo((b.State == NameState.Kept, b.HasMerged, a.Id)) >= 0
                ? (b, a)
                : (a, b);
            var ids = a.Id.CompareTo(b.Id) < 0 ? (a.Id, b.Id) : (b.Id, a.Id);
            if (!apart.Contains(ids) && !from.HasMerged)
            {
                pairs.Add(new AlikeNames(
                    from.Id, SiteCulture.NameOf(from.Name, from.KoreanName),
                    into.Id, SiteCulture.NameOf(into.Name, into.KoreanName), likeness));
            }
        }

        return [.. pairs.Take(Most)];
    }

    private static async Task<NameList> ListAsync<T>(
        IQueryable<T> names, string key, Func<IQueryable<T>, IQueryable<ListedRow>> rows, CancellationToken cancellationToken)
        where T : ListedName
    {
        names = key.Length == 0
            ? names
            : names.Where(n => n.NameKey.Contains(key) || (n.KoreanNameKey != null && n.KoreanNameKey.Contains(key)));
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
                await (byUse
                        ? found.OrderByDescending(n => n.Journeys).ThenBy(n => n.Name)
                        : found.OrderBy(n => n.Position == 0).ThenBy(n => n.Position).ThenBy(n => n.Name))
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

/// <summary>The name of a list that is called already as another was to be.</summary>
/// <param name="IsKorean">Whether it is the Korean name that is taken.</param>
public sealed record TakenName(string Name, bool IsKorean);

/// <summary>Two names of a list that may be one: the first would count as the other.</summary>
public sealed record AlikeNames(Guid FromId, string From, Guid IntoId, string Into, Likeness Likeness);

/// <summary>The names of one list by what was decided.</summary>
public sealed record NameList(NamesInState Proposed, NamesInState Kept, NamesInState Hidden, NamesInState Merged)
{
    /// <summary>How many names the page does not show.</summary>
    public int Others => Proposed.Others + Kept.Others + Hidden.Others + Merged.Others;

    /// <summary>The name that a merged one counts as; null beyond what the page shows.</summary>
    public string? CountedAs(ListedRow row) => Kept.Rows.Concat(Proposed.Rows).Concat(Hidden.Rows)
        .FirstOrDefault(kept => kept.Id == row.MergedIntoId)?.Shown;
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

    public int Position { get; init; }

    /// <summary>How many journeys name it.</summary>
    public required int Journeys { get; init; }

    /// <summary>In the language of the page.</summary>
    public string Shown => SiteCulture.NameOf(Name, KoreanName);
}
