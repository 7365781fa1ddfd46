using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Site;

/// <summary>Quotas by the hour, for what cannot be limited by counting the posts of an address.</summary>
public sealed class HourlyQuotas(IOptions<LimitOptions> limits) : IDisposable
{
    /// <summary>Journeys, by the address that sends them.</summary>
    public HourlyQuota Journeys { get; } = new(limits.Value.JourneysPerHour);

    /// <summary>Journeys, by the company they are sent to.</summary>
    public HourlyQuota CompanyJourneys { get; } = new(limits.Value.CompanyJourneysPerHour);

    /// <summary>New drafts, by the address that starts them.</summary>
    public HourlyQuota Drafts { get; } = new(limits.Value.DraftsPerHour);

    /// <summary>Photos, by the address that sends them, one at a time or many in a form.</summary>
    public HourlyQuota Photos { get; } = new(limits.Value.PhotosPerHour);

    /// <summary>Kilobytes of drafts and photos, by the address that stores them.</summary>
    public HourlyQuota UnsentKilobytes { get; } = new(limits.Value.UnsentMegabytesPerHour * 1024);

    /// <summary>Mails of one kind, by the mailbox that gets them, so that nobody can flood a mailbox through this site.</summary>
    public HourlyQuota Mailboxes { get; } = new(limits.Value.MailsToOneAddressPerHour);

    /// <summary>Receipt codes that open nothing, by the address that tries them: in ten minutes.</summary>
    public HourlyQuota WrongCodes { get; } = new(limits.Value.CodesPerTenMinutes, TimeSpan.FromMinutes(10));

    /// <summary>Mailed invitations, by the company that invites.</summary>
    public HourlyQuota Invitations { get; } = new(limits.Value.InvitationsPerHour);

    public void Dispose()
    {
        foreach (var quota in new[] { Journeys, CompanyJourneys, Drafts, Photos, UnsentKilobytes, Mailboxes, WrongCodes, Invitations })
        {
            quota.Dispose();
        }
    }
}

/// <summary>Counts by key how often something was done within the hour, and refuses what is more than allowed.</summary>
/// <param name="permits">So often it may be done.</param>
/// <param name="window">In what time, if it is not an hour.</param>
public sealed class HourlyQuota(int permits, TimeSpan? window = null) : IDisposable
{
    /// <summary>The empty key stands for no one and is not counted.</summary>
    internal PartitionedRateLimiter<string> Windows { get; } = PartitionedRateLimiter.Create<string, string>(key => key.Length == 0
        ? RateLimitPartition.GetNoLimiter(key)
        : RateLimitPartition.GetFixedWindowLimiter(
            key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window ?? Hour }));

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>
    /// Counts so many more. Returns null if they are allowed; if they are too many, counts none and returns the time until they are
    /// allowed.
    /// </summary>
    public TimeSpan? Refusal(string key, int count = 1)
    {
        if (count > permits)
        {
            return window ?? Hour;
        }

        using var lease = Windows.AttemptAcquire(key, count);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.Zero;
    }

    /// <summary>Whether nothing more is allowed just now.</summary>
    public bool IsUsedUp(string key) => Windows.GetStatistics(key) is { CurrentAvailablePermits: < 1 };

    public void Dispose() => Windows.Dispose();
}

/// <summary>
/// Asks two quotas one after the other. What the first refuses costs the second nothing, so that one address that sends too much does not
/// use up what all senders share. The framework's <c>RateLimiter.CreateChained</c> does not do here: after a refusal the middleware asks
/// once more (<c>AcquireAsync</c>), the framework's chain then takes another permit of the first limiter, and a company's refusal costs
/// its sender two.
/// </summary>
internal sealed class ChainedLimiter(HourlyQuota first, string firstKey, HourlyQuota second, string secondKey) : RateLimiter
{
    // The limiter has no state of its own and may be removed at once.
    public override TimeSpan? IdleDuration => TimeSpan.MaxValue;

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        var lease = first.Windows.AttemptAcquire(firstKey, permitCount);
        return lease.IsAcquired ? second.Windows.AttemptAcquire(secondKey, permitCount) : lease;
    }

    // The middleware calls this only after a refusal, to wait for a permit; here nothing waits. The first quota is not asked again if the
    // second was the one that refused.
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        ValueTask.FromResult(first.Windows.GetStatistics(firstKey)?.CurrentAvailablePermits < permitCount
            ? first.Windows.AttemptAcquire(firstKey, permitCount)
            : second.Windows.AttemptAcquire(secondKey, permitCount));
}
