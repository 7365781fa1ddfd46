using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore.Storage;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// The way in for writes that many people make at once. Where the store has one writer at a time, whoever comes while another commits stands
/// in line, and the next to write takes the whole line into one transaction: one wait for the disk serves them all, and what they count for
/// is added to the ledger once. A write that fails is taken back alone. Nobody is answered before the commit. Where writers need not wait
/// for each other, each has a transaction of its own.
/// </summary>
public sealed class GroupCommit(AppDbContext db, CommitLine line, IServiceProvider services)
{
    /// <summary>Does the work in a transaction that others may share, and returns its result once it is on disk.</summary>
    /// <param name="work">
    /// Uses nothing but the services of the write that it is given, reads all that it needs by itself, and may be done more than once.
    /// </param>
    /// <param name="cancellationToken">Takes the work out of the line before its turn.</param>
    /// <exception cref="StoreBusyException">The line is too long; nothing is stored.</exception>
    /// <exception cref="Exception">Whatever the work throws; nothing of it is stored then.</exception>
    public Task<T> RunAsync<T>(Func<GroupWrite, Task<T>> work, CancellationToken cancellationToken) => db.HasOneWriter
        ? line.RunAsync(work, cancellationToken)
        : db.WriteAsync(
            async transaction =>
            {
                var write = new GroupWrite(services, db);
                var result = await work(write);
                await write.CommitAsync(transaction, writes: 1, cancellationToken);
                return result;
            },
            cancellationToken);
}

/// <summary>What one or several writes of a transaction work with.</summary>
public sealed class GroupWrite(IServiceProvider services, AppDbContext db)
{
    private readonly List<Journey> _journeys = [];

    public AppDbContext Db => db;

    /// <summary>The services that write to <see cref="Db"/>.</summary>
    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>A new journey of this transaction: the ledger and the index of stories get it with all others, right before the commit.</summary>
    public void Add(Journey journey) => _journeys.Add(journey);

    /// <summary>How many journeys there are, to go back to.</summary>
    internal int Mark => _journeys.Count;

    /// <summary>Forgets the journeys of a write that was taken back.</summary>
    internal void BackTo(int mark) => _journeys.RemoveRange(mark, _journeys.Count - mark);

    /// <summary>Commits so many writes, and what their journeys count for.</summary>
    internal async Task CommitAsync(IDbContextTransaction transaction, int writes, CancellationToken cancellationToken)
    {
        await CountAsync(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        await transaction.CommitAsync(cancellationToken);
        Instruments.Committed(writes, _journeys.Count, Stopwatch.GetElapsedTime(began));
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        if (_journeys.Count == 0)
        {
            return;
        }

        await Get<FactsLedger>().AddAsync(Tally.Of(_journeys), cancellationToken);
        await Get<SearchIndex>().AddAsync(_journeys, cancellationToken);
    }
}

/// <summary>The line of a store with one writer at a time. Without others before it, a write begins at once.</summary>
public sealed class CommitLine(IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    /// <summary>So many may wait, about as many as are written in a second: who comes after them is asked to come again.</summary>
    public const int MostWaiting = 2_000;

    /// <summary>So many share a transaction at most, so that nobody before them waits for long.</summary>
    public const int MostTogether = 256;

    /// <summary>A transaction that lasts longer does not move, and nobody behind it does.</summary>
    public static readonly TimeSpan LongestTransaction = TimeSpan.FromSeconds(10);

    private const string Savepoint = "one";

    private readonly ConcurrentQueue<Entry> _waiting = new();
    private readonly SemaphoreSlim _writer = new(1);

    // The timestamp of the transaction that is being written; 0 while there is none.
    private long _began;

    /// <summary>Whether the writer is stuck in a transaction. False again as soon as that has ended, in whichever way.</summary>
    public bool StandsStill => Volatile.Read(ref _began) is not 0 and var began && clock.GetElapsedTime(began) > LongestTransaction;

    public void Dispose() => _writer.Dispose();

    internal async Task<T> RunAsync<T>(Func<GroupWrite, Task<T>> work, CancellationToken cancellationToken)
    {
        if (_waiting.Count >= MostWaiting)
        {
            Instruments.Refused();
            throw new StoreBusyException();
        }

        var entry = new Entry<T>(work, cancellationToken);
        _waiting.Enqueue(entry);
        Instruments.Queued(1);

        // Whoever gets here writes for all who stand in line by then, mostly for itself as well; the others find their work done. It waits
        // also for a person who has left: the entry is in the line.
        await _writer.WaitAsync(CancellationToken.None);
        try
        {
            // Not always by the first transaction: who got the lock first need not be first in line.
            while (!entry.IsDone)
            {
                await WriteAsync();
            }
        }
        finally
        {
            _writer.Release();
        }

        return entry.Result;
    }

    private async Task WriteAsync()
    {
        var together = new List<Entry>();
        while (together.Count < MostTogether && _waiting.TryDequeue(out var next))
        {
            together.Add(next);
        }

        Instruments.Queued(-together.Count);
        Volatile.Write(ref _began, clock.GetTimestamp());
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            await db.WriteAsync(
                async transaction =>
                {
                    var write = new GroupWrite(scope.ServiceProvider, db);
                    foreach (var entry in together)
                    {
                        await DoAsync(entry, write, transaction);
                    }

                    await write.CommitAsync(transaction, together.Count, CancellationToken.None);
                    return together.Count;
                },
                CancellationToken.None);
        }
        catch (Exception failure)
        {
            together.ForEach(entry => entry.Fail(failure));
        }

        Volatile.Write(ref _began, 0);
        together.ForEach(entry => entry.IsDone = true);
    }

