using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Search;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// Finds stories by their words at a cost that grows with what is found and not with the store. It is written in the transaction of the
/// journey; the entry of an erased journey goes with it. SQLite keeps the terms in an FTS5 table without content, PostgreSQL in a GIN
/// index.
/// </summary>
public sealed class SearchIndex(AppDbContext db)
{
    /// <summary>
    /// The version of the terms and the folding. Raise it when either changes: every store then rebuilds its index when it is migrated.
    /// </summary>
    public const int Definition = 2;

    private const int Batch = 500;

    /// <summary>Indexes new journeys. Runs in the caller's transaction, and throws without one.</summary>
    public async Task AddAsync(IReadOnlyCollection<Journey> journeys, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("The index changes only together with the journeys in it.");
        }

        await db.AddEntriesAsync([.. journeys.Select(EntryOf).OfType<SearchEntry>()], cancellationToken);
    }

    /// <summary>Indexes a changed journey again if its words have changed.</summary>
    public Task ChangeAsync(Journey journey, CancellationToken cancellationToken) => ChangeAllAsync([journey], cancellationToken);

    /// <summary>Likewise for several of one company.</summary>
    public async Task ChangeAllAsync(IReadOnlyCollection<Journey> journeys, CancellationToken cancellationToken)
    {
        var (companyId, ids) = (journeys.First().CompanyId, journeys.Select(j => j.Id).ToList());
        var entries = db.SearchEntries.Where(e => e.CompanyId == companyId && ids.Contains(e.JourneyId));
        var indexed = await entries.ToDictionaryAsync(e => e.JourneyId, e => e.Text, cancellationToken);
        var changed = journeys.Where(journey => indexed.GetValueOrDefault(journey.Id) != TextOf(journey)?.Text).ToList();
        if (changed.Count > 0)
        {
            var others = changed.ConvertAll(journey => journey.Id);
            await entries.Where(e => others.Contains(e.JourneyId)).ExecuteDeleteAsync(cancellationToken);
            await AddAsync(changed, cancellationToken);
        }
    }

    /// <summary>
    /// Indexes the journeys that came with a merge under the other company: its terms are others. The old entries go with their journeys.
    /// Runs in the caller's transaction.
    /// </summary>
    public async Task MoveAsync(Guid fromId, Guid intoId, Guid mergeId, CancellationToken cancellationToken)
    {
        var last = Guid.Empty;
        while (await db.SearchEntries.AsNoTracking()
            .Where(e => e.CompanyId == fromId && e.JourneyId > last
                && db.MergedJourneys.Any(j => j.CompanyId == fromId && j.JourneyId == e.JourneyId && j.MergeId == mergeId))
            .OrderBy(e => e.JourneyId)
            .Take(Batch)
            .Select(e => new { e.JourneyId, e.Text })
            .ToListAsync(cancellationToken) is { Count: > 0 } entries)
        {
            await db.AddEntriesAsync(
                [.. entries.Select(e => new SearchEntry(
                    new JourneyKey(intoId, e.JourneyId), e.Text, SearchableText.Folded(intoId, e.Text).Terms()))],
                cancellationToken);
            last = entries[^1].JourneyId;
        }
    }

    /// <summary>
    /// Rebuilds the index of all journeys that have a text, batch by batch, while the store goes on being written to. Returns their number.
    /// </summary>
    /// <param name="progress">Called after each batch with the number of journeys indexed so far.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<long> RebuildAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var indexed = 0L;
        foreach (var company in await db.Companies.Select(c => c.Id).ToListAsync(cancellationToken))
        {
            // Imported scores often have no text. A store full of them has nothing to index, and this query finds that out cheaply.
            var written = db.JourneysOf(company).Where(j =>
                j.Title != null || j.Story != null || j.Moments.Any(m => m.Story != null)
                || db.SearchEntries.Any(e => e.CompanyId == j.CompanyId && e.JourneyId == j.Id));
            var last = Guid.Empty;
            while (await NextAsync(written, last) is { Count: > 0 } ids)
            {
                await IndexAnewAsync(company, ids, cancellationToken);
                (last, indexed) = (ids[^1], indexed + ids.Count);
                progress?.Report(indexed);
            }
        }

        return indexed;

        Task<List<Guid>> NextAsync(IQueryable<Journey> written, Guid after) =>
            written.Where(j => j.Id > after).OrderBy(j => j.Id).Take(Batch).Select(j => j.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Rebuilds the whole index if its definition is not the code's.</summary>
    public async Task KeepUpAsync(CancellationToken cancellationToken)
    {
        if (await db.Ledger.AnyAsync(l => l.SearchDefinition == Definition, cancellationToken))
        {
            return;
        }

        await RebuildAsync(null, cancellationToken);
        await db.Ledger.ExecuteUpdateAsync(set => set.SetProperty(l => l.SearchDefinition, Definition), cancellationToken);
    }

    private async Task IndexAnewAsync(Guid companyId, List<Guid> ids, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var chosen = db.JourneysOf(companyId).Where(j => ids.Contains(j.Id));
        await db.LockJourneysAsync(companyId, ids, cancellationToken);
        var journeys = await chosen.Include(j => j.Moments).ToListAsync(cancellationToken);
        journeys.ForEach(journey => journey.PutInOrder());
        await db.SearchEntries.Where(e => e.CompanyId == companyId && ids.Contains(e.JourneyId)).ExecuteDeleteAsync(cancellationToken);
        await AddAsync(journeys, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    private static SearchEntry? EntryOf(Journey journey) =>
        TextOf(journey) is { } text ? new SearchEntry(journey.Key, text.Text, text.Terms()) : null;

    private static SearchableText? TextOf(Journey journey) =>
        SearchableText.Of(journey.CompanyId, [journey.Title, journey.Story, .. journey.Moments.Select(m => m.Story)]);
}

/// <summary>The searchable text of a journey. A journey without any text has no entry. Written only by <see cref="SearchIndex"/>.</summary>
public sealed class SearchEntry : IOfJourney
{
    public SearchEntry(JourneyKey journey, string text, int[] terms) =>
        (CompanyId, JourneyId, Text, Terms) = (journey.CompanyId, journey.JourneyId, text, terms);

    private SearchEntry()
    {
    }

    public Guid CompanyId { get; private set; }

    /// <summary>The row's number in SQLite's full-text index; PostgreSQL needs none.</summary>
    public long Number { get; internal set; }

    public Guid JourneyId { get; private set; }

    /// <summary>The folded texts, in which candidates are checked for the words of the search.</summary>
    public string Text { get; private set; } = "";

    /// <summary>A column with an index on PostgreSQL; on SQLite in the full-text index alone.</summary>
    public int[] Terms { get; private set; } = [];
}
