using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Empties the outbox while the app runs.</summary>
public sealed partial class OutboxSender(
    IServiceScopeFactory scopes, OutboxWake wake, ILogger<OutboxSender> logger, IHostApplicationLifetime lifetime)
    : WorkInBackground(lifetime)
{
    // Finds the mails that another process has left, and those that are due again.
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(10);

    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // A mail that failed is tried again when its lease has expired.
            await TryAsync(SendAllAsync, failure => Log.Failed(logger, failure.GetType().Name), stoppingToken);
            await wake.WaitAsync(LooksEvery, stoppingToken);
        }
    }

    private async Task<bool> SendAllAsync(CancellationToken cancellationToken)
    {
        var isAny = false;
        while (await SendNextAsync(cancellationToken))
        {
            isAny = true;
        }

        return isAny;
    }

    private async Task<bool> SendNextAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OutboxDelivery>().SendNextAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 604, Level = LogLevel.Error, Message = "The outbox could not be emptied: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
