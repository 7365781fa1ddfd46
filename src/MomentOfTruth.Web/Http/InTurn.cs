using System.Threading.RateLimiting;

namespace MomentOfTruth.Web.Http;

/// <summary>
/// Asks two quotas one after the other. What the first refuses costs the second nothing: so one address that sends too much does not use
/// up what all senders share.
/// </summary>
internal sealed class InTurn(HourlyQuota first, string firstKey, HourlyQuota second, string secondKey) : RateLimiter
{
    // It holds no state of its own and may be forgotten at once.
    public override TimeSpan? IdleDuration => TimeSpan.MaxValue;

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        var lease = first.Windows.AttemptAcquire(firstKey, permitCount);
        return lease.IsAcquired ? second.Windows.AttemptAcquire(secondKey, permitCount) : lease;
    }

    // Asked only after a refusal, to wait for a permit; nobody waits here. The first is not asked again where it was the second that refused.
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => ValueTask.FromResult(
        first.Windows.GetStatistics(firstKey)?.CurrentAvailablePermits < permitCount
            ? first.Windows.AttemptAcquire(firstKey, permitCount)
            : second.Windows.AttemptAcquire(secondKey, permitCount));
}
