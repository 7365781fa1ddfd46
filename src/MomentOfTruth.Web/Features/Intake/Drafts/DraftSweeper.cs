using MomentOfTruth.Web.Features.Photos;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>Throws away every hour what nobody came back for: drafts, and photos of forms that were never sent. Also where nobody saves another.</summary>
public sealed class DraftSweeper(IServiceScopeFactory scopes, ILogger<DraftSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan SweepsEvery = TimeSpan.FromHours(1);

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DraftStore>().SweepAsync(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<PhotoWriter>().SweepAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepsEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // Out of here it would end the whole app. The next sweep finds what this one left.
                logger.NotSwept(failure.GetType().Name);
            }
        }
    }
}

internal static partial class DraftLog
{
    [LoggerMessage(EventId = 501, Level = LogLevel.Error, Message = "What is past its time could not be thrown away: {Reason}")]
    public static partial void NotSwept(this ILogger logger, string reason);
}
