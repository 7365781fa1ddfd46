using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Forgets merges of companies that can no longer be taken back, in one of the processes that share the store.</summary>
public sealed partial class MergeSweeper(IServiceScopeFactory scopes, ILogger<MergeSweeper> logger, IHostApplicationLifetime lifetime)
    : WorkInBackground(lifetime)
{
    private const string LeaseName = "company-merges";

    private static readonly TimeSpan SweepsEvery = TimeSpan.FromHours(1);

    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepsEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryAsync(SweepAsync, failure => Log.NotSwept(logger, failure.GetType().Name), stoppingToken);
        }
    }

    private async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<Leases>().TakeAsync(LeaseName, SweepsEvery, cancellationToken))
        {
            return false;
        }

        await scope.ServiceProvider.GetRequiredService<CompanyMerger>().SweepAsync(cancellationToken);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 804, Level = LogLevel.Error, Message = "Old merges of companies could not be forgotten: {Reason}")]
        public static partial void NotSwept(ILogger logger, string reason);
    }
}
