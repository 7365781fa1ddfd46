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
    public const int Definition = 1;

    private const int Batch = 500;

    /// <summary>Indexes new journeys. Runs in the caller's transaction, and throws without one.</summary>
    public async Task AddAsync(IReadOnlyCollection<Journey> journeys, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("The index changes only together with the journeys in it.");
        }

        var entries = journeys.Select(EntryOf).OfType<SearchEntry>().ToList();
        db.AddRange(entries);
        await db.SaveChangesAsync(cancellationToken);
        await db.IndexTermsAsync(entries, cancellationToken);
    }

    /// <summary>Indexes a changed journey again if its words have changed.</summary>
    public async Task ChangeAsync(Journey journey, CancellationToken cancellationToken)
    {
        var entry = db.SearchEntries.Where(e => e.JourneyId == journey.Id);
        var indexed = await entry.Select(e => e.Text).SingleOrDefaultAsync(cancellationToken);
        if (indexed == TextOf(journey)?.Text)
        {
            return;
        }

        await RemoveAsync([journey.Id], cancellationToken);
        await AddAsync([journey], cancellationToken);
    }

    /// <summary>
    /// Rebuilds the index of all journeys that have a text, batch by batch, while the store goes on being written to. Returns their number.
    /// </summary>
    /// <param name="progress">Called after each batch with the number of journeys indexed so far.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<long> RebuildAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        // Imported scores often have no text. A store full of them has nothing to index, and this query finds that out cheaply.
        var written = db.Journeys.Where(j =>
            j.Title != null || j.Story != null || j.Moments.Any(m => m.Story != null) || db.SearchEntries.Any(e => e.JourneyId == j.Id));
        var (last, indexed) = (Guid.Empty, 0L);
        while (await NextAsync(last) is { Count: > 0 } ids)
        {
            await IndexAnewAsync(ids, cancellationToken);
            (last, indexed) = (ids[^1], indexed + ids.Count);
            progress?.Report(indexed);
        }

        return indexed;

        Task<List<Guid>> NextAsync(Guid after) =>
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

    private async Task IndexAnewAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Journeys.Where(j => ids.Contains(j.Id)).LockAsync(cancellationToken);
        var journeys = await db.Journeys.AsNoTracking().Include(j => j.Moments).Where(j => ids.Contains(j.Id))
            .ToListAsync(cancellationToken);
        journeys.ForEach(journey => journey.PutInOrder());
        await RemoveAsync(ids, cancellationToken);
        await AddAsync(journeys, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    private Task<int> RemoveAsync(IReadOnlyCollection<Guid> journeyIds, CancellationToken cancellationToken) =>
        db.SearchEntries.Where(e => journeyIds.Contains(e.JourneyId)).ExecuteDeleteAsync(cancellationToken);

    private static SearchEntry? EntryOf(Journey journey) =>
        TextOf(journey) is { } text ? new SearchEntry(journey.Id, text.Text, text.Terms()) : null;

    private static SearchableText? TextOf(Journey journey) =>
        SearchableText.Of(journey.CompanyId, [journey.Title, journey.Story, .. journey.Moments.Select(m => m.Story)]);
}

/// <summary>The searchable text of a journey. A journey without any text has no entry. Written only by <see cref="SearchIndex"/>.</summary>
public sealed class SearchEntry
{
    public SearchEntry(Guid journeyId, string text, int[] terms) => (JourneyId, Text, Terms) = (journeyId, text, terms);

    private SearchEntry()
    {
    }

    /// <summary>The row's number in the engine's index.</summary>
    public long Number { get; private set; }

    public Guid JourneyId { get; private set; }

    /// <summary>The folded texts, in which candidates are checked for the words of the search.</summary>
    public string Text { get; private set; } = "";

    /// <summary>A column with an index on PostgreSQL; on SQLite in the full-text index alone.</summary>
    public int[] Terms { get; private set; } = [];
}
