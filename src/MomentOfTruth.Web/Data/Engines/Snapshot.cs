using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MomentOfTruth.Web.Data;

/// <summary>Reading several things as they were at one moment, while others write.</summary>
public static class Snapshot
{
    /// <summary>A transaction for reading only, until it is disposed. On SQLite an ordinary one would take the only writer's place.</summary>
    public static async Task<IAsyncDisposable> BeginSnapshotAsync(this AppDbContext db, CancellationToken cancellationToken)
    {
        if (db is not SqliteAppDbContext)
        {
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        }

        await db.Database.OpenConnectionAsync(cancellationToken);
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(transaction, cancellationToken);
        return new SqliteSnapshot(db, transaction);
    }

    private sealed class SqliteSnapshot(AppDbContext db, SqliteTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await db.Database.UseTransactionAsync(null);
            await transaction.DisposeAsync();
            await db.Database.CloseConnectionAsync();
        }
    }
}
