using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Options;
using MomentOfTruth.Domain.Companies;
using Npgsql;

namespace MomentOfTruth.Web.Data;

/// <summary>The engines the product runs on.</summary>
public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
}

/// <summary>Where the store is.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; set; }

    [Required]
    public string ConnectionString { get; set; } = "";

    /// <summary>How many seconds a standby that is read may be behind; 0 if none is to be read.</summary>
    [Range(0, 3600)]
    public int ReplicaSeconds { get; set; } = 5;
}

/// <summary>Refuses a connection string that the engine cannot read. The message never shows it, as it may hold a password.</summary>
internal sealed class DatabaseOptionsCheck : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        try
        {
            DbConnectionStringBuilder read = options.Provider == DatabaseProvider.Sqlite
                ? new SqliteConnectionStringBuilder(options.ConnectionString)
                : new NpgsqlConnectionStringBuilder(options.ConnectionString);
            return read.Count > 0 || options.ConnectionString.Length == 0
                ? ValidateOptionsResult.Success
                : Wrong(options, "it says nothing");
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or KeyNotFoundException)
        {
            return Wrong(options, unreadable.Message.Split('\n')[0].TrimEnd());
        }
    }

    private static ValidateOptionsResult Wrong(DatabaseOptions options, string why) =>
        ValidateOptionsResult.Fail($"Database:ConnectionString is none of {options.Provider}: {why}");
}

