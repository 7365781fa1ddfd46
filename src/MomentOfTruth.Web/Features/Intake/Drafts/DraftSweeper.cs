using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// Deletes expired drafts and the photos of forms that were never sent, every hour, even if no new draft is saved, and gives their room
/// back.
/// </summary>
public sealed partial class DraftSweeper(
    IServiceScopeFactory scopes, ILogger<DraftSweeper> logger, IHostApplicationLifetime lifetime)
    : WorkInBackground(lifetime)
{
    private static readonly TimeSpan SweepsEvery = TimeSpan.FromHours(1);

    /// <summary>Sweeps. There is always something to look through.</summary>
    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DraftStore>().SweepAsync(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<PhotoWriter>().SweepAsync(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<AppDbContext>().GiveRoomBackAsync(cancellationToken);
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
        [LoggerMessage(EventId = 501, Level = LogLevel.Error, Message = "Expired drafts and photos could not be deleted: {Reason}")]
        public static partial void NotSwept(ILogger logger, string reason);
    }
}
