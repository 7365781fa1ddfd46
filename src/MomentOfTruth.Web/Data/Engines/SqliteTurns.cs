using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// The turns of those who write to one file in this process: first come, first served. SQLite itself has no line: whoever finds the file
/// locked asks again after a while, and may be passed by others until it gives up.
/// </summary>
internal static class SqliteTurns
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Files = new();

    /// <param name="file">The full path of the store.</param>
    public static SemaphoreSlim Of(string file) => Files.GetOrAdd(file, _ => new SemaphoreSlim(1));

    /// <summary>Waits for the turn, which ends when it is disposed.</summary>
    /// <param name="turn">The file's.</param>
    /// <param name="longest">So long it waits.</param>
    /// <param name="cancellationToken">Leaves the line.</param>
    /// <exception cref="StoreBusyException">Another writer takes too long.</exception>
    public static async Task<IDisposable> TakeAsync(this SemaphoreSlim turn, TimeSpan longest, CancellationToken cancellationToken) =>
        await turn.WaitAsync(longest, cancellationToken) ? new Turn(turn) : throw new StoreBusyException();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private SemaphoreSlim? _turn = turn;

        public void Dispose() => Interlocked.Exchange(ref _turn, null)?.Release();
    }
}

/// <summary>A statement that writes by itself, without a transaction around it, waits for its turn too.</summary>
internal sealed class SqliteStatementTurns : DbCommandInterceptor
{
    private readonly ConditionalWeakTable<DbCommand, IDisposable> _taken = [];

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is SqliteAppDbContext { Database.CurrentTransaction: null } db && command.Transaction is null)
        {
            _taken.Add(command, (await db.TakeTurnAsync(cancellationToken))!);
        }

        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        End(command);
        return ValueTask.FromResult(result);
    }

    public override Task CommandFailedAsync(
        DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        End(command);
        return Task.CompletedTask;
    }

    public override Task CommandCanceledAsync(
        DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        End(command);
        return Task.CompletedTask;
    }

    private void End(DbCommand command)
    {
        if (_taken.TryGetValue(command, out var turn))
        {
            _taken.Remove(command);
            turn.Dispose();
        }
    }
}
