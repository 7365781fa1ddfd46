using Microsoft.EntityFrameworkCore;

namespace MomentOfTruth.Web.Data;

/// <summary>Brings the store up to date and refuses to serve from one that does not keep its promises.</summary>
public sealed class Store(AppDbContext db, FactsLedger ledger, SearchIndex search)
{
    /// <summary>
    /// Applies all migrations and brings the ledger and the index of stories up to the code's definitions. Creates the SQLite file if it is
    /// missing. Returns the migrations that were applied.
    /// </summary>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        db.TakeTime();

        // Most starts have nothing to migrate, and finding that out is much cheaper than migrating nothing.
        string[] pending = [.. await db.Database.GetPendingMigrationsAsync(cancellationToken)];
        if (pending.Length > 0)
        {
            await db.Database.MigrateAsync(cancellationToken);
        }

        await ledger.KeepUpAsync(cancellationToken);
        await search.KeepUpAsync(cancellationToken);
        db.Database.SetCommandTimeout(null);
        return pending;
    }

    /// <summary>
    /// Makes the store ready to serve: SQLite is migrated and its durability settings asserted; PostgreSQL, which several nodes may share,
    /// is migrated only by the command, and this throws if that is still to do.
    /// </summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (db.MigratesAtStart)
        {
            await MigrateAsync(cancellationToken);
            await db.AssertDurableAsync(cancellationToken);
            return;
        }

        var pending = await db.Database.GetPendingMigrationsAsync(cancellationToken);
        if (pending.Any())
        {
            throw new InvalidOperationException("The database is not up to date. Run the command \"migrate\" first.");
        }
    }

    /// <summary>Makes the store ready and begins to serve from it. If another one was copied into it, the copy is a store of its own now.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        await db.EndCopyingAsync(cancellationToken);
    }
}
