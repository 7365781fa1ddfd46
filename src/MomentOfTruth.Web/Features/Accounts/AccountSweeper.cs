using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Deletes every hour what browsers and accounts were given for a while: nothing that has expired opens anything before that.
/// </summary>
public sealed partial class AccountSweeper(
    IServiceScopeFactory scopes, TimeProvider clock, ILogger<AccountSweeper> logger, IHostApplicationLifetime lifetime)
    : WorkInBackground(lifetime)
{
    private static readonly TimeSpan SweepsEvery = TimeSpan.FromHours(1);

    /// <summary>Sweeps. There is always something to look through.</summary>
    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<AppDbContext>(), clock.UtcNow());
        await db.Sessions.Where(s => s.ExpiresAtUtc <= now).ExecuteDeleteAsync(cancellationToken);
        await db.ReceiptHolders.Where(h => h.ExpiresAtUtc <= now).ExecuteDeleteAsync(cancellationToken);
        await db.KeptForms.Where(f => f.ExpiresAtUtc <= now).ExecuteDeleteAsync(cancellationToken);
        await db.SignInTries.Where(t => t.EndsAtUtc <= now).ExecuteDeleteAsync(cancellationToken);
        return true;
    }

    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepsEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryAsync(SweepAsync, failure => Log.NotSwept(logger, failure.GetType().Name), stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 301, Level = LogLevel.Error, Message = "Expired sessions could not be deleted: {Reason}")]
        public static partial void NotSwept(ILogger logger, string reason);
    }
}
