using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace MomentOfTruth.Web.Data;

/// <summary>Brings the store up to date and refuses to serve from one that does not keep its promises.</summary>
public sealed class Store(AppDbContext db, FactsLedger ledger, SearchIndex search)
{
    private const string Wal = "wal";
    private const long SynchronousFull = 2;

    /// <summary>Applies all migrations and brings the ledger and the index of stories up to the code's definitions; creates a SQLite file that is not there.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await db.Database.MigrateAsync(cancellationToken);
        await ledger.KeepUpAsync(cancellationToken);
        await search.KeepUpAsync(cancellationToken);
    }

    /// <summary>
    /// Makes the store ready to serve: SQLite is migrated and its durability settings asserted; PostgreSQL, which several nodes may share,
    /// is migrated only by the command, and this throws if that is still to do.
    /// </summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (db is SqliteAppDbContext)
        {
            await MigrateAsync(cancellationToken);
            await AssertDurableAsync(cancellationToken);
            return;
        }

        var pending = await db.Database.GetPendingMigrationsAsync(cancellationToken);
        if (pending.Any())
        {
            throw new InvalidOperationException("The database is not up to date. Run the command \"migrate\" first.");
        }
    }

    private async Task AssertDurableAsync(CancellationToken cancellationToken)
    {
        var journal = await PragmaAsync("journal_mode", cancellationToken);
        var synchronous = await PragmaAsync("synchronous", cancellationToken);
        if (journal as string != Wal || Convert.ToInt64(synchronous, CultureInfo.InvariantCulture) != SynchronousFull)
        {
            throw new InvalidOperationException($"SQLite must run with journal_mode=wal and synchronous=FULL, not {journal} and {synchronous}.");
        }
    }

    private async Task<object?> PragmaAsync(string name, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"PRAGMA {name}";
            return await command.ExecuteScalarAsync(cancellationToken);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
