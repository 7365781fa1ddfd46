using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Ledger;
using Npgsql;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// Copies a store in a file to PostgreSQL while customers go on writing into the file. Each run makes the target equal to the source as it
/// was at one moment, whatever earlier runs have left there, those that were killed included: run it while the app serves, then once
/// more when the app is stopped.
/// </summary>
public sealed class StoreCopy : IAsyncDisposable
{
    private readonly SqliteAppDbContext _source;
    private readonly PostgreSqlAppDbContext _target;
    private readonly NpgsqlConnection _reading, _writing;
    private readonly IReadOnlyList<CopiedTable> _tables;

    /// <exception cref="CopyException">They are no file of SQLite and no server of PostgreSQL.</exception>
    public StoreCopy(string from, string to)
    {
        var (file, server) = (FileOf(from), ServerOf(to));
        _source = new SqliteAppDbContext((DbContextOptions<SqliteAppDbContext>)SqliteAppDbContext.Configure(
            new DbContextOptionsBuilder<SqliteAppDbContext>(),
            new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString).Options);
        _target = new PostgreSqlAppDbContext((DbContextOptions<PostgreSqlAppDbContext>)PostgreSqlAppDbContext.Configure(
            new DbContextOptionsBuilder<PostgreSqlAppDbContext>(), server).Options);
        _target.TakeTime();
        _source.TakeTime();
        (_reading, _writing) = (ConnectionTo(server), ConnectionTo(server));
        _tables = TablesOf(_target, _source);
    }

    /// <summary>Copies, and holds the target against the source.</summary>
    /// <param name="progress">Told how far each table has come.</param>
    /// <param name="cancellationToken">Stops the work; the next run goes on.</param>
    /// <exception cref="CopyException">The stores are not such that one can be copied to the other, or the target is not right after it.</exception>
    public async Task<CopyResult> RunAsync(IProgress<CopiedCounts>? progress, CancellationToken cancellationToken)
    {
        await AssertUpToDateAsync(_source, "--from", cancellationToken);
        await AssertUpToDateAsync(_target, "--to", cancellationToken);
        await _reading.OpenAsync(cancellationToken);
        await _writing.OpenAsync(cancellationToken);
        await _source.Database.OpenConnectionAsync(cancellationToken);
        var source = (SqliteConnection)_source.Database.GetDbConnection();
        var mark = new CopyMark(_writing);
        if (!await mark.LockAsync(cancellationToken))
        {
            throw new CopyException("Another copying into this database is under way.");
        }

        List<CopiedCounts> all = [];
        long version;
        await using (await _source.BeginSnapshotAsync(cancellationToken))
        {
            var isFirst = await BeginAsync(mark, cancellationToken);

            // A connection knows the version of the file once it has read of it.
            version = await VersionAsync(source);
            var indexes = new CopyIndexes(_target, _writing);
            await indexes.DropAsync(uniqueOnly: !isFirst, cancellationToken);
            foreach (var table in _tables)
            {
                all.Add(await OfAsync(table, () => table.BringUpAsync(source, _reading, _writing, progress, cancellationToken)));
                progress?.Report(all[^1]);
            }

            // Whoever pointed at what is gone has gone before it, or points elsewhere by now.
            await indexes.MakeAsync(unique: false, cancellationToken);
            foreach (var table in _tables.Reverse())
            {
                await OfAsync(table, async () =>
                {
                    await table.DeleteGoneAsync(_writing, cancellationToken);
                    return 0;
                });
            }

            await indexes.MakeAsync(unique: true, cancellationToken);
            foreach (var table in _tables.Where(table => table.Numbered is not null))
            {
                await table.NumberOnAsync(_writing, cancellationToken);
            }

            await mark.AnalyzeAsync(cancellationToken);
            await VerifyAsync(source, cancellationToken);
        }

        await mark.VerifiedAsync(cancellationToken);
        return new CopyResult(
            all.Sum(t => t.Rows), all.Sum(t => t.Written), all.Sum(t => t.Deleted), all.Count, await VersionAsync(source) != version);
    }

    public async ValueTask DisposeAsync()
    {
        await _reading.DisposeAsync();
        await _writing.DisposeAsync();
        await _source.DisposeAsync();
        await _target.DisposeAsync();
    }

