using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>How many mails of a kind one mailbox gets in an hour, whoever asks for them: so that nobody can be showered with them through us.</summary>
public sealed class MailWindows(IOptions<LimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _mailboxes = PartitionedRateLimiter.Create<string, string>(mailbox =>
        RateLimitPartition.GetFixedWindowLimiter(mailbox, _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Value.MailsToOneAddressPerHour, Window = TimeSpan.FromHours(1) }));

    /// <summary>False if it had its share; whoever asked is answered as always.</summary>
    /// <param name="kind">Of the letter: nobody uses up one kind by asking for another.</param>
    /// <param name="email">Of the mailbox.</param>
    public bool Take(string kind, string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        using var lease = _mailboxes.AttemptAcquire(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind} {email.Trim().ToUpperInvariant()}"))));
        return lease.IsAcquired;
    }

    public void Dispose() => _mailboxes.Dispose();
}
