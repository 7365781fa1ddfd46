using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Reads now and then what stands in the store, for metrics that no process can count by itself: all that share a store tell the same.
/// </summary>
public sealed partial class StoreFigures(
    IServiceScopeFactory scopes, ILogger<StoreFigures> logger, IHostApplicationLifetime lifetime) : WorkInBackground(lifetime)
{
    private static readonly TimeSpan ReadsEvery = TimeSpan.FromSeconds(30);

    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var givenUp = await db.Outbox.CountAsync(m => m.GivenUpAtUtc != null, cancellationToken);
        var waiting = await db.Outbox.CountAsync(m => m.GivenUpAtUtc == null, cancellationToken);
        Instruments.Read(waiting, givenUp, await db.Ledger.Select(l => l.Repairs).SingleAsync(cancellationToken));
        return true;
    }

    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ReadsEvery);
        do
        {
            await TryAsync(ReadAsync, failure => Log.NotRead(logger, failure.GetType().Name), stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 806, Level = LogLevel.Warning, Message = "The store could not be read for the metrics: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);
    }
}