/// <summary>
/// All that the engines do differently. Each has its subclass in this folder; nothing outside the folder asks which one it is.
/// </summary>
public abstract partial class AppDbContext
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether starting the app brings the store up to date. A store that several nodes may share is migrated by the command alone.
    /// </summary>
    internal abstract bool MigratesAtStart { get; }

    /// <summary>Whether one transaction writes at a time, so that many writes had better share one.</summary>
    internal abstract bool HasOneWriter { get; }

    /// <summary>
    /// Waits until nobody else in this process writes, where there is one writer at a time. The turn ends when it is disposed. Whoever has
    /// it takes no second one. Null where writers need not wait for each other.
    /// </summary>
    internal virtual Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable?>(null);

    /// <summary>Throws if the engine does not promise that a committed write is on disk.</summary>
    internal abstract Task AssertDurableAsync(CancellationToken cancellationToken);

    /// <summary>
    /// A transaction for reading several things as they were at one moment, while others write. It ends when it is disposed.
    /// </summary>
    internal abstract Task<IAsyncDisposable> BeginSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>Whether the store refused a write because it has a row with the same name or key already.</summary>
    internal abstract bool IsTaken(DbUpdateException refused);

    /// <summary>
    /// Whether what a new row names has gone since it was read, such as a touchpoint with the last journey that used it. Where there is one
    /// writer at a time, nothing can.
    /// </summary>
    internal virtual bool HasGone(Exception refused) => false;

    /// <summary>Whether there is room for some hundred journeys more, as far as this machine can tell.</summary>
    internal abstract bool HasRoom { get; }

    /// <summary>Whether the store is one file, which can be copied.</summary>
    internal virtual bool IsFile => false;

    /// <summary>Copies a store that is a file, as it is at one moment, while others write.</summary>
    internal virtual Task CopyToAsync(string file, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Opens such a copy for reading.</summary>
    internal virtual AppDbContext OpenCopy(string file) => throw new NotSupportedException();

    /// <summary>
    /// Where another store can be copied into this one: forgets that it was, as it is a store of its own from now on. Throws if the copy was
    /// not finished.
    /// </summary>
    internal virtual Task EndCopyingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Where the store is, as an administrator may read it: without passwords.</summary>
    internal abstract StorePlace Place { get; }

    /// <summary>The version of the engine, and how many bytes the store has.</summary>
    internal abstract Task<(string Version, long Bytes)> MeasureAsync(CancellationToken cancellationToken);

    /// <summary>Gives the room of what was deleted back to the disk, where the engine does not do so by itself.</summary>
    internal abstract Task GiveRoomBackAsync(CancellationToken cancellationToken);

    /// <summary>Lets what is asked from here on take its time: nobody waits for a page.</summary>
    internal void TakeTime() => Database.SetCommandTimeout(LongestAnswer);

    /// <summary>An id as raw SQL takes it.</summary>
    internal abstract object RawId(Guid id);

    /// <summary>Saves new rows in the fastest way that the engine has, and then what else has changed.</summary>
    /// <param name="rows">Those that others point at come first.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal virtual Task SaveNewAsync(IEnumerable<object> rows, CancellationToken cancellationToken)
    {
        AddRange(rows);
        return SaveChangesAsync(cancellationToken);
    }

    /// <summary>Inserts many rows in the current transaction, past the change tracker.</summary>
    internal Task InsertAsync<T>(IEnumerable<T> entities, CancellationToken cancellationToken)
        where T : class
    {
        var entity = Model.FindEntityType(typeof(T))!;
        return InsertAsync($"\"{entity.GetTableName()}\"", BulkColumn.Of(entity), entities, cancellationToken);
    }

    /// <param name="table">The quoted name of the table.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="entities">The rows.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    private protected abstract Task InsertAsync(
        string table, IReadOnlyList<BulkColumn> columns, IEnumerable<object> entities, CancellationToken cancellationToken);

    /// <summary>
    /// Locks some of a company's journeys until the current transaction ends, in an order that is the same for all who lock several.
    /// </summary>
    internal abstract Task LockJourneysAsync(Guid companyId, IReadOnlyList<Guid> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Locks two companies until the current transaction ends, so that nothing is added to either, with the names of both and the journeys
    /// and drafts of the first.
    /// </summary>
    /// <param name="fromId">The company whose journeys are to leave it.</param>
    /// <param name="intoId">The other one.</param>
    /// <param name="mergeId">Only the journeys and drafts that came with that merge; null for all.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    internal abstract Task LockCompaniesAsync(Guid fromId, Guid intoId, Guid? mergeId, CancellationToken cancellationToken);

    /// <summary>
    /// Locks those of a company's names that nobody else uses just now, without waiting for the others, and returns their ids.
    /// </summary>
    internal abstract Task<IReadOnlyList<Guid>> LockUnusedAsync<T>(
        Guid companyId, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
        where T : ListedName;

    /// <summary>
    /// Into how many slots a bag of the ledger is spread, so that those who write to the same company at once need not wait for each other.
    /// </summary>
    internal abstract int LedgerSlots { get; }

    /// <summary>
    /// Raises the versions of the companies' ledgers in these slots, and so locks them until the current transaction ends.
    /// </summary>
    internal abstract Task LockLedgersAsync(
        IReadOnlyList<Guid> companyIds, IReadOnlyList<short> slots, CancellationToken cancellationToken);

    /// <summary>
    /// Locks the ledgers of the companies that change in these slots, adds the changes to their bags there, and leaves the sums in the first.
    /// </summary>
    internal abstract Task AddFactsAsync(
        IReadOnlyList<FactChange> changes, IReadOnlyList<short> slots, CancellationToken cancellationToken);

    /// <summary>
    /// Adds search entries in the current transaction, and their terms to an index that stands apart, where the engine has one.
    /// </summary>
    internal abstract Task AddEntriesAsync(IReadOnlyList<SearchEntry> entries, CancellationToken cancellationToken);

    /// <summary>The search entries with all of the terms.</summary>
    internal abstract IQueryable<SearchEntry> EntriesWith(int[] terms);
}

/// <summary>Where a store is.</summary>
/// <param name="Engine">The engine's own name.</param>
/// <param name="Where">The file, or the server and the database.</param>
/// <param name="HasPassword">Whether a password is set; null where there is none to set.</param>
/// <param name="FreeBytes">Room on the disk; null if it is not this machine's.</param>
/// <param name="IsOnNetwork">Whether a file lies on a disk of another machine, on which no lock can be relied.</param>
internal sealed record StorePlace(string Engine, string Where, bool? HasPassword, long? FreeBytes, bool IsOnNetwork);

/// <summary>
/// A column and how to read its value from an entity, both taken from the model, so that a column that is added to the model is written as
/// well.
/// </summary>
internal sealed record BulkColumn(string Name, string Type, Func<object, object?> ValueOf)
{
    public static IReadOnlyList<BulkColumn> Of(IEntityType entity)
    {
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        return [.. entity.GetFlattenedProperties().Select(property => Of(property, table))];
    }

    private static BulkColumn Of(IProperty property, in StoreObjectIdentifier table)
    {
        var (mapping, getter) = (property.GetRelationalTypeMapping(), property.GetGetter());
        return new BulkColumn(
            property.GetColumnName(table)!,
            mapping.StoreTypeNameBase,
            mapping.Converter is { } converter
                ? entity => converter.ConvertToProvider(getter.GetClrValueUsingContainingEntity(entity))
                : getter.GetClrValueUsingContainingEntity);
    }
}
