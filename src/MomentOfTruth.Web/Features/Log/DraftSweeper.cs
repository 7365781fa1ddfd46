using MomentOfTruth.Web.Features.Photos;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>Throws away every hour what nobody came back for: drafts, and photos of forms that were never sent. Also where nobody saves another.</summary>
public sealed class DraftSweeper(IServiceScopeFactory scopes, ILogger<DraftSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan SweepsEvery = TimeSpan.FromHours(1);

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DraftStore>().SweepAsync(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<PhotoLog>().SweepAsync(cancellationToken);
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
