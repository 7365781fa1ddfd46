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

internal static partial class MailLog
{
    [LoggerMessage(EventId = 601, Level = LogLevel.Information, Message = "Mail {MailId} sent at attempt {Attempt}")]
    public static partial void Sent(this ILogger logger, Guid mailId, int attempt);

    [LoggerMessage(EventId = 602, Level = LogLevel.Warning, Message = "Mail {MailId} not sent at attempt {Attempt}: {Reason}; next at {Next}")]
    public static partial void Postponed(this ILogger logger, Guid mailId, int attempt, string reason, DateTime next);

    [LoggerMessage(EventId = 603, Level = LogLevel.Error, Message = "Mail {MailId} given up at attempt {Attempt}: {Reason}")]
    public static partial void GivenUp(this ILogger logger, Guid mailId, int attempt, string reason);

    [LoggerMessage(EventId = 604, Level = LogLevel.Error, Message = "The outbox could not be emptied: {Reason}")]
    public static partial void Failed(this ILogger logger, string reason);
}