    private static async Task DoAsync(Entry entry, GroupWrite write, IDbContextTransaction transaction)
    {
        if (entry.FailIfLeft())
        {
            return;
        }

        var mark = write.Mark;
        await transaction.CreateSavepointAsync(Savepoint);
        try
        {
            await entry.DoAsync(write);
            await transaction.ReleaseSavepointAsync(Savepoint);
        }
        catch (Exception refused) when (StoreFailures.Of(refused) is null)
        {
            await transaction.RollbackToSavepointAsync(Savepoint);
            write.BackTo(mark);
            entry.Fail(refused);
        }

        // What it has read is not what the next one would read.
        write.Db.ChangeTracker.Clear();
    }

    private abstract class Entry(CancellationToken left)
    {
        private ExceptionDispatchInfo? _failure;

        /// <summary>Whether it is committed, or has failed. Written and read under the writer's lock.</summary>
        public bool IsDone { get; set; }

        /// <summary>Returns whether whoever asked for it is gone.</summary>
        public bool FailIfLeft()
        {
            if (left.IsCancellationRequested)
            {
                Fail(new OperationCanceledException(left));
                return true;
            }

            return false;
        }

        public void Fail(Exception failure) => _failure = ExceptionDispatchInfo.Capture(failure);

        public Task DoAsync(GroupWrite write)
        {
            _failure = null;
            return StartAsync(write);
        }

        protected abstract Task StartAsync(GroupWrite write);

        protected void ThrowIfFailed() => _failure?.Throw();
    }

    private sealed class Entry<T>(Func<GroupWrite, Task<T>> work, CancellationToken left) : Entry(left)
    {
        // The writer is another request: the work goes on in the language of its own.
        private readonly ExecutionContext? _own = ExecutionContext.Capture();
        private T? _result;

        public T Result
        {
            get
            {
                ThrowIfFailed();
                return _result!;
            }
        }

        protected override async Task StartAsync(GroupWrite write)
        {
            Task<T>? begun = null;
            if (_own is null)
            {
                begun = work(write);
            }
            else
            {
                ExecutionContext.Run(_own, _ => begun = work(write), null);
            }

            _result = await begun!;
        }
    }
}

/// <summary>More people write than the store can take: nothing of this write was stored, and it may be tried again soon.</summary>
public sealed class StoreBusyException() : Exception("Too many writes are waiting.");
