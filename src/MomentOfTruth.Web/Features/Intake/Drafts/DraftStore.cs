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
    AppDbContext db, GroupCommit group, PhotoWriter photos, PhotoQuery photoQuery, UnsentRoom room, HourlyQuotas quotas, TimeProvider clock)
{
    /// <summary>The longest draft, in characters: 100 moments with the longest stories, and some room.</summary>
    public const int MaxLetters = 4 * 1024 * 1024;

    private const int KeyLetters = 32, MostTries = 20;

    /// <summary>How long a draft is kept after it was saved last.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

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
    /// Changes the draft and stores it under its key; a new one gets the key that its page has made, or one of the store. What another page
    /// has saved meanwhile is never overwritten: a change that does not fit it goes into a draft of its own.
    /// </summary>
    /// <param name="change">
    /// Changes the draft as it is stored, or an empty one, and returns whether the change fits it. May be called several times.
    /// </param>
    /// <param name="address">The network that the draft comes from.</param>
    public async Task<SaveResult> SaveAsync(
        Guid companyId, Shown shown, Func<JourneyInput, bool> change, string address, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var saved = await group.RunAsync(
                write => write.Get<DraftStore>().TrySaveAsync(companyId, shown, change, address, cancellationToken), cancellationToken);
            if (saved is { } result)
            {
                return result;
            }

            // Each time another request was faster, and so got on.
            if (tries == MostTries)
            {
                throw new InvalidOperationException("The draft was changed by others all the time.");
            }
        }
    }

    // Null if another request has saved the draft between reading and writing.
    private async Task<SaveResult?> TrySaveAsync(
        Guid companyId, Shown shown, Func<JourneyInput, bool> change, string address, CancellationToken cancellationToken)
    {
        var now = await SweepAsync(cancellationToken);
        var hash = HashOf(shown.Key);
        var before = hash is null ? null : await db.Drafts.AsNoTracking()
            .Where(d => d.CompanyId == companyId && d.KeyHash == hash)
            .Select(d => new { d.Form, d.Bytes, d.Version, IsShown = d.Version == shown.Version || d.Writer == shown.Writer })
            .SingleOrDefaultAsync(cancellationToken);
        var input = before is null ? new JourneyInput() : JsonSerializer.Deserialize<JourneyInput>(before.Form)!;
        var isKept = change(input) || before is null or { IsShown: true };
        var form = JsonSerializer.Serialize(input, Json);
        if (form.Length > MaxLetters)
        {
            return new SaveResult(null);
        }

        var bytes = Encoding.UTF8.GetByteCount(form);
        if (before is null || !isKept)
        {
            return await AddAsync(companyId, shown, input, (form, bytes), before is null ? null : shown.Key, address, now, cancellationToken);
        }

        if (await room.TakeAsync(address, bytes - before.Bytes, cancellationToken) is { } tooMuch)
        {
            return SaveResult.Of(tooMuch);
        }

        var isReplaced = await db.Drafts
            .Where(d => d.CompanyId == companyId && d.KeyHash == hash && d.Version == before.Version)
            .ExecuteUpdateAsync(set => set
                .SetProperty(d => d.Form, form)
                .SetProperty(d => d.Bytes, bytes)
                .SetProperty(d => d.ExpiresAtUtc, now + Lifetime)
                .SetProperty(d => d.Version, d => d.Version + 1)
                .SetProperty(d => d.Writer, shown.Writer), cancellationToken) == 1;
        return isReplaced ? new SaveResult(new Stored(shown.Key!, before.Version + 1, now, now + Lifetime, input)) : null;
    }

    /// <param name="other">The key of the draft that this one is split from; null if it is not.</param>
    private async Task<SaveResult?> AddAsync(
        Guid companyId, Shown shown, JourneyInput input, (string Text, int Bytes) form, string? other, string address, DateTime now,
        CancellationToken cancellationToken)
    {
        if (quotas.Drafts.Refusal(address) is { } wait)
        {
            return new SaveResult(null, wait);
        }

        var all = form.Bytes + await BytesOfPhotosAsync(companyId, other, cancellationToken);
        if (await room.TakeAsync(address, all, cancellationToken) is { } full)
        {
            return SaveResult.Of(full);
        }

        // The key that the page has made, unless another company has a draft under it: a key leads to one.
        var chosen = other is null ? HashOf(shown.Key) : null;
        var key = chosen is not null && !await db.Drafts.AnyAsync(d => d.KeyHash == chosen, cancellationToken)
            ? shown.Key!
            : RandomNumberGenerator.GetHexString(KeyLetters, lowercase: true);
        var hash = HashOf(key)!;
        db.Add(new Draft
        {
            KeyHash = hash,
            CompanyId = companyId,
            Form = form.Text,
            Bytes = form.Bytes,
            ExpiresAtUtc = now + Lifetime,
            Version = 1,
            Writer = shown.Writer,
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException refused) when (db.IsTaken(refused))
        {
            db.ChangeTracker.Clear();
            return null;
        }

        if (other is not null)
        {
            // Each of the two versions keeps the photos.
            await photos.CopyAsync(companyId, HashOf(other)!, hash, cancellationToken);
        }

        return new SaveResult(new Stored(key, 1, now, now + Lifetime, input, other));
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

    /// <summary>Deletes a draft with its photos.</summary>
    public Task DiscardAsync(Guid companyId, string? key, CancellationToken cancellationToken)
    {
        var hash = HashOf(key);
        return db.Drafts.Where(d => d.CompanyId == companyId && d.KeyHash == hash).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Deletes expired drafts with their photos, and returns the time of doing so.</summary>
    public async Task<DateTime> SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        await db.Drafts.Where(d => d.ExpiresAtUtc <= now).ExecuteDeleteAsync(cancellationToken);
        return now;
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
