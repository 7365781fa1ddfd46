using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>
/// The room for what is not sent yet, drafts and photos: so many bytes an hour from one address, and so many in all. What is sent or
/// expires makes room again.
/// </summary>
public sealed class UnsentRoom(AppDbContext db, UnsentTotal total, HourlyQuotas quotas)
{
    private const int BytesOfKilobyte = 1024;

    /// <summary>Takes room for what is about to be stored. Returns null if there is enough.</summary>
    /// <param name="address">The network that it comes from.</param>
    /// <param name="bytes">What is stored more than before; nothing is taken for less than before.</param>
    public async Task<Refusal?> TakeAsync(string address, long bytes, CancellationToken cancellationToken)
    {
        if (bytes <= 0)
        {
            return null;
        }

        if (!await total.HasRoomAsync(db, bytes, cancellationToken))
        {
            return new Refusal(null);
        }

        if (quotas.UnsentKilobytes.Refusal(address, (int)((bytes + BytesOfKilobyte - 1) / BytesOfKilobyte)) is { } wait)
        {
            return new Refusal(wait);
        }

        total.Add(bytes);
        return null;
    }

    /// <summary>Why there is no room.</summary>
    /// <param name="Wait">How long until this address may store as much again; null if there is no room for anybody.</param>
    public sealed record Refusal(TimeSpan? Wait);
}

/// <summary>
/// How many bytes all drafts and unsent photos have. Summed up from the store now and then, since several nodes may share it, and things
/// are deleted in many ways; between that, what this node adds is added.
/// </summary>
public sealed class UnsentTotal(IOptions<LimitOptions> limits, TimeProvider clock)
{
    private const int SmallDraft = 64 * 1024;

    private static readonly TimeSpan IsSummedEvery = TimeSpan.FromMinutes(1), WhenFull = TimeSpan.FromSeconds(5);

    private readonly long _most = limits.Value.UnsentMegabytes * 1024L * 1024;

    private long _bytes = long.MaxValue / 2;
    private long _summedAt = long.MinValue;

    /// <summary>
    /// Whether there is room. What people typed has a quarter more than large drafts and photos, so that those cannot keep it out.
    /// </summary>
    public async Task<bool> HasRoomAsync(AppDbContext db, long bytes, CancellationToken cancellationToken)
    {
        var most = bytes <= SmallDraft ? _most + (_most / 4) : _most;
        if (IsOlderThan(IsSummedEvery) || (Volatile.Read(ref _bytes) + bytes > most && IsOlderThan(WhenFull)))
        {
            Volatile.Write(ref _bytes, await SumAsync(db, cancellationToken));
            Volatile.Write(ref _summedAt, clock.GetTimestamp());
        }

        return Volatile.Read(ref _bytes) + bytes <= most;
    }

    internal static async Task<long> SumAsync(AppDbContext db, CancellationToken cancellationToken) =>
        await db.Drafts.SumAsync(d => (long)d.Bytes, cancellationToken)
        + await db.Photos.Where(p => p.MomentNumber == null && p.RemovedMomentNumber == null)
            .SumAsync(p => (long)p.Bytes, cancellationToken);

    public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);

    private bool IsOlderThan(TimeSpan age) =>
        Volatile.Read(ref _summedAt) is var at && (at == long.MinValue || clock.GetElapsedTime(at) >= age);
}
