using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>Keeps what was typed between the form and sending it. Only the customer's browser knows the key; the store has its hash.</summary>
public sealed class DraftStore(AppDbContext db, TimeProvider clock)
{
    private const int KeyLetters = 32;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Null for what cannot be a key.</summary>
    public static byte[]? HashOf(string? key) =>
        key is { Length: KeyLetters } && key.All(char.IsAsciiHexDigitLower) ? SHA256.HashData(Encoding.ASCII.GetBytes(key)) : null;

    /// <summary>Stores the draft under its key, or under a new one if it has none that is still good, and gives the key.</summary>
    public async Task<string> SaveAsync(Guid companyId, LogInput input, string? key, CancellationToken cancellationToken)
    {
        var (form, now, expires) = (JsonSerializer.Serialize(input), Now, Now + Lifetime);
        await db.Drafts.Where(d => d.ExpiresAtUtc <= now).ExecuteDeleteAsync(cancellationToken);
        if (key is not null && HashOf(key) is { } hash && await ReplaceAsync(companyId, hash, form, expires, cancellationToken))
        {
            return key;
        }

        var newKey = RandomNumberGenerator.GetHexString(KeyLetters, lowercase: true);
        db.Add(new Draft { KeyHash = HashOf(newKey)!, CompanyId = companyId, Form = form, ExpiresAtUtc = expires });
        await db.SaveChangesAsync(cancellationToken);
        return newKey;
    }

    /// <summary>Null if there is none, or no longer.</summary>
    public async Task<LogInput?> FindAsync(Guid companyId, string? key, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(key), Now);
        if (hash is null)
        {
            return null;
        }

        var form = await db.Drafts.AsNoTracking()
            .Where(d => d.KeyHash == hash && d.CompanyId == companyId && d.ExpiresAtUtc > now)
            .Select(d => d.Form)
            .SingleOrDefaultAsync(cancellationToken);
        return form is null ? null : JsonSerializer.Deserialize<LogInput>(form);
    }

    private async Task<bool> ReplaceAsync(Guid companyId, byte[] hash, string form, DateTime expires, CancellationToken cancellationToken) =>
        await db.Drafts
            .Where(d => d.KeyHash == hash && d.CompanyId == companyId)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Form, form).SetProperty(d => d.ExpiresAtUtc, expires), cancellationToken) == 1;
}
