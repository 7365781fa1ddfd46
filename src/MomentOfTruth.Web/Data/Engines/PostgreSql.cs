using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using MomentOfTruth.Domain.Ledger;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;

namespace MomentOfTruth.Web.Data;

/// <summary>The store on PostgreSQL.</summary>
public sealed class PostgreSqlAppDbContext : AppDbContext
{
    // Every write is in a transaction, so that its commit is watched.
    public PostgreSqlAppDbContext(DbContextOptions<PostgreSqlAppDbContext> options)
        : base(options) => Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;

    // A person gets an answer within ten seconds: each wait is bounded, for a connection, for the lock of another writer, for an answer.
    private const int ConnectSeconds = 4, LockSeconds = 4;

    private const string Primary = "primary";

    internal const int AnswerSeconds = 8;

    private const int FewEntries = 16;

    private static readonly CommitWatch Watch = new();

    /// <summary>Makes the options of a store on a server.</summary>
    public static DbContextOptionsBuilder Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseNpgsql(Bounded(connectionString), npgsql => npgsql.CommandTimeout(AnswerSeconds))
        .AddInterceptors(Watch)
        .ReplaceService<IMigrationsSqlGenerator, PostgreSqlTables>();

    /// <summary>
    /// The connection string with what the product adds to it; what the operator's own settings say holds. Of several servers the one that
    /// takes writes is meant, whichever it is by now.
    /// </summary>
    internal static string Bounded(string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        if (!new DbConnectionStringBuilder { ConnectionString = connectionString }.ContainsKey(nameof(given.Timeout)))
        {
            given.Timeout = ConnectSeconds;
        }

        if (IsOfSeveral(given))
        {
            given.TargetSessionAttributes ??= Primary;
        }

        given.Options ??= FormattableString.Invariant($"-c lock_timeout={LockSeconds}s");
        return given.ConnectionString;
    }

    private static bool IsOfSeveral(NpgsqlConnectionStringBuilder servers) => servers.Host?.Contains(',', StringComparison.Ordinal) == true;

    internal override bool MigratesAtStart => false;

    internal override bool HasOneWriter => false;

    // Whether a commit waits for the disk is the server's setting, which its operator makes.
    internal override Task AssertDurableAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal override async Task<IAsyncDisposable> BeginSnapshotAsync(CancellationToken cancellationToken) =>
        await Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    internal override async Task EndCopyingAsync(CancellationToken cancellationToken)
    {
        if (!await Database.SqlQueryRaw<bool>(CopyMark.IsThere).SingleAsync(cancellationToken))
        {
            return;
        }

        if (!await Database.SqlQueryRaw<bool>(CopyMark.IsVerified).SingleAsync(cancellationToken))
        {
            throw new InvalidOperationException(
                "The copying into this database is not finished. Run the same \"migrate --from … --to …\" again first.");
        }

        await Database.ExecuteSqlRawAsync(CopyMark.Drop, cancellationToken);
    }

    // The disk is the server's.
    internal override bool HasRoom => true;

    internal override StorePlace Place
    {
        get
        {
            var server = new NpgsqlConnectionStringBuilder(Database.GetConnectionString());
            return new StorePlace(
                "PostgreSQL", $"{server.Host}{(IsOfSeveral(server) ? "" : $":{server.Port}")}, {server.Database ?? server.Username}",
                server.Password is { Length: > 0 } || Environment.GetEnvironmentVariable("PGPASSWORD") is { Length: > 0 },
                FreeBytes: null, IsOnNetwork: false);
        }
    }

    internal override async Task<(string Version, long Bytes)> MeasureAsync(CancellationToken cancellationToken) =>
        (await Database.SqlQuery<string>($"SELECT current_setting('server_version') AS \"Value\"").SingleAsync(cancellationToken),
            await Database.SqlQuery<long>($"SELECT pg_database_size(current_database()) AS \"Value\"").SingleAsync(cancellationToken));

