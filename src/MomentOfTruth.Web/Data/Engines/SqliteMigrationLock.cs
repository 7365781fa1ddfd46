using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Sqlite.Migrations.Internal;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// Lets one process at a time migrate a store on SQLite. EF marks a store that is being migrated by a row in it: where a migration is
/// killed the row stays, and every start after it would wait for ever. The operating system gives this lock back with the process.
/// </summary>
[SuppressMessage("Usage", "EF1001", Justification = "There is no other way to make the lock that this one is.")]
internal sealed class SqliteMigrationLock(HistoryRepositoryDependencies dependencies) : SqliteHistoryRepository(dependencies)
{
    private const string Suffix = "-migrating";

    // The codes of Linux, macOS and Windows for a file that somebody else has open for itself alone.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020)];

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    public override IMigrationsDatabaseLock AcquireDatabaseLock() => AcquireDatabaseLockAsync().GetAwaiter().GetResult();

    public override async Task<IMigrationsDatabaseLock> AcquireDatabaseLockAsync(CancellationToken cancellationToken = default)
    {
        var store = new SqliteConnectionStringBuilder(Dependencies.Connection.ConnectionString);
        if (store.DataSource is "" or ":memory:" || store.Mode == SqliteOpenMode.Memory)
        {
            return new Held(this, file: null);
        }

        while (true)
        {
            try
            {
                // A file of its own: to open and close the store's would give up the locks that SQLite has on it.
                var file = store.DataSource + Suffix;
                return new Held(this, new FileStream(
                    file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose));
            }
            catch (IOException refused) when (Taken.Contains(refused.HResult))
            {
                await Task.Delay(BetweenTries, cancellationToken);
            }
        }
    }

    private sealed class Held(IHistoryRepository history, FileStream? file) : IMigrationsDatabaseLock
    {
        public IHistoryRepository HistoryRepository => history;

        public void Dispose() => file?.Dispose();

        public ValueTask DisposeAsync() => file?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
