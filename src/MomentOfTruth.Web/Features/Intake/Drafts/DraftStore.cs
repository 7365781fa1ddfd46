using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>Keeps what was typed, exactly so, between the form and sending it. Only the customer's browser knows the key; the store has its hash.</summary>
public sealed class DraftStore(AppDbContext db, PhotoWriter photos, HourlyQuotas quotas, TimeProvider clock)
{
    /// <summary>The longest draft: 100 moments with the longest stories, and room beside.</summary>
    public const int MaxLetters = 4 * 1024 * 1024;

    private const int KeyLetters = 32;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    // Letters as they are, not as numbers: a Korean draft would be twice as long.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Null for what cannot be a key.</summary>
    public static byte[]? HashOf(string? key) =>
        key is { Length: KeyLetters } && key.All(char.IsAsciiHexDigitLower) ? SHA256.HashData(Encoding.ASCII.GetBytes(key)) : null;

    /// <summary>
    /// Stores the draft under its key; under a new one if it has none that is still good, or if another page has saved it meanwhile:
    /// neither version overwrites the other.
    /// </summary>
    /// <param name="address">Of the network that starts it, if it is a new one.</param>
    public async Task<DraftSaving> SaveAsync(Guid companyId, JourneyInput input, DraftLock hold, string address, CancellationToken cancellationToken)
    {
        var form = JsonSerializer.Serialize(input, Json);
        if (form.Length > MaxLetters)
        {
            return new DraftSaving(null);
        }

        var now = await SweepAsync(cancellationToken);
        string? other = null;
        if (hold.Key is { } key && HashOf(key) is { } hash)
        {
            if (await ReplaceAsync(companyId, hash, form, now + Lifetime, hold, cancellationToken) is { } version)
            {
                return new DraftSaving(new StoredDraft(key, version, now, now + Lifetime, input));
            }

            other = await db.Drafts.AnyAsync(d => d.KeyHash == hash && d.CompanyId == companyId, cancellationToken) ? key : null;
        }

        if (quotas.Drafts.Refusal(address) is { } wait)
        {
            return new DraftSaving(null, wait);
        }

        var newKey = RandomNumberGenerator.GetHexString(KeyLetters, lowercase: true);
        db.Add(new Draft { KeyHash = HashOf(newKey)!, CompanyId = companyId, Form = form, ExpiresAtUtc = now + Lifetime, Version = 1, Writer = hold.Writer });
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (other is not null)
        {
            // Each of the two versions keeps the photos.
            await photos.CopyAsync(HashOf(other)!, HashOf(newKey)!, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new DraftSaving(new StoredDraft(newKey, 1, now, now + Lifetime, input, other));
    }

    /// <summary>Null if there is none, or no longer.</summary>
    public async Task<StoredDraft?> FindAsync(Guid companyId, string? key, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(key), clock.GetUtcNow().UtcDateTime);
        if (hash is null)
        {
            return null;
        }

        var draft = await db.Drafts.AsNoTracking()
            .Where(d => d.KeyHash == hash && d.CompanyId == companyId && d.ExpiresAtUtc > now)
            .Select(d => new { d.Form, d.Version, d.ExpiresAtUtc })
            .SingleOrDefaultAsync(cancellationToken);
        return draft is null
            ? null
            : new StoredDraft(key!, draft.Version, draft.ExpiresAtUtc - Lifetime, draft.ExpiresAtUtc, JsonSerializer.Deserialize<JourneyInput>(draft.Form)!);
    }

    /// <summary>Throws away what is past its time, with its photos, and gives the time.</summary>
    public async Task<DateTime> SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await db.Drafts.Where(d => d.ExpiresAtUtc <= now).ExecuteDeleteAsync(cancellationToken);
        return now;
    }

    // A page's own save may be repeated, because its answer was lost on the way; another page's is respected. Gives the new version.
    private async Task<int?> ReplaceAsync(Guid companyId, byte[] hash, string form, DateTime expires, DraftLock hold, CancellationToken cancellationToken)
    {
        var isReplaced = await db.Drafts
            .Where(d => d.KeyHash == hash && d.CompanyId == companyId && (d.Version == hold.Version || d.Writer == hold.Writer))
            .ExecuteUpdateAsync(set => set
                .SetProperty(d => d.Form, form)
                .SetProperty(d => d.ExpiresAtUtc, expires)
                .SetProperty(d => d.Version, d => d.Version + 1)
                .SetProperty(d => d.Writer, hold.Writer), cancellationToken) == 1;

        // One that goes on meanwhile gets a later version, and that page is told at its next save.
        return isReplaced ? await db.Drafts.Where(d => d.KeyHash == hash && d.Writer == hold.Writer).Select(d => (int?)d.Version).SingleOrDefaultAsync(cancellationToken) : null;
    }
}

/// <summary>What a page knows of the draft it shows.</summary>
/// <param name="Key">Null if it has not been saved yet.</param>
/// <param name="Version">The version that the page was drawn from or has saved.</param>
/// <param name="Writer">Names this page: a second tab with the same draft has another.</param>
public sealed record DraftLock(string? Key, int Version, Guid Writer)
{
    /// <summary>As the page sends it. What cannot be read holds nothing, so it overwrites nothing.</summary>
    public static DraftLock Of(string? key, string? version, string? writer)
    {
        return new DraftLock(key, WholeNumber.Of(version) ?? 0, Guid.TryParseExact(writer, "N", out var page) ? page : Guid.CreateVersion7());
    }
}

/// <summary>What became of saving a draft. It is kept, or it was longer than a draft may be, or its network has started very many.</summary>
/// <param name="Kept">Null if it was not saved.</param>
/// <param name="Wait">How long it is until this network may start another; null if that is not why.</param>
public sealed record DraftSaving(StoredDraft? Kept, TimeSpan? Wait = null);

/// <summary>A draft as it is in the store.</summary>
/// <param name="Other">The key of the draft that this one was parted from, because another page had saved that one meanwhile.</param>
public sealed record StoredDraft(string Key, int Version, DateTime SavedAtUtc, DateTime ExpiresAtUtc, JourneyInput Input, string? Other = null)
{
    /// <summary>The day until which it is good, where the company is, in the page's language.</summary>
    public string Until(string timeZoneId) => Display.Day(DateOnly.FromDateTime(CompanyClock.LocalTime(ExpiresAtUtc, timeZoneId).DateTime));

    /// <summary>When it was saved, on the company's clock; a module writes it by the reader's own.</summary>
    public string SavedAt(string timeZoneId)
    {
        var local = CompanyClock.LocalTime(SavedAtUtc, timeZoneId);
        return local.ToString(local.Offset == TimeSpan.Zero ? "HH:mm '(UTC)'" : "HH:mm '(UTC'zzz')'", CultureInfo.InvariantCulture);
    }
}

/// <summary>What the form's module is told after saving.</summary>
/// <param name="Until">The day until which the draft is good, in the page's language.</param>
/// <param name="Other">The address of the draft that this one was parted from; null if it was not.</param>
public sealed record SavedDraft(string Key, int Version, DateTime SavedAt, string Until, string? Other);

/// <summary>The draft that is sent, in the version that was shown.</summary>
public sealed record SentDraft(byte[] KeyHash, int Version);
