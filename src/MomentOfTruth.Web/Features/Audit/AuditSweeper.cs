using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Audit;

/// <summary>How long the audit log is kept.</summary>
public sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>Days. Older records are deleted; the chain goes on from the hash of the last one that was.</summary>
    [Range(30, 36_500)]
    public int KeptDays { get; set; } = 730;
}

/// <summary>Deletes every day the records that are past their time, in one of the processes that share the store.</summary>
public sealed partial class AuditSweeper(
    IServiceScopeFactory scopes, IOptions<AuditOptions> options, TimeProvider clock, ILogger<AuditSweeper> logger,
    IHostApplicationLifetime lifetime)
    : WorkInBackground(lifetime)
{
    private const string LeaseName = "audit";

    // Looks more often than it sweeps: whichever process looks first after a day does the work.
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMinutes(15), SweepsEvery = TimeSpan.FromHours(24);

    /// <summary>Sweeps if it is time to. Returns whether this process did.</summary>
    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<Leases>().TakeAsync(LeaseName, SweepsEvery, cancellationToken))
        {
            return false;
        }

        var before = clock.UtcNow().AddDays(-options.Value.KeptDays);
        await scope.ServiceProvider.GetRequiredService<AuditLog>().ForgetAsync(before, cancellationToken);
        return true;
    }

    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LooksEvery);
        do
        {
            await TryAsync(SweepAsync, failure => Log.NotSwept(logger, failure.GetType().Name), stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 805, Level = LogLevel.Error, Message = "Old records of the audit log could not be deleted: {Reason}")]
        public static partial void NotSwept(ILogger logger, string reason);
    }
}