    /// <summary>The tables that are copied, those that others point at first.</summary>
    internal static IReadOnlyList<CopiedTable> TablesOf(PostgreSqlAppDbContext target, SqliteAppDbContext source)
    {
        var left = target.Model.GetEntityTypes().Where(entity => !entity.IsOwned())
            .Select(entity => (Entity: entity, How: CopiedTables.All[entity.ClrType]))
            .Where(table => table.How != CopiedRows.Left)
            .Select(table => new CopiedTable(table.Entity, source.Model.FindEntityType(table.Entity.ClrType)!, table.How))
            .OrderBy(table => table.Name, StringComparer.Ordinal)
            .ToList();
        var ordered = new List<CopiedTable>();
        while (left.Count > 0)
        {
            var next = left.First(table => !left.Exists(other => table.PointsAt.Contains(other.Name)));
            left.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    // Returns whether nothing was copied before.
    private async Task<bool> BeginAsync(CopyMark mark, CancellationToken cancellationToken)
    {
        var keys = await _source.DataProtectionKeys.OrderBy(key => key.Id).Select(key => key.FriendlyName ?? "").ToListAsync(cancellationToken);
        if (await mark.SourceAsync(cancellationToken) is { } copied)
        {
            if (copied.Length > 0 && !keys.Contains(copied))
            {
                throw new CopyException("--to holds a copy of another store; nothing was changed.");
            }

            await mark.BeginAsync(keys.FirstOrDefault() ?? "", cancellationToken);
            return false;
        }

        foreach (var table in _tables.Where(table => table.Name != "Ledger"))
        {
            if (await table.AnyAsync(_writing, cancellationToken))
            {
                throw new CopyException("--to holds a store of its own, which has been served from; nothing was changed.");
            }
        }

        await mark.BeginAsync(keys.FirstOrDefault() ?? "", cancellationToken);
        return true;
    }

    private async Task VerifyAsync(SqliteConnection source, CancellationToken cancellationToken)
    {
        foreach (var table in _tables)
        {
            var (there, here) = await table.CountAsync(source, _writing, cancellationToken);
            if (there != here)
            {
                throw new CopyException(string.Create(
                    CultureInfo.InvariantCulture, $"{table.Name} has {there} rows in the source and {here} in the copy."));
            }
        }

        var ledger = new FactsLedger(_target);
        foreach (var company in await _target.Companies.Select(c => new { c.Id, c.Slug }).ToListAsync(cancellationToken))
        {
            if ((await ledger.VerifyAsync(company.Id, null, cancellationToken)).Count > 0)
            {
                throw new CopyException(
                    $"The ledger of {company.Slug} does not agree with its journeys: run \"facts rebuild\" on the source, and copy again.");
            }
        }

        // A chain that is broken in the source is just as broken in its copy, and no reason to stay.
        var chains = new AuditVerifier(_source).VerifyAsync(cancellationToken);
        var copied = new AuditVerifier(_target).VerifyAsync(cancellationToken);
        if (!await chains.Select(BrokenAt).SequenceEqualAsync(copied.Select(BrokenAt), cancellationToken: cancellationToken))
        {
            throw new CopyException("The chains of the audit log are others in the copy: see \"audit verify\".");
        }

        static (Guid, long, long?, string) BrokenAt(VerifiedChain chain) =>
            (chain.CompanyId, chain.Records, chain.BrokenAt, Convert.ToHexString(chain.LastHash));
    }

    private static async Task AssertUpToDateAsync(AppDbContext db, string option, CancellationToken cancellationToken)
    {
        var (applied, known) = (await AppliedAsync(), db.Database.GetMigrations().ToList());
        if (applied.Except(known).Any())
        {
            throw new CopyException($"{option} is of a newer version of the product.");
        }

        if (known.Except(applied).Any()
            || !await db.Ledger.AnyAsync(
                l => l.Definition == Tally.Definition && l.SearchDefinition == SearchIndex.Definition, cancellationToken))
        {
            throw new CopyException($"{option} is not up to date: run the command \"migrate\" on it first.");
        }

        async Task<List<string>> AppliedAsync()
        {
            try
            {
                return [.. await db.Database.GetAppliedMigrationsAsync(cancellationToken)];
            }
            catch (SqliteException unreadable)
            {
                throw new CopyException($"{option} is no store: {unreadable.Message}", unreadable);
            }
            catch (NpgsqlException unreachable)
            {
                throw new CopyException($"{option}: {unreachable.Message.Split('\n')[0].TrimEnd()}", unreachable);
            }
        }
    }

    private static async Task<T> OfAsync<T>(CopiedTable table, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception refused) when (refused is NpgsqlException or SqliteException)
        {
            throw new CopyException(
                $"{table.Name}: {refused.Message.Split('\n')[0].TrimEnd()} The same command goes on when it is run again.", refused);
        }
    }

    // Another number after another connection has written.
    private static async Task<long> VersionAsync(SqliteConnection source)
    {
        await using var command = source.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static NpgsqlConnection ConnectionTo(string server) =>
        new(new NpgsqlConnectionStringBuilder(server) { CommandTimeout = 0, Pooling = false }.ConnectionString);

    private static string FileOf(string from)
    {
        try
        {
            var file = new SqliteConnectionStringBuilder(from).DataSource;
            return file.Length == 0 ? throw new ArgumentException("no file")
                : File.Exists(file) ? file
                : throw new CopyException($"--from: there is no file {file}.");
        }
        catch (ArgumentException unreadable)
        {
            throw new CopyException("--from must be a store in a file, such as \"Data Source=momentoftruth.db\".", unreadable);
        }
    }

    private static string ServerOf(string to)
    {
        try
        {
            var server = new NpgsqlConnectionStringBuilder(to);
            return server.Host is { Length: > 0 } ? to : throw new ArgumentException("no host");
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new CopyException("--to must be a database of PostgreSQL, such as \"Host=127.0.0.1;Database=momentoftruth;…\".", unreadable);
        }
    }
}

/// <summary>What a run has done.</summary>
/// <param name="Rows">The rows that source and target have.</param>
/// <param name="Copied">Those of them that were new or had changed.</param>
/// <param name="Deleted">Rows that were in the target and no longer in the source.</param>
/// <param name="Tables">How many tables are the same.</param>
/// <param name="HasMovedOn">Whether the source was written to after the moment as of which it was copied.</param>
public sealed record CopyResult(long Rows, long Copied, long Deleted, int Tables, bool HasMovedOn);

/// <summary>Why a store was not copied, for the operator.</summary>
public sealed class CopyException(string message, Exception? inner = null) : Exception(message, inner);
