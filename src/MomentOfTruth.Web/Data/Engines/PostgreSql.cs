using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace MomentOfTruth.Web.Data;

/// <summary>The store on PostgreSQL.</summary>
public sealed class PostgreSqlAppDbContext(DbContextOptions<PostgreSqlAppDbContext> options) : AppDbContext(options)
{
    internal override bool MigratesAtStart => false;

    // Whether a commit waits for the disk is the server's setting, which its operator makes.
    internal override Task AssertDurableAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal override async Task<IAsyncDisposable> BeginSnapshotAsync(CancellationToken cancellationToken) =>
        await Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    internal override object RawId(Guid id) => id;

    internal override async Task InsertAsync(
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

    // One round trip for all rows.
    internal override Task AddFactsAsync(IReadOnlyList<LedgerChange> changes, CancellationToken cancellationToken)
    {
        object[] columns =
        [
            changes.Select(c => c.Key.CompanyId).ToArray(), changes.Select(c => (short)c.Grain).ToArray(),
            changes.Select(c => c.Key.Day).ToArray(), changes.Select(c => (short)c.Key.Kind).ToArray(),
            changes.Select(c => c.Key.ProductId).ToArray(), changes.Select(c => c.Key.Key).ToArray(),
            changes.Select(c => c.Count.N).ToArray(), changes.Select(c => c.Count.Sum).ToArray(),
        ];
        return Database.ExecuteSqlRawAsync(
            LedgerChange.Into + "SELECT * FROM unnest({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7})" + LedgerChange.OrAdd, columns, cancellationToken);
    }

    // The index is on the column.
    internal override Task IndexTermsAsync(IReadOnlyList<SearchEntry> entries, CancellationToken cancellationToken) => Task.CompletedTask;

    // The offset, which leaves nothing out, fixes the order: the index first, never each journey's entry.
    internal override IQueryable<SearchEntry> EntriesWith(int[] terms) =>
        SearchEntries.FromSql($"""SELECT * FROM "SearchEntries" WHERE "Terms" @> {terms} OFFSET 0""");

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<SearchEntry>().HasIndex(e => e.Terms).HasMethod("gin");
    }
}

/// <inheritdoc cref="SqliteDesignTime"/>
public sealed class PostgreSqlDesignTime : IDesignTimeDbContextFactory<PostgreSqlAppDbContext>
{
    public PostgreSqlAppDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlAppDbContext>().UseNpgsql("Host=localhost").Options);
}
