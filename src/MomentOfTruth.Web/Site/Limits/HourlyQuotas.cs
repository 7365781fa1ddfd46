using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Site;

/// <summary>What is counted by the hour where counting posts by their address is not enough.</summary>
public sealed class HourlyQuotas(IOptions<LimitOptions> limits) : IDisposable
{
    /// <summary>By the address that sends them.</summary>
    public HourlyQuota Journeys { get; } = new(limits.Value.JourneysPerHour);

    /// <summary>By the company that they are sent to.</summary>
    public HourlyQuota CompanyJourneys { get; } = new(limits.Value.CompanyJourneysPerHour);

    /// <summary>New ones, by the address that makes them.</summary>
    public HourlyQuota Drafts { get; } = new(limits.Value.DraftsPerHour);

    /// <summary>By the address that sends them, whether one at a time or many in a form.</summary>
    public HourlyQuota Photos { get; } = new(limits.Value.PhotosPerHour);

    /// <summary>Mails of one kind by the mailbox that gets them, whoever asks for them: so that nobody can be showered with them through us.</summary>
    public HourlyQuota Mailboxes { get; } = new(limits.Value.MailsToOneAddressPerHour);

    public void Dispose()
    {
        foreach (var quota in new[] { Journeys, CompanyJourneys, Drafts, Photos, Mailboxes })
        {
            quota.Dispose();
        }
    }
}

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
