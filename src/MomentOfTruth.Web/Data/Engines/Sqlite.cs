using System.Collections.Concurrent;
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

    // How long a writer waits for another: a person gets an answer within ten seconds.
    private const int BusySeconds = 5;

    // Four megabytes.
    private const int PagesAtOnce = 1000;

    private const long LeastRoom = 16 * 1024 * 1024;

    private static readonly string[] NetworkDisks =
        ["nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p", "fuse.sshfs", "ceph", "glusterfs"];

    // One instance for all contexts, since it remembers which pooled connections have their settings.
    private static readonly SqliteSettings Settings = new();

    private SemaphoreSlim? _turn;

    /// <summary>Makes the options of a store in a file.</summary>
    public static DbContextOptionsBuilder Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlite(new SqliteConnectionStringBuilder(connectionString) { DefaultTimeout = BusySeconds }.ConnectionString)
        .AddInterceptors(Settings, new SqliteStatementTurns())
        .ReplaceService<IMigrationsSqlGenerator, SqliteTables>()
        .ReplaceService<IHistoryRepository, SqliteMigrationLock>();

    internal override bool MigratesAtStart => true;

    internal override bool HasOneWriter => true;

    internal override async Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken)
    {
        _turn ??= SqliteTurns.Of(Path.GetFullPath(new SqliteConnectionStringBuilder(Database.GetConnectionString()).DataSource));
        return await _turn.TakeAsync(TimeSpan.FromSeconds(BusySeconds), cancellationToken);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        using var turn = Database.CurrentTransaction is null ? await TakeTurnAsync(cancellationToken) : null;
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

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

    internal override bool HasRoom =>
        new SqliteConnectionStringBuilder(Database.GetConnectionString()).DataSource is var file && (file == ":memory:"
            || new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(file))!).AvailableFreeSpace >= LeastRoom);

    internal override StorePlace Place
    {
        get
        {
            var file = Path.GetFullPath(new SqliteConnectionStringBuilder(Database.GetConnectionString()).DataSource);
            var drive = new DriveInfo(Path.GetDirectoryName(file)!);
            return new StorePlace(
                "SQLite", file, HasPassword: null, drive.AvailableFreeSpace,
                drive.DriveType == DriveType.Network || NetworkDisks.Contains(drive.DriveFormat));
        }
    }

    internal override bool IsFile => true;

    internal override Task CopyToAsync(string file, CancellationToken cancellationToken) =>
        Task.Run(() => SqliteBackup.Copy(Database.GetConnectionString()!, file), cancellationToken);

    // Without the settings of a live store, which would write into the file.
    internal override AppDbContext OpenCopy(string file) => new SqliteAppDbContext(new DbContextOptionsBuilder<SqliteAppDbContext>()
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString)
        .Options);

    internal override async Task<(string Version, long Bytes)> MeasureAsync(CancellationToken cancellationToken) =>
        (await Database.SqlQuery<string>($"SELECT sqlite_version() AS \"Value\"").SingleAsync(cancellationToken),
            Convert.ToInt64(await PragmaAsync("page_count", cancellationToken), CultureInfo.InvariantCulture)
            * Convert.ToInt64(await PragmaAsync("page_size", cancellationToken), CultureInfo.InvariantCulture));

    // Little by little, so that nobody waits long to write. The statement has a row a page, and does what is read of it.
    internal override async Task GiveRoomBackAsync(CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        try
        {
            while (Convert.ToInt64(await PragmaAsync("freelist_count", cancellationToken), CultureInfo.InvariantCulture) is > 0 and var left)
            {
                await using var command = Database.GetDbConnection().CreateCommand();
                command.CommandText = $"PRAGMA incremental_vacuum({PagesAtOnce})";
                await using (var pages = await command.ExecuteReaderAsync(cancellationToken))
                {
                    while (await pages.ReadAsync(cancellationToken))
                    {
                    }
                }

                // A file that was made without this setting keeps its free pages, and uses them again.
                if (Convert.ToInt64(await PragmaAsync("freelist_count", cancellationToken), CultureInfo.InvariantCulture) >= left)
                {
                    return;
                }
            }
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    internal override bool IsTaken(DbUpdateException refused) => refused.InnerException is SqliteException
    {
        SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY,
    };

    internal override object RawId(Guid id) => id.ToByteArray(bigEndian: true);

    // A transaction that writes has the whole store to itself.
    internal override Task LockJourneysAsync(Guid companyId, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    internal override Task LockCompaniesAsync(Guid fromId, Guid intoId, Guid? mergeId, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    internal override Task<IReadOnlyList<Guid>> LockUnusedAsync<T>(
        Guid companyId, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) => Task.FromResult(ids);

    // SQLite has no round trips to save: one prepared statement, run for each row, is faster than a long list of values.
    private protected override Task InsertAsync(
        string table, IReadOnlyList<BulkColumn> columns, IEnumerable<object> entities, CancellationToken cancellationToken)
    {
        var rows = new SqliteRows(table, columns);
        var (insert, values) = (Prepare(rows.Insert), new object?[columns.Count]);
        foreach (var entity in entities)
        {
            insert.Run(rows.ValuesOf(entity, values));
        }

        return Task.CompletedTask;
    }

    // EF builds and binds a command for each row, which takes several times as long as to write it.
    internal override async Task SaveNewAsync(IEnumerable<object> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            var kind = SqliteRows.Of(Model.FindEntityType(row.GetType())!);
            try
            {
                Prepare(kind.Insert).Run(kind.ValuesOf(row, new object?[kind.Columns]));
            }
            catch (SqliteException refused)
            {
                throw new DbUpdateException($"A row of {row.GetType().Name} was refused.", refused);
            }
        }

        if (ChangeTracker.HasChanges())
        {
            await SaveChangesAsync(cancellationToken);
        }
    }

    // There is one writer at a time.
    internal override int LedgerSlots => 1;

    internal override Task LockLedgersAsync(
        IReadOnlyList<Guid> companyIds, IReadOnlyList<short> slots, CancellationToken cancellationToken)
    {
        var raise = Prepare("""
            INSERT INTO "LedgerVersions" ("CompanyId", "Slot", "N") VALUES (?, ?, 1)
            ON CONFLICT ("CompanyId", "Slot") DO UPDATE SET "N" = "N" + 1
            """);
        foreach (var company in companyIds)
        {
            raise.Run(RawId(company), slots[0]);
        }

        return Task.CompletedTask;
    }

    // Prepared statements, run for each bag: one VALUES list of many rows was measured to be 20 times slower.
    internal override async Task AddFactsAsync(
        IReadOnlyList<FactChange> changes, IReadOnlyList<short> slots, CancellationToken cancellationToken)
    {
        await LockLedgersAsync([.. FactChange.CompaniesOf(changes)], slots, cancellationToken);
        const string OfKey = """WHERE "CompanyId" = ? AND "Grain" = ? AND "Period" = ? AND "ProductId" = ? AND "Slot" = ?""";
        var find = Prepare($"""SELECT "Counts" FROM "Facts" {OfKey}""");
        var change = Prepare($"""UPDATE "Facts" SET "Counts" = ? {OfKey}""");
        var add = Prepare("""
            INSERT INTO "Facts" ("Counts", "CompanyId", "Grain", "Period", "ProductId", "Slot") VALUES (?, ?, ?, ?, ?, ?)
            """);
        var remove = Prepare($"""DELETE FROM "Facts" {OfKey}""");
        foreach (var bag in changes)
        {
            var place = bag.Key.Place;
            var (company, grain, product, slot) = (RawId(place.CompanyId), (byte)bag.Key.Grain, RawId(place.ProductId), slots[0]);
            var stored = find.Blob(company, grain, place.Period, product, slot);
            var counts = stored is null ? bag.Onto() : bag.Onto(stored);
            if (counts.Length == 0)
            {
                remove.Run(company, grain, place.Period, product, slot);
            }
            else
            {
                (stored is null ? add : change).Run(counts, company, grain, place.Period, product, slot);
            }
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
        var index = Prepare("""INSERT INTO "SearchIndex" (rowid, "Terms") VALUES (?, ?)""");
        foreach (var entry in entries)
        {
            index.Run(entry.Number, Words(entry.Terms));
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
        builder.Entity<SearchEntry>().Property(e => e.Number).ValueGeneratedNever();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<Guid>().HaveConversion<BigEndianConverter>();
    }

    /// <summary>The terms as FTS5 reads them: each a word of eight hexadecimal digits; a match needs all of them.</summary>
    private static string Words(IEnumerable<int> terms) =>
        string.Join(' ', terms.Select(term => term.ToString("x8", CultureInfo.InvariantCulture)));

    private SqliteStatement Prepare(string text) => SqliteStatement.On((SqliteConnection)Database.GetDbConnection(), text);

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
/// what is erased is overwritten (secure_delete), a writer waits for another instead of failing, and a new file can give back the room of
/// what is deleted (auto_vacuum). Most connections come from the pool and have the settings already.
/// </summary>
public sealed class SqliteSettings : DbConnectionInterceptor
{
    private const string OfReading = "PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;";

    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; " + OfReading;

    // Of a new file alone, which it must be set for before anything is in it: setting it again would each time be a write.
    private const string IsNew = "PRAGMA page_count", OfNew = "PRAGMA auto_vacuum=INCREMENTAL; ";

    private static readonly object IsKnown = new();

    private readonly ConditionalWeakTable<sqlite3, object> _pooled = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (IsSet(connection))
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = IsNew;
        command.CommandText = OnlyReads(connection) ? OfReading : command.ExecuteScalar() is 0L ? OfNew + Pragmas : Pragmas;
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
        command.CommandText = IsNew;
        command.CommandText = OnlyReads(connection) ? OfReading
            : await command.ExecuteScalarAsync(cancellationToken) is 0L ? OfNew + Pragmas
            : Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
        Keep(connection);
    }

    // EF looks that way whether there is a store. A copy that was put in its place is no write-ahead log yet.
    private static bool OnlyReads(DbConnection connection) =>
        new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly;

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

/// <summary>How rows of one kind are inserted.</summary>
/// <param name="table">The quoted name of the table.</param>
internal sealed class SqliteRows(string table, IReadOnlyList<BulkColumn> columns)
{
    private static readonly ConcurrentDictionary<IEntityType, SqliteRows> Known = new();

    public string Insert { get; } =
        $"INSERT INTO {table} ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})";

    public int Columns => columns.Count;

    public static SqliteRows Of(IEntityType kind) =>
        Known.GetOrAdd(kind, entity => new SqliteRows($"\"{entity.GetTableName()}\"", BulkColumn.Of(entity)));

    /// <param name="values">Where they are put.</param>
    public object?[] ValuesOf(object entity, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = columns[i].ValueOf(entity);
        }

        return values;
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
        ["Moments", "MomentRevisions", "Receipts", "Contacts", "Memberships", "Erasures", "LedgerVersions", "BatchNames",
        "MergedNames", "MergedJourneys", "MergedDrafts", "MergedMembers", "CompaniesApart", "NamesApart"];

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
