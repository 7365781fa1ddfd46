using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace MomentOfTruth.Web.Data;

/// <summary>Why the store cannot do now what it usually can. None of it is anybody's mistake, and all of it may heal by itself.</summary>
public enum StoreFailure
{
    /// <summary>The database is down, cannot be reached, or is too busy to answer in time.</summary>
    Unavailable,

    /// <summary>
    /// Others were writing the same, and the engine ended this writer for their sake, again and again. Nothing was stored.
    /// </summary>
    Contended,

    /// <summary>There is no room left on its disk.</summary>
    Full,

    /// <summary>It can be read and not written.</summary>
    ReadOnly,

    /// <summary>It is not known whether a write was stored as it is configured to be: it may be on one server only.</summary>
    Unknown,

    /// <summary>Its files are damaged. This alone does not heal by itself.</summary>
    Damaged,
}

/// <summary>A commit took place, or was asked for, and it is not known whether a crash would undo it.</summary>
public sealed class UnknownCommitException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Tells failures of the store from mistakes of the code.</summary>
public static class StoreFailures
{
    /// <summary>Returns null if the error is none of the store.</summary>
    public static StoreFailure? Of(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            var failure = error switch
            {
                UnknownCommitException => StoreFailure.Unknown,
                StoreBusyException => StoreFailure.Unavailable,
                SqliteException sqlite => Of(sqlite.SqliteErrorCode),
                PostgresException answer => Of(answer.SqlState),
                NpgsqlException { IsTransient: true }
                    or NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => StoreFailure.Unavailable,

                // None of the servers takes writes, as while another one takes the place of the primary.
                NpgsqlException { InnerException: null or AggregateException } => StoreFailure.Unavailable,

                // The connection broke between two commands, and its transaction ended with it.
                InvalidOperationException { Source: nameof(Npgsql), TargetSite.Name: "set_DbTransaction" } => StoreFailure.Unavailable,
                _ => (StoreFailure?)null,
            };
            if (failure is not null)
            {
                return failure;
            }
        }

        return null;
    }

    private static StoreFailure? Of(int sqlite) => sqlite switch
    {
        raw.SQLITE_FULL => StoreFailure.Full,
        raw.SQLITE_READONLY => StoreFailure.ReadOnly,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN => StoreFailure.Unavailable,
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => StoreFailure.Damaged,
        _ => null,
    };

    // By the classes of PostgreSQL's error codes: connections (08), transactions that may be tried again (40), resources (53), a server
    // that is going down or coming up (57P), and the system around it (58).
    private static StoreFailure? Of(string state) => state switch
    {
        PostgresErrorCodes.DiskFull => StoreFailure.Full,
        PostgresErrorCodes.ReadOnlySqlTransaction => StoreFailure.ReadOnly,
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => StoreFailure.Damaged,
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => StoreFailure.Contended,
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => StoreFailure.Unavailable,
        _ when state[..2] is "08" or "40" or "53" or "58" || state.StartsWith("57P", StringComparison.Ordinal) => StoreFailure.Unavailable,
        _ => null,
    };
}
