using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SQLitePCL;

namespace MomentOfTruth.Web.Data;

/// <summary>The store on SQLite. Ids are 16 bytes in the order in which they were made.</summary>
public sealed class SqliteAppDbContext(DbContextOptions<SqliteAppDbContext> options) : AppDbContext(options)
{
    private const string Wal = "wal";
    private const long SynchronousFull = 2;
    private const int FactKeyColumns = 5;

    // One instance for all contexts, since it remembers which pooled connections have their settings.
    private static readonly SqliteSettings Settings = new();

    /// <summary>Makes the options of a store in a file.</summary>
    public static DbContextOptionsBuilder Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlite(connectionString)
        .AddInterceptors(Settings)
        .ReplaceService<IMigrationsSqlGenerator, SqliteTables>();

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

    internal override bool IsTaken(DbUpdateException refused) => refused.InnerException is SqliteException
    {
        SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY,
    };

    internal override object RawId(Guid id) => id.ToByteArray(bigEndian: true);

    // SQLite has no round trips to save: one prepared statement, run for each row, is faster than a long list of values.
    private protected override Task InsertAsync(
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

    // There is one writer at a time.
    internal override int LedgerSlots => 1;

    internal override Task LockLedgersAsync(
        IReadOnlyList<Guid> companyIds, IReadOnlyList<short> slots, CancellationToken cancellationToken)
    {
        const string Raise = """
            INSERT INTO "LedgerVersions" ("CompanyId", "Slot", "N") VALUES ($0, $1, 1)
            ON CONFLICT ("CompanyId", "Slot") DO UPDATE SET "N" = "N" + 1
            """;
        return RunPreparedAsync(Raise, 2, companyIds, Fill, cancellationToken);

        void Fill(Guid companyId, DbParameterCollection parameters)
        {
            parameters[0].Value = RawId(companyId);
            parameters[1].Value = slots[0];
        }
    }

    // Prepared statements, run for each bag: one VALUES list of many rows was measured to be 20 times slower.
    internal override async Task AddFactsAsync(
        IReadOnlyList<FactChange> changes, IReadOnlyList<short> slots, CancellationToken cancellationToken)
    {
        const string OfKey = """WHERE "CompanyId" = $0 AND "Grain" = $1 AND "Period" = $2 AND "ProductId" = $3 AND "Slot" = $4""";
        await using var find = Prepared($"""SELECT "Counts" FROM "Facts" {OfKey}""", FactKeyColumns);
        await using var change = Prepared($"""UPDATE "Facts" SET "Counts" = $5 {OfKey}""", FactKeyColumns + 1);
        await using var add = Prepared("""
            INSERT INTO "Facts" ("CompanyId", "Grain", "Period", "ProductId", "Slot", "Counts")
            VALUES ($0, $1, $2, $3, $4, $5)
            """, FactKeyColumns + 1);
        await using var remove = Prepared($"""DELETE FROM "Facts" {OfKey}""", FactKeyColumns);
        foreach (var bag in changes)
        {
            var stored = (byte[]?)await Filled(find, bag.Key).ExecuteScalarAsync(cancellationToken);
            var counts = stored is null ? bag.Onto() : bag.Onto(stored);
            var write = counts.Length == 0 ? remove : stored is null ? add : change;
            if (write != remove)
            {
                write.Parameters[FactKeyColumns].Value = counts;
            }

            await Filled(write, bag.Key).ExecuteNonQueryAsync(cancellationToken);
        }

        DbCommand Filled(DbCommand command, FactKey key)
        {
            command.Parameters[0].Value = RawId(key.Place.CompanyId);
            command.Parameters[1].Value = (byte)key.Grain;
            command.Parameters[2].Value = key.Place.Period;
            command.Parameters[3].Value = RawId(key.Place.ProductId);
            command.Parameters[4].Value = slots[0];
            return command;
        }
    }

    internal override async Task AddEntriesAsync(IReadOnlyList<SearchEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return;
        }

        // There is one writer at a time, so that the next number stays free.
        var last = await SearchEntries.MaxAsync(e => (long?)e.Number, cancellationToken) ?? 0;
        foreach (var entry in entries)
        {
            entry.Number = ++last;
        }

        await InsertAsync(entries, cancellationToken);
        await RunPreparedAsync("""INSERT INTO "SearchIndex" (rowid, "Terms") VALUES ($0, $1)""", 2, entries, Fill, cancellationToken);

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
        builder.Entity<SearchEntry>().Ignore(e => e.Terms).HasIndex(e => e.Number).IsUnique();
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

/// <summary>
/// Creates tables whose rows are small and have keys of several columns without SQLite's own row numbers: a row is then stored once, in the
/// order of its key, and not beside an index of its key.
/// </summary>
public sealed class SqliteTables(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    private static readonly string[] Small =
        ["Moments", "MomentRevisions", "Receipts", "Contacts", "Memberships", "Erasures", "LedgerVersions"];

    protected override void Generate(
        CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate: false);
        builder.Append(Small.Contains(operation.Name) ? " WITHOUT ROWID" : "");
        if (terminate)
        {
            builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }
    }
}

/// <summary>For <c>dotnet ef</c>, which needs a model and no store.</summary>
public sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteAppDbContext>
{
    public SqliteAppDbContext CreateDbContext(string[] args) =>
        new((DbContextOptions<SqliteAppDbContext>)SqliteAppDbContext.Configure(
            new DbContextOptionsBuilder<SqliteAppDbContext>(), "Data Source=:memory:").Options);
}
