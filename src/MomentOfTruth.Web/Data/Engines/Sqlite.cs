using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SQLitePCL;

namespace MomentOfTruth.Web.Data;

/// <summary>The store on SQLite. Ids are 16 bytes in the order in which they were made.</summary>
public sealed class SqliteAppDbContext(DbContextOptions<SqliteAppDbContext> options) : AppDbContext(options)
{
    private const string Wal = "wal";
    private const long SynchronousFull = 2;

    internal override bool MigratesAtStart => true;

    internal override async Task AssertDurableAsync(CancellationToken cancellationToken)
    {
        var journal = await PragmaAsync("journal_mode", cancellationToken);
        var synchronous = await PragmaAsync("synchronous", cancellationToken);
        if (journal as string != Wal || Convert.ToInt64(synchronous, CultureInfo.InvariantCulture) != SynchronousFull)
        {
            throw new InvalidOperationException(
                $"SQLite must run with journal_mode=wal and synchronous=FULL, not {journal} and {synchronous}.");
        }
    }

    // An ordinary transaction would take the place of the only writer.
    internal override async Task<IAsyncDisposable> BeginSnapshotAsync(CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        var transaction = ((SqliteConnection)Database.GetDbConnection()).BeginTransaction(deferred: true);
        await Database.UseTransactionAsync(transaction, cancellationToken);
        return new Snapshot(this, transaction);
    }

    internal override object RawId(Guid id) => id.ToByteArray(bigEndian: true);

    // SQLite has no round trips to save: one prepared statement, run for each row, is faster than a long list of values.
    internal override Task InsertAsync(
        string table, IReadOnlyList<BulkColumn> columns, IEnumerable<object> entities, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
        var values = string.Join(", ", columns.Index().Select(c => $"${c.Index}"));
        return RunPreparedAsync($"INSERT INTO {table} ({names}) VALUES ({values})", columns.Count, entities, Fill, cancellationToken);

        void Fill(object entity, DbParameterCollection parameters)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                parameters[i].Value = columns[i].ValueOf(entity) ?? DBNull.Value;
            }
        }
    }

    // One VALUES list of many rows was measured to be 20 times slower.
    internal override Task AddFactsAsync(IReadOnlyList<LedgerChange> changes, CancellationToken cancellationToken)
    {
        const string Upsert = LedgerChange.Into + "VALUES ($0, $1, $2, $3, $4, $5, $6, $7)" + LedgerChange.OrAdd;
        return RunPreparedAsync(Upsert, 8, changes, Fill, cancellationToken);

        void Fill(LedgerChange change, DbParameterCollection parameters)
        {
            parameters[0].Value = RawId(change.Key.CompanyId);
            parameters[1].Value = (byte)change.Grain;
            parameters[2].Value = change.Key.Day;
            parameters[3].Value = (short)change.Key.Kind;
            parameters[4].Value = RawId(change.Key.ProductId);
            parameters[5].Value = change.Key.Key;
            parameters[6].Value = change.Count.N;
            parameters[7].Value = change.Count.Sum;
        }
    }

    internal override Task IndexTermsAsync(IReadOnlyList<SearchEntry> entries, CancellationToken cancellationToken)
    {
        return RunPreparedAsync("""INSERT INTO "SearchIndex" (rowid, "Terms") VALUES ($0, $1)""", 2, entries, Fill, cancellationToken);

        static void Fill(SearchEntry entry, DbParameterCollection parameters)
        {
            parameters[0].Value = entry.Number;
            parameters[1].Value = Words(entry.Terms);
        }
    }

    // The cross join fixes the order: the index first, never each journey's entry.
    internal override IQueryable<SearchEntry> EntriesWith(int[] terms) => SearchEntries.FromSql($"""
        SELECT e.* FROM "SearchIndex" AS s CROSS JOIN "SearchEntries" AS e ON e."Number" = s.rowid WHERE s."SearchIndex" MATCH {Words(terms)}
        """);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<SearchEntry>().Ignore(e => e.Terms);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<Guid>().HaveConversion<BigEndianConverter>();
    }

    /// <summary>The terms as FTS5 reads them: each a word of eight hexadecimal digits; a match needs all of them.</summary>
    private static string Words(IEnumerable<int> terms) =>
        string.Join(' ', terms.Select(term => term.ToString("x8", CultureInfo.InvariantCulture)));

    private async Task<object?> PragmaAsync(string name, CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = Database.GetDbConnection().CreateCommand();
            command.CommandText = $"PRAGMA {name}";
            return await command.ExecuteScalarAsync(cancellationToken);
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    private sealed class BigEndianConverter() : ValueConverter<Guid, byte[]>(
        id => id.ToByteArray(true), bytes => new Guid(bytes, true));

    private sealed class Snapshot(AppDbContext db, SqliteTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await db.Database.UseTransactionAsync(null);
            await transaction.DisposeAsync();
            await db.Database.CloseConnectionAsync();
        }
    }
}

/// <summary>
/// Gives every SQLite connection its promises: a write-ahead log, an acknowledged write is on disk (synchronous=FULL), foreign keys hold,
/// what is erased is overwritten (secure_delete), and a writer waits for another instead of failing. Most connections come from the pool
/// and have the settings already.
/// </summary>
public sealed class SqliteSettings : DbConnectionInterceptor
{
    private const string Pragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA busy_timeout=10000;";

    private static readonly object IsKnown = new();

    private readonly ConditionalWeakTable<sqlite3, object> _pooled = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (IsSet(connection))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        Keep(connection);
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (IsSet(connection))
        {
            return;
        }

        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
        Keep(connection);
    }

    private bool IsSet(DbConnection connection) =>
        connection is SqliteConnection { Handle: { } handle } && _pooled.TryGetValue(handle, out _);

    private void Keep(DbConnection connection)
    {
        if (connection is SqliteConnection { Handle: { } handle })
        {
            _pooled.AddOrUpdate(handle, IsKnown);
        }
    }
}

/// <summary>For <c>dotnet ef</c>, which needs a model and no store.</summary>
public sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteAppDbContext>
{
    public SqliteAppDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteAppDbContext>().UseSqlite("Data Source=:memory:").Options);
}
