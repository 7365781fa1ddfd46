using System.Threading.RateLimiting;

namespace MomentOfTruth.Web.Http;

/// <summary>How often each of many, under a key of its own, may do one thing within an hour.</summary>
public sealed class HourlyQuota(int permits) : IDisposable
{
    /// <summary>The empty key is nobody's, and not counted.</summary>
    internal PartitionedRateLimiter<string> Windows { get; } = PartitionedRateLimiter.Create<string, string>(key => key.Length == 0
        ? RateLimitPartition.GetNoLimiter(key)
        : RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromHours(1) }));

    /// <summary>Counts one. Null if it may be; if it is one too many, how long it is until there may be another.</summary>
    public TimeSpan? Refusal(string key)
    {
        using var lease = Windows.AttemptAcquire(key);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.Zero;
    }

    public void Dispose() => Windows.Dispose();
}
