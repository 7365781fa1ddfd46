using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>How many photos one address may send within an hour, whether one at a time or many in a form.</summary>
public sealed class PhotoQuota(IOptions<LimitOptions> limits) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
        RateLimitPartition.GetFixedWindowLimiter(Limits.Address(http), _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = limits.Value.PhotosPerHour,
            Window = TimeSpan.FromHours(1),
        }));

    /// <summary>Counts one; false if that is one too many.</summary>
    public bool Allows(HttpContext http)
    {
        using var lease = _limiter.AttemptAcquire(http);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
