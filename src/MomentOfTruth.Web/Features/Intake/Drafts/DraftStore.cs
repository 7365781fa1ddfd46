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

/// <summary>
/// Keeps what was typed, unchanged, between the form and sending it, with the photos that were added. Only the customer's browser knows the
/// key of a draft; the store has its hash.
/// </summary>
public sealed class DraftStore(
    AppDbContext db, PhotoWriter photos, PhotoQuery photoQuery, UnsentRoom room, HourlyQuotas quotas, TimeProvider clock)
{
    /// <summary>The longest draft, in characters: 100 moments with the longest stories, and some room.</summary>
    public const int MaxLetters = 4 * 1024 * 1024;

    private const int KeyLetters = 32;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    // Characters are not escaped: a Korean draft would be twice as long.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Returns null if the text cannot be a key.</summary>
    public static byte[]? HashOf(string? key) =>
        key is { Length: KeyLetters } && key.All(char.IsAsciiHexDigitLower) ? SHA256.HashData(Encoding.ASCII.GetBytes(key)) : null;

    /// <summary>The owner of the draft's photos; null if the text cannot be a key.</summary>
    public static PhotoOwner? OwnerOf(Guid companyId, string? key) => HashOf(key) is { } hash ? PhotoOwner.Draft(companyId, hash) : null;

    /// <summary>The photos that a form of this draft may name.</summary>
    public async Task<IReadOnlyDictionary<Guid, PendingPhoto>> PhotosAsync(
        Guid companyId, string? key, CancellationToken cancellationToken) =>
        OwnerOf(companyId, key) is { } owner ? await photoQuery
            .PendingAsync(owner, cancellationToken) : new Dictionary<Guid, PendingPhoto>();

    /// <summary>
    /// Stores the draft under its key. It gets a new key if it has none that is still valid, or if another page has saved it meanwhile:
    /// neither version overwrites the other.
    /// </summary>
    /// <param name="address">The network that the draft comes from.</param>
    public async Task<SaveResult> SaveAsync(
        Guid companyId, JourneyInput input, Shown shown, string address, CancellationToken cancellationToken)
    {
        var form = JsonSerializer.Serialize(input, Json);
        if (form.Length > MaxLetters)
        {
            return new SaveResult(null);
        }

        var now = await SweepAsync(cancellationToken);
        string? other = null;
        var bytes = Encoding.UTF8.GetByteCount(form);
        if (shown.Key is { } key && HashOf(key) is { } hash)
        {
            var before = await db.Drafts.Where(d => d.CompanyId == companyId && d.KeyHash == hash)
                .Select(d => new { d.Bytes, IsShown = d.Version == shown.Version || d.Writer == shown.Writer })
                .SingleOrDefaultAsync(cancellationToken);
            if (before is { IsShown: true } && await room.TakeAsync(address, bytes - before.Bytes, cancellationToken) is { } tooMuch)
            {
                return SaveResult.Of(tooMuch);
            }

            if (before is not null
                && await ReplaceAsync(companyId, hash, (form, bytes), now + Lifetime, shown, cancellationToken) is { } version)
            {
                return new SaveResult(new Stored(key, version, now, now + Lifetime, input));
            }

            other = before is null ? null : key;
        }

        if (quotas.Drafts.Refusal(address) is { } wait)
        {
            return new SaveResult(null, wait);
        }

        var all = bytes + await BytesOfPhotosAsync(companyId, other, cancellationToken);
        if (await room.TakeAsync(address, all, cancellationToken) is { } full)
        {
            return SaveResult.Of(full);
        }

        var newKey = RandomNumberGenerator.GetHexString(KeyLetters, lowercase: true);
        var newHash = HashOf(newKey)!;
        db.Add(new Draft
        {
            KeyHash = newHash,
            CompanyId = companyId,
            Form = form,
            Bytes = bytes,
            ExpiresAtUtc = now + Lifetime,
            Version = 1,
            Writer = shown.Writer,
        });
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (other is not null)
        {
            // Each of the two versions keeps the photos.
            await photos.CopyAsync(companyId, HashOf(other)!, newHash, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new SaveResult(new Stored(newKey, 1, now, now + Lifetime, input, other));
    }

    /// <summary>Returns null if the company has no such draft, or it has expired.</summary>
    public async Task<Stored?> FindAsync(Guid companyId, string? key, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(key), clock.UtcNow());
        if (hash is null)
        {
            return null;
        }

        var draft = await db.Drafts.AsNoTracking()
            .Where(d => d.CompanyId == companyId && d.KeyHash == hash && d.ExpiresAtUtc > now)
            .Select(d => new { d.Form, d.Version, d.ExpiresAtUtc })
            .SingleOrDefaultAsync(cancellationToken);
        if (draft is null)
        {
            return null;
        }

        var input = JsonSerializer.Deserialize<JourneyInput>(draft.Form)!;
        return new Stored(key!, draft.Version, draft.ExpiresAtUtc - Lifetime, draft.ExpiresAtUtc, input);
    }

    /// <summary>Deletes expired drafts with their photos, and returns the time of doing so.</summary>
    public async Task<DateTime> SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        await db.Drafts.Where(d => d.ExpiresAtUtc <= now).ExecuteDeleteAsync(cancellationToken);
        return now;
    }

    // A page may repeat its own save, because the answer may have been lost on the way; it never overwrites another page's. Returns the new
    // version.
    private async Task<int?> ReplaceAsync(
        Guid companyId, byte[] hash, (string Text, int Bytes) form, DateTime expires, Shown shown, CancellationToken cancellationToken)
    {
        var isReplaced = await db.Drafts
            .Where(d => d.CompanyId == companyId && d.KeyHash == hash && (d.Version == shown.Version || d.Writer == shown.Writer))
            .ExecuteUpdateAsync(set => set
                .SetProperty(d => d.Form, form.Text)
                .SetProperty(d => d.Bytes, form.Bytes)
                .SetProperty(d => d.ExpiresAtUtc, expires)
                .SetProperty(d => d.Version, d => d.Version + 1)
                .SetProperty(d => d.Writer, shown.Writer), cancellationToken) == 1;
        if (!isReplaced)
        {
            return null;
        }

        // Another page that saves in between makes a later version, and this page finds that out at its next save.
        return await db.Drafts
            .Where(d => d.CompanyId == companyId && d.KeyHash == hash && d.Writer == shown.Writer)
            .Select(d => (int?)d.Version)
            .SingleOrDefaultAsync(cancellationToken);
    }

    // What a draft that is split from another takes beside its form: copies of all its photos.
    private async Task<long> BytesOfPhotosAsync(Guid companyId, string? key, CancellationToken cancellationToken) =>
        HashOf(key) is { } hash
            ? await db.Photos.Where(p => p.CompanyId == companyId && p.DraftKeyHash == hash).SumAsync(p => (long)p.Bytes, cancellationToken)
            : 0;

    /// <summary>A draft as a page shows it.</summary>
    /// <param name="Key">Null if it has not been saved yet.</param>
    /// <param name="Version">The version that the page was rendered from or has saved.</param>
    /// <param name="Writer">Identifies the page: a second tab with the same draft has another.</param>
    public sealed record Shown(string? Key, int Version, Guid Writer)
    {
        /// <summary>
        /// As the page sends it. A version or writer that cannot be read matches no stored draft, so it overwrites nothing.
        /// </summary>
        public static Shown Of(string? key, string? version, string? writer) =>
            new(key, WholeNumber.Of(version) ?? 0, Guid.TryParseExact(writer, "N", out var page) ? page : Guid.CreateVersion7());
    }

    /// <summary>
    /// A draft is saved, or it is longer than a draft may be, or its network has started too many or stored too much, or there is no room.
    /// </summary>
    /// <param name="Saved">Null if it was not saved.</param>
    /// <param name="Wait">How long until this network may store another draft; null if that is not the reason.</param>
    /// <param name="IsFull">Whether there is no room for anybody's drafts.</param>
    public sealed record SaveResult(Stored? Saved, TimeSpan? Wait = null, bool IsFull = false)
    {
        internal static SaveResult Of(UnsentRoom.Refusal refusal) => new(null, refusal.Wait, refusal.Wait is null);
    }

    /// <summary>A draft as it is in the store.</summary>
    /// <param name="Other">The key of the draft that this one was split from, because another page had saved that one meanwhile.</param>
    public sealed record Stored(
        string Key, int Version, DateTime SavedAtUtc, DateTime ExpiresAtUtc, JourneyInput Input, string? Other = null)
    {
        /// <summary>The version as it stands in the form.</summary>
        public string VersionText => Version.ToString(CultureInfo.InvariantCulture);

        /// <summary>The day on which it expires, where the company is, in the page's language.</summary>
        public string Until(string timeZoneId) =>
            Display.Day(DateOnly.FromDateTime(CompanyClock.LocalTime(ExpiresAtUtc, timeZoneId).DateTime));

        /// <summary>When it was saved, on the company's clock; a script rewrites it to the reader's own.</summary>
        public string SavedAt(string timeZoneId)
        {
            var local = CompanyClock.LocalTime(SavedAtUtc, timeZoneId);
            return local.ToString(local.Offset == TimeSpan.Zero ? "HH:mm '(UTC)'" : "HH:mm '(UTC'zzz')'", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The draft that is sent, in the version that was shown.</summary>
    public sealed record Sent(byte[] KeyHash, int Version);
}
