using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// How writers write. All of them lock in one order: the draft, the journeys, what belongs to them, names, and last the ledger and the
/// count of erasures. Where two wait for each other all the same, the engine ends one of them, and that one begins again; so does one
/// whose names have gone.
/// </summary>
internal static class Transactions
{
    /// <summary>After this many attempts the person is told that others are changing the same.</summary>
    public const int MostAttempts = 5;

    /// <summary>
    /// Locks the company's row until the transaction ends: who changes its names or its people does so one after another.
    /// </summary>
    public static Task<int> LockCompanyAsync(this AppDbContext db, Guid companyId, CancellationToken cancellationToken) =>
        db.Companies.Where(c => c.Id == companyId)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.QuietDays, c => c.QuietDays), cancellationToken);

    /// <summary>
    /// Locks some of a company's names until the transaction ends: else one could go between reading and writing, with the last journey that
    /// used it.
    /// </summary>
    public static Task<int> LockNamesAsync<T>(
        this AppDbContext db, Guid companyId, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
        where T : ListedName =>
        db.Set<T>().Where(n => n.CompanyId == companyId && ids.Contains(n.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.State, n => n.State), cancellationToken);

    /// <summary>Does the work in a transaction, which the work commits, or leaves to be rolled back.</summary>
    /// <param name="db">The store.</param>
    /// <param name="work">Reads all that it needs by itself, as it may be done more than once.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="Exception">Whatever the work throws; nothing is stored then.</exception>
    public static async Task<T> WriteAsync<T>(
        this AppDbContext db, Func<IDbContextTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var turn = await db.TakeTurnAsync(cancellationToken);
                await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                return await work(transaction);
            }
            catch (Exception ended) when (
                attempt < MostAttempts && (StoreFailures.Of(ended) == StoreFailure.Contended || db.HasGone(ended)))
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>Begins a transaction for work that is never begun again.</summary>
    public static async Task<WriteTransaction> BeginWriteAsync(this AppDbContext db, CancellationToken cancellationToken)
    {
        var turn = await db.TakeTurnAsync(cancellationToken);
        try
        {
            return new WriteTransaction(await db.Database.BeginTransactionAsync(cancellationToken), turn);
        }
        catch
        {
            turn?.Dispose();
            throw;
        }
    }
}

/// <summary>A transaction that writes, and ends when it is disposed: without a commit it is rolled back.</summary>
internal sealed class WriteTransaction(IDbContextTransaction transaction, IDisposable? turn) : IAsyncDisposable
{
    public Task CommitAsync(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        finally
        {
            turn?.Dispose();
        }
    }
}
