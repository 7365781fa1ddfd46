namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Empties the outbox while the app runs.</summary>
public sealed class OutboxSender(IServiceScopeFactory scopes, OutboxWake wake, ILogger<OutboxSender> logger) : BackgroundService
{
    // What another process has left, and what is due again.
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
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
                // Out of here it would end the whole app. The mail that failed is tried again when its lease is over.
                logger.Failed(failure.GetType().Name);
            }

            await wake.WaitAsync(LooksEvery, stoppingToken);
        }
    }

    private async Task<bool> SendNextAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OutboxDelivery>().SendNextAsync(cancellationToken);
    }
}
