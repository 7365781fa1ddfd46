using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>For what photos are held while a form is open: a draft, or a journey that goes on. A form may name these photos and no others.</summary>
public sealed class PhotoHolder
{
    private PhotoHolder()
    {
    }

    public byte[]? DraftKeyHash { get; private init; }

    public Guid? JourneyId { get; private init; }

    public static PhotoHolder Draft(byte[] keyHash) => new() { DraftKeyHash = keyHash };

    /// <summary>With the photos that belong to its moments already.</summary>
    public static PhotoHolder Journey(Guid id) => new() { JourneyId = id };

    /// <summary>Those that are held or kept, and not past their time.</summary>
    public IQueryable<Photo> Of(AppDbContext db, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (hash, journeyId) = (DraftKeyHash, JourneyId);
        return hash is null
            ? db.Photos.Where(p => p.JourneyId == journeyId && (p.HeldUntilUtc == null || p.HeldUntilUtc > nowUtc))
            : db.Photos.Where(p => p.DraftKeyHash == hash && db.Drafts.Any(d => d.KeyHash == hash && d.ExpiresAtUtc > nowUtc));
    }
}
