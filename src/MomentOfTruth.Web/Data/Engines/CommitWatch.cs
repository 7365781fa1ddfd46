using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// Sees to it that PostgreSQL never acknowledges a write that its standbys do not have although they are configured to. A commit whose
/// standby is gone waits for ever; if the wait is ended, the server answers "committed" and only warns that nobody else has it. So the wait
/// is bounded, and the warning becomes an error: it is not known whether the write will last. Sending it again is safe.
/// </summary>
internal sealed class CommitWatch : DbTransactionInterceptor, IDbConnectionInterceptor, IDbCommandInterceptor
{
    /// <summary>
    /// Together with the wait for a lock less than the ten seconds in which a person gets an answer. A command, for which nobody waits, may
    /// take longer.
    /// </summary>
    public static readonly TimeSpan LongestCommit = TimeSpan.FromSeconds(4);

    // The function of the server that warns. Its words are in the server's language.
    private const string WaitForStandbys = "SyncRepWaitForLSN";

    private static readonly ConditionalWeakTable<DbConnection, Warned> Watched = [];

    public Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken)
    {
        Watch(connection);
        return Task.CompletedTask;
    }

    public void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Watch(connection);

    // Not with the caller's token: a person who leaves must not end the wait for the standbys.
    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        var connection = transaction.Connection!;

        // As a command: when its time is over the server is told so, and lets go of its locks. The driver's own way would leave it waiting.
        await using var commit = connection.CreateCommand();
        commit.CommandText = "COMMIT";
        commit.CommandTimeout = eventData.Context?.Database.GetCommandTimeout() is { } seconds and > PostgreSqlAppDbContext.AnswerSeconds
            ? seconds
            : (int)LongestCommit.TotalSeconds;
        var began = Stopwatch.GetTimestamp();
        try
        {
            await commit.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException ended) when (
            ended is not PostgresException told || told.SqlState.StartsWith("57P", StringComparison.Ordinal))
        {
            throw new UnknownCommitException("The commit was not answered.", ended);
        }

        // A server may be configured to keep its warnings to itself: a commit that took all of its time was ended.
        var isEnded = Stopwatch.GetElapsedTime(began) >= TimeSpan.FromSeconds(commit.CommandTimeout);
        ThrowIfUnconfirmed(connection, isEnded);
        return InterceptionResult.Suppress();
    }

    // A write outside of a transaction commits by itself, and waits likewise.
    public ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken)
    {
        if (command is { Transaction: null, CommandTimeout: PostgreSqlAppDbContext.AnswerSeconds })
        {
            command.CommandTimeout = (int)LongestCommit.TotalSeconds;
        }

        return new(result);
    }

    public ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken)
    {
        ThrowIfUnconfirmed(command.Connection!, isEnded: false);
        return new(result);
    }

    private static void Watch(DbConnection connection)
    {
        if (Watched.TryGetValue(connection, out _))
        {
            return;
        }

        var warned = new Warned();
        Watched.Add(connection, warned);
        ((NpgsqlConnection)connection).Notice += (_, told) => warned.IsWarned |= told.Notice.Routine == WaitForStandbys;
    }

    private static void ThrowIfUnconfirmed(DbConnection connection, bool isEnded)
    {
        if (Watched.TryGetValue(connection, out var warned) && (warned.IsWarned || isEnded))
        {
            warned.IsWarned = false;
            throw new UnknownCommitException("The write is on the primary server, and no standby has confirmed it.");
        }
    }

    private sealed class Warned
    {
        public bool IsWarned { get; set; }
    }
}
