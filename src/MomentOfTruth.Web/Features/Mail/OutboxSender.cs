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
            try
            {
                while (await SendNextAsync(stoppingToken))
                {
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // An exception out of here would end the whole app. The mail that failed is tried again when its lease has expired.
                Log.Failed(logger, failure.GetType().Name);
            }

            await wake.WaitAsync(LooksEvery, stoppingToken);
        }
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
