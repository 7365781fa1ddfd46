using System.Threading.RateLimiting;

namespace MomentOfTruth.Web.Http;

/// <summary>
/// Asks two windows one after the other. What the first refuses costs the second nothing: so one address that sends too much does not use
/// up what all senders share.
/// </summary>
internal sealed class InTurn(PartitionedRateLimiter<string> first, string firstKey, PartitionedRateLimiter<string> second, string secondKey) : RateLimiter
{
    // It holds no state of its own and may be forgotten at once.
    public override TimeSpan? IdleDuration => TimeSpan.MaxValue;

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        var lease = first.AttemptAcquire(firstKey, permitCount);
        return lease.IsAcquired ? second.AttemptAcquire(secondKey, permitCount) : lease;
    }

    // Asked only after a refusal, to wait for a permit; nobody waits here. The first is not asked again where it was the second that refused.
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => ValueTask.FromResult(
        first.GetStatistics(firstKey)?.CurrentAvailablePermits < permitCount
            ? first.AttemptAcquire(firstKey, permitCount)
            : second.AttemptAcquire(secondKey, permitCount));
}
