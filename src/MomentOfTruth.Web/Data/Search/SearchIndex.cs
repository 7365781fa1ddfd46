using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Search;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// Finds stories by their words at a cost that grows with what is found and not with the store. Kept in the transaction of the journey; an erased
/// journey takes its entry with it. SQLite keeps the terms in an FTS5 table without content, PostgreSQL in a GIN index.
/// </summary>
public sealed class SearchIndex(AppDbContext db)
{
    /// <summary>Of the terms and the folding; count it up when either changes, and every store indexes anew when it is migrated.</summary>
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
        if (db is SqliteAppDbContext)
        {
            await AddTermsAsync(entries, cancellationToken);
        }
    }

    /// <summary>Indexes a changed journey anew if other words are in it.</summary>
    public async Task ChangeAsync(Journey journey, CancellationToken cancellationToken)
    {
        var indexed = await db.SearchEntries.Where(e => e.JourneyId == journey.Id).Select(e => e.Text).SingleOrDefaultAsync(cancellationToken);
        if (indexed == TextOf(journey)?.Text)
        {
            return;
        }

        await RemoveAsync([journey.Id], cancellationToken);
        await AddAsync([journey], cancellationToken);
    }

    /// <summary>Indexes all journeys anew that have a text, batch by batch, while the store goes on being written to. Gives how many.</summary>
    /// <param name="progress">Told after each batch how many journeys have been indexed.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<long> RebuildAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        // Imported scores often come without a word: a store full of them has nothing to index, and only looking costs little.
        var told = db.Journeys.Where(j =>
            j.Title != null || j.Story != null || j.Moments.Any(m => m.Story != null) || db.SearchEntries.Any(e => e.JourneyId == j.Id));
        var (last, indexed) = (Guid.Empty, 0L);
        while (await told.Where(j => j.Id > last).OrderBy(j => j.Id).Take(Batch).Select(j => j.Id).ToListAsync(cancellationToken) is { Count: > 0 } ids)
        {
            await IndexAnewAsync(ids, cancellationToken);
            (last, indexed) = (ids[^1], indexed + ids.Count);
            progress?.Report(indexed);
        }

        return indexed;
    }

    /// <summary>Indexes the whole store if it follows another definition than the code's.</summary>
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
        var journeys = await db.Journeys.AsNoTracking().Include(j => j.Moments).Where(j => ids.Contains(j.Id)).ToListAsync(cancellationToken);
        journeys.ForEach(journey => journey.PutInOrder());
        await RemoveAsync(ids, cancellationToken);
        await AddAsync(journeys, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    private Task<int> RemoveAsync(IReadOnlyCollection<Guid> journeyIds, CancellationToken cancellationToken) =>
        db.SearchEntries.Where(e => journeyIds.Contains(e.JourneyId)).ExecuteDeleteAsync(cancellationToken);

    private async Task AddTermsAsync(List<SearchEntry> entries, CancellationToken cancellationToken)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = """INSERT INTO "SearchIndex" (rowid, "Terms") VALUES ($number, $terms)""";
        var (number, terms) = (command.CreateParameter(), command.CreateParameter());
        (number.ParameterName, terms.ParameterName) = ("$number", "$terms");
        command.Parameters.Add(number);
        command.Parameters.Add(terms);
        foreach (var entry in entries)
        {
            (number.Value, terms.Value) = (entry.Number, SearchWords.Of(entry.Terms));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static SearchEntry? EntryOf(Journey journey) => TextOf(journey) is { } said ? new SearchEntry(journey.Id, said.Text, said.Terms()) : null;

    private static SearchableText? TextOf(Journey journey) =>
        SearchableText.Of(journey.CompanyId, [journey.Title, journey.Story, .. journey.Moments.Select(m => m.Story)]);
}

/// <summary>What a journey can be found by; journeys in which nobody said a word have none. Written only by <see cref="SearchIndex"/>.</summary>
public sealed class SearchEntry
{
    public SearchEntry(Guid journeyId, string text, int[] terms) => (JourneyId, Text, Terms) = (journeyId, text, terms);

    private SearchEntry()
    {
    }

    /// <summary>For the engine's index, which knows rows by numbers.</summary>
    public long Number { get; private set; }

    public Guid JourneyId { get; private set; }

    /// <summary>The folded texts, in which a candidate is looked for what was asked.</summary>
    public string Text { get; private set; } = "";

    /// <summary>A column with an index on PostgreSQL; on SQLite in the full-text index alone.</summary>
    public int[] Terms { get; private set; } = [];
}
