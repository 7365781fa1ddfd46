using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MomentOfTruth.Web.Data;

/// <summary>Remembers that a write failed, until one succeeds again.</summary>
public sealed class StoreHealth
{
    private volatile object? _failure;

    /// <summary>Why the last write that failed did so; null if all is well.</summary>
    public StoreFailure? Failure => (StoreFailure?)_failure;

    public void Failed(StoreFailure failure) => _failure = failure;

    public void Wrote() => _failure = null;
}

/// <summary>
/// Whether the store can be read and written. It is written by a probe only after a write of somebody's has failed, to find out when that
/// has healed: else each probe would wear the disk. While a write neither fails nor ends, the line behind it tells.
/// </summary>
public sealed class StoreCheck(AppDbContext db, StoreHealth health, CommitLine line) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            if (!db.HasRoom)
            {
                return HealthCheckResult.Unhealthy($"The store: {StoreFailure.Full}.");
            }

            if (line.StandsStill)
            {
                return HealthCheckResult.Unhealthy("The store: its writer stands still.");
            }

            if (health.Failure is null)
            {
                await db.Ledger.AnyAsync(cancellationToken);
            }
            else
            {
                await db.Ledger.ExecuteUpdateAsync(set => set.SetProperty(l => l.Repairs, l => l.Repairs), cancellationToken);
                health.Wrote();
            }

            return HealthCheckResult.Healthy();
        }
        catch (Exception error) when (StoreFailures.Of(error) is { } failure)
        {
            health.Failed(failure);
            return HealthCheckResult.Unhealthy($"The store: {failure}.");
        }
    }
}
