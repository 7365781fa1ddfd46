using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Links that prove who reads the mail of an address: signed, for one purpose, valid for an hour, and only once. The link itself holds
/// what it is about; the store holds only the hashes of unused links.
/// </summary>
public sealed class MailedLinks(AppDbContext db, IDataProtectionProvider protection, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const int KeyBytes = 16;

    public async Task<string> IssueAsync(LinkPurpose purpose, LinkSubject subject, CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        var now = clock.UtcNow();
        await db.MailedLinks.Where(l => l.ExpiresAtUtc <= now).ExecuteDeleteAsync(cancellationToken);
        db.Add(new MailedLink { KeyHash = SHA256.HashData(key), ExpiresAtUtc = now + Lifetime });
        await db.SaveChangesAsync(cancellationToken);
        return Protector(purpose).Protect(JsonSerializer.Serialize(new Content(key, subject)), Lifetime);
    }

    /// <summary>Reads what the link is about without using it up. Returns null if it has expired, was used, or was never issued.</summary>
    public async Task<LinkSubject?> ReadAsync(LinkPurpose purpose, string? token, CancellationToken cancellationToken)
    {
        if (Open(purpose, token) is not { } content)
        {
            return null;
        }

        var (hash, now) = (SHA256.HashData(content.Key), clock.UtcNow());
        return await db.MailedLinks.AnyAsync(l => l.KeyHash == hash && l.ExpiresAtUtc > now, cancellationToken) ? content.Subject : null;
    }

    /// <summary>Uses up the link, inside the caller's transaction. Returns false if it was used or has expired meanwhile.</summary>
    public async Task<bool> UseAsync(LinkPurpose purpose, string? token, CancellationToken cancellationToken)
    {
        var hash = Open(purpose, token) is { } content ? SHA256.HashData(content.Key) : [];
        var now = clock.UtcNow();
        return await db.MailedLinks.Where(l => l.KeyHash == hash && l.ExpiresAtUtc > now).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    private ITimeLimitedDataProtector Protector(LinkPurpose purpose) =>
        protection.CreateProtector("mailed-link", purpose.ToString()).ToTimeLimitedDataProtector();

    private Content? Open(LinkPurpose purpose, string? token) =>
        Protector(purpose).TryUnprotect(token) is { } content ? JsonSerializer.Deserialize<Content>(content) : null;

    private sealed record Content(byte[] Key, LinkSubject Subject);
}

/// <summary>The only thing that a mailed link may be used for.</summary>
public enum LinkPurpose
{
    SignUp,
    NewPassword,
    NewEmail,
}

/// <summary>What a mailed link is about.</summary>
/// <param name="Email">The address it was mailed to.</param>
/// <param name="Journey">A journey to attach to the new account; null for none.</param>
/// <param name="Stamp">
/// The security stamp of the account when the link was mailed, so that a changed password makes earlier links worthless. Null without an
/// account.
/// </param>
public sealed record LinkSubject(string Email, JourneyKey? Journey = null, string? Stamp = null)
{
    /// <summary>The account that gets the address; null if the link is not about one.</summary>
    public Guid? Account { get; init; }
}