    // Autovacuum does it.
    internal override Task GiveRoomBackAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal override bool IsTaken(DbUpdateException refused) =>
        refused.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    internal override bool HasGone(Exception refused) =>
        refused is DbUpdateException { InnerException: PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } };

    internal override object RawId(Guid id) => id;

    private protected override async Task InsertAsync(
        string table, IReadOnlyList<BulkColumn> columns, IEnumerable<object> entities, CancellationToken cancellationToken)
    {
        var copy = $"COPY {table} ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) FROM STDIN (FORMAT BINARY)";
        await using var rows = await ((NpgsqlConnection)Database.GetDbConnection()).BeginBinaryImportAsync(copy, cancellationToken);
        foreach (var entity in entities)
        {
            await rows.StartRowAsync(cancellationToken);
            foreach (var column in columns)
            {
                await (column.ValueOf(entity) is { } value
                    ? rows.WriteAsync(value, column.Type, cancellationToken)
                    : rows.WriteNullAsync(cancellationToken));
            }
        }

        await rows.CompleteAsync(cancellationToken);
    }

    internal override async Task LockJourneysAsync(Guid companyId, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        await Database.SqlQuery<Guid>($"""
            SELECT "Id" FROM "Journeys" WHERE "CompanyId" = {companyId} AND "Id" = ANY ({ids.ToArray()}) ORDER BY "Id" FOR NO KEY UPDATE
            """).ToListAsync(cancellationToken);

    // Drafts before the companies, as who sends one does; a draft that came in between is locked after them.
    internal override async Task LockCompaniesAsync(Guid fromId, Guid intoId, Guid? mergeId, CancellationToken cancellationToken)
    {
        FormattableString drafts = $"""
            SELECT count(*)::int AS "Value" FROM (SELECT 1 FROM "Drafts" AS d WHERE d."CompanyId" = {fromId} AND ({mergeId}::uuid IS NULL
                OR EXISTS (SELECT 1 FROM "MergedDrafts" AS m WHERE m."CompanyId" = {fromId} AND m."KeyHash" = d."KeyHash"
                    AND m."MergeId" = {mergeId})) ORDER BY d."KeyHash" FOR UPDATE OF d) AS locked
            """;
        await CountAsync(drafts);
        await CountAsync($"""
            SELECT count(*)::int AS "Value" FROM (
                SELECT 1 FROM "Companies" WHERE "Id" IN ({fromId}, {intoId}) ORDER BY "Id" FOR UPDATE) AS locked
            """);
        await CountAsync(drafts);
        await CountAsync($"""
            SELECT count(*)::int AS "Value" FROM (SELECT 1 FROM "Journeys" AS j WHERE j."CompanyId" = {fromId} AND ({mergeId}::uuid IS NULL
                OR EXISTS (SELECT 1 FROM "MergedJourneys" AS m WHERE m."CompanyId" = {fromId} AND m."JourneyId" = j."Id"
                    AND m."MergeId" = {mergeId})) ORDER BY j."Id" FOR UPDATE OF j) AS locked
            """);
        await CountAsync($"""
            SELECT count(*)::int AS "Value" FROM (
                SELECT 1 FROM "Touchpoints" WHERE "CompanyId" IN ({fromId}, {intoId}) ORDER BY "CompanyId", "Id" FOR UPDATE) AS locked
            """);
        await CountAsync($"""
            SELECT count(*)::int AS "Value" FROM (
                SELECT 1 FROM "Products" WHERE "CompanyId" IN ({fromId}, {intoId}) ORDER BY "CompanyId", "Id" FOR UPDATE) AS locked
            """);

        Task<int> CountAsync(FormattableString locking) => Database.SqlQuery<int>(locking).SingleAsync(cancellationToken);
    }

    internal override async Task<IReadOnlyList<Guid>> LockUnusedAsync<T>(
        Guid companyId, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        // Only the table's name is put into the text, and it comes from the model.
        var statement = $"""
            SELECT "Id" FROM "{Model.FindEntityType(typeof(T))!.GetTableName()}"
            WHERE "CompanyId" = @company AND "Id" = ANY (@ids) FOR UPDATE SKIP LOCKED
            """;
        return await Database
            .SqlQueryRaw<Guid>(statement, new NpgsqlParameter("company", companyId), new NpgsqlParameter("ids", ids.ToArray()))
            .ToListAsync(cancellationToken);
    }

    internal override int LedgerSlots => 4;

    internal override async Task LockLedgersAsync(
        IReadOnlyList<Guid> companyIds, IReadOnlyList<short> slots, CancellationToken cancellationToken)
    {
        await using var batch = Batch(LockLedgers(companyIds, slots));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    // Two round trips, however many bags.
    internal override async Task AddFactsAsync(
        IReadOnlyList<FactChange> changes, IReadOnlyList<short> slots, CancellationToken cancellationToken)
    {
        var stored = await LockedAsync(changes, slots, cancellationToken);
        var sums = changes.Select(change => (change.Key, Counts: change.Onto([.. stored[change.Key].Select(part => part.Counts)])))
            .ToLookup(sum => sum.Counts.Length > 0);

        // Parts that are in no sum's slot are in the sum.
        var left = stored.SelectMany(parts => parts.Where(part => part.Slot != slots[0]).Select(part => (parts.Key, part.Slot)))
            .Concat(sums[false].Select(sum => (sum.Key, Slot: slots[0])))
            .ToList();
        await using var batch = Batch();
        if (left.Count > 0)
        {
            batch.BatchCommands.Add(Delete(left));
        }

        if (sums[true].Any())
        {
            batch.BatchCommands.Add(Put([.. sums[true]], slots[0]));
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    // A failure ends the transaction of the new rows: nothing in it is gone back to, and two round trips are saved.
    internal override async Task SaveNewAsync(IEnumerable<object> rows, CancellationToken cancellationToken)
    {
        Database.AutoSavepointsEnabled = false;
        try
        {
            await base.SaveNewAsync(rows, cancellationToken);
        }
        finally
        {
            Database.AutoSavepointsEnabled = true;
        }
    }

    // The index is on the column. A few are sooner inserted than copied in, which takes several round trips.
    internal override async Task AddEntriesAsync(IReadOnlyList<SearchEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count is > 0 and <= FewEntries)
        {
            await using var batch = Batch([.. entries.Select(entry => Command(
                """INSERT INTO "SearchEntries" ("CompanyId", "JourneyId", "Text", "Terms") VALUES ($1, $2, $3, $4)""",
                entry.CompanyId, entry.JourneyId, entry.Text, entry.Terms))]);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        else if (entries.Count > 0)
        {
            await InsertAsync(entries, cancellationToken);
        }
    }

    // The offset, which leaves nothing out, fixes the order: the index first, never each journey's entry.
    internal override IQueryable<SearchEntry> EntriesWith(int[] terms) =>
        SearchEntries.FromSql($"""SELECT * FROM "SearchEntries" WHERE "Terms" @> {terms} OFFSET 0""");

    // The second statement sees what the others have committed for which the first one waited.
    private async Task<ILookup<FactKey, (short Slot, byte[] Counts)>> LockedAsync(
        IReadOnlyList<FactChange> changes, IReadOnlyList<short> slots, CancellationToken cancellationToken)
    {
        var keys = new FactColumns([.. changes.Select(change => change.Key)]);
        await using var batch = Batch(
            LockLedgers([.. FactChange.CompaniesOf(changes)], slots),
            Command(
                """
                SELECT f."CompanyId", f."Grain", f."Period", f."ProductId", f."Slot", f."Counts"
                FROM unnest($1, $2, $3, $4) AS k (company, grain, period, product)
                JOIN "Facts" AS f ON f."CompanyId" = k.company AND f."Grain" = k.grain AND f."Period" = k.period AND f."ProductId" = k.product
                WHERE f."Slot" = ANY ($5)
                """,
                keys.Companies, keys.Grains, keys.Periods, keys.Products, slots.ToArray()));
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        var stored = new List<(FactKey Key, short Slot, byte[] Counts)>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var place = new LedgerPlace(rows.GetGuid(0), rows.GetFieldValue<DateOnly>(2), rows.GetGuid(3));
            stored.Add((new FactKey((FactGrain)rows.GetInt16(1), place), rows.GetInt16(4), rows.GetFieldValue<byte[]>(5)));
        }

        return stored.ToLookup(part => part.Key, part => (part.Slot, part.Counts));
    }

    // In order, so that two writers never wait for each other.
    private static NpgsqlBatchCommand LockLedgers(IReadOnlyList<Guid> companyIds, IReadOnlyList<short> slots) => Command(
        """
        INSERT INTO "LedgerVersions" ("CompanyId", "Slot", "N")
        SELECT company, slot, 1 FROM unnest($1) AS company, unnest($2) AS slot ORDER BY company, slot
        ON CONFLICT ("CompanyId", "Slot") DO UPDATE SET "N" = "LedgerVersions"."N" + 1
        """,
        companyIds.ToArray(), slots.ToArray());

    private static NpgsqlBatchCommand Put(IReadOnlyList<(FactKey Key, byte[] Counts)> sums, short slot)
    {
        var keys = new FactColumns([.. sums.Select(sum => sum.Key)]);
        return Command(
            """
            INSERT INTO "Facts" ("CompanyId", "Grain", "Period", "ProductId", "Slot", "Counts")
            SELECT company, grain, period, product, $6, counts
            FROM unnest($1, $2, $3, $4, $5) AS k (company, grain, period, product, counts)
            ON CONFLICT ("CompanyId", "Grain", "Period", "ProductId", "Slot") DO UPDATE SET "Counts" = excluded."Counts"
            """,
            keys.Companies, keys.Grains, keys.Periods, keys.Products, sums.Select(sum => sum.Counts).ToArray(), slot);
    }

    private static NpgsqlBatchCommand Delete(IReadOnlyList<(FactKey Key, short Slot)> parts)
    {
        var keys = new FactColumns([.. parts.Select(part => part.Key)]);
        return Command(
            """
            DELETE FROM "Facts" AS f
            USING unnest($1, $2, $3, $4, $5) AS k (company, grain, period, product, slot)
            WHERE f."CompanyId" = k.company AND f."Grain" = k.grain AND f."Period" = k.period AND f."ProductId" = k.product
                AND f."Slot" = k.slot
            """,
            keys.Companies, keys.Grains, keys.Periods, keys.Products, parts.Select(part => part.Slot).ToArray());
    }

    // Statements that go to the server together, in the current transaction.
    private NpgsqlBatch Batch(params ReadOnlySpan<NpgsqlBatchCommand> commands)
    {
        var batch = ((NpgsqlConnection)Database.GetDbConnection()).CreateBatch();
        batch.Timeout = Database.GetCommandTimeout() ?? AnswerSeconds;
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    private static NpgsqlBatchCommand Command(string statement, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(statement);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<SearchEntry>().Ignore(e => e.Number).HasIndex(e => e.Terms).HasMethod("gin");
    }
}

/// <summary>The keys of bags of the ledger, a column a part, as one statement takes them.</summary>
internal sealed class FactColumns(IReadOnlyList<FactKey> keys)
{
    public Guid[] Companies { get; } = [.. keys.Select(key => key.Place.CompanyId)];

    public short[] Grains { get; } = [.. keys.Select(key => (short)key.Grain)];

    public DateOnly[] Periods { get; } = [.. keys.Select(key => key.Place.Period)];

    public Guid[] Products { get; } = [.. keys.Select(key => key.Place.ProductId)];
}

/// <summary>
/// Creates the tables that grow with the journeys as partitions by company, so that a company's page reads one of them and a store can be
/// spread over several disks or servers.
/// </summary>
[SuppressMessage("Usage", "EF1001", Justification = "There is no other way to make the generator that this one is.")]
public sealed class PostgreSqlTables(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions options)
    : NpgsqlMigrationsSqlGenerator(dependencies, options)
{
    private const int Partitions = 8;

    private static readonly string[] Partitioned = ["Journeys", "Moments", "Facts"];

    protected override void Generate(
        CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate: false);
        var isPartitioned = Partitioned.Contains(operation.Name);
        builder.Append(isPartitioned ? " PARTITION BY HASH (\"CompanyId\")" : "");
        if (terminate)
        {
            builder.AppendLine(";");
            EndStatement(builder);
        }

        for (var i = 0; isPartitioned && i < Partitions; i++)
        {
            builder.AppendLine(FormattableString.Invariant($"""
                CREATE TABLE "{operation.Name}_{i}" PARTITION OF "{operation.Name}" FOR VALUES WITH (MODULUS {Partitions}, REMAINDER {i});
                """));
            EndStatement(builder);
        }
    }
}

/// <inheritdoc cref="SqliteDesignTime"/>
public sealed class PostgreSqlDesignTime : IDesignTimeDbContextFactory<PostgreSqlAppDbContext>
{
    public PostgreSqlAppDbContext CreateDbContext(string[] args) =>
        new((DbContextOptions<PostgreSqlAppDbContext>)PostgreSqlAppDbContext.Configure(
            new DbContextOptionsBuilder<PostgreSqlAppDbContext>(), "Host=localhost").Options);
}
