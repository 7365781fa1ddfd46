using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>Reads photos. Their pictures are read one at a time.</summary>
public sealed class PhotoQuery(AppDbContext db, TimeProvider clock)
{
    private DateTime Now => clock.UtcNow();

    /// <summary>
    /// The photos that a form of this draft or journey may name: by their ids, and copies also by the ids of their originals.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, PendingPhoto>> PendingAsync(PhotoOwner owner, CancellationToken cancellationToken)
    {
        var found = await owner.Of(db, Now).AsNoTracking()
            .Select(p => new { p.Id, p.CopyOf, p.Width, p.Height })
            .ToListAsync(cancellationToken);
        var pending = found.ToDictionary(p => p.Id, p => new PendingPhoto(p.Id, new PhotoSize(p.Width, p.Height)));
        foreach (var copy in found.Where(p => p.CopyOf is not null))
        {
            pending.TryAdd(copy.CopyOf!.Value, pending[copy.Id]);
        }

        return pending;
    }

    /// <summary>The photos of a journey by the position of their moment, in their order within the moment.</summary>
    public async Task<ILookup<int, ShownPhoto>> OfJourneyAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        var found = await OfMoments(key)
            .Select(row => new
            {
                Moment = row.Moment.Position,
                row.Photo.Id,
                row.Photo.Position,
                row.Photo.Width,
                row.Photo.Height,
                row.Photo.AltText,
            })
            .OrderBy(p => p.Moment).ThenBy(p => p.Position)
            .ToListAsync(cancellationToken);
        return found.ToLookup(p => p.Moment, p => new ShownPhoto(p.Id, p.Position, new(p.Width, p.Height), p.AltText));
    }

    /// <summary>All photos of a journey, those of removed moments too, read one by one as they are asked for.</summary>
    public IAsyncEnumerable<StoredPhoto> AllOfAsync(JourneyKey key) =>
        db.Photos.AsNoTracking()
            .Of(key).Where(p => p.HeldUntilUtc == null)
            .OrderBy(p => p.MomentNumber ?? p.RemovedMomentNumber).ThenBy(p => p.Position)
            .Join(db.PhotoFiles, p => new { p.CompanyId, p.Id }, file => new { file.CompanyId, Id = file.PhotoId }, (p, file) =>
                new StoredPhoto(p.MomentNumber ?? p.RemovedMomentNumber ?? 0, p.Position, file.Picture))
            .AsAsyncEnumerable();

    /// <summary>One photo, for the customer who has the draft's key or has opened the journey.</summary>
    public Task<PhotoBytes?> FileAsync(PhotoOwner owner, Guid photoId, bool isThumbnail, CancellationToken cancellationToken)
    {
        return FileAsync(owner.Of(db, Now), photoId, isThumbnail, cancellationToken);
    }

    /// <summary>One photo, for the company's people: only of the company's own journeys, and only if it was sent.</summary>
    public Task<PhotoBytes?> FileAsync(
        JourneyKey key, Guid photoId, bool isThumbnail, CancellationToken cancellationToken)
    {
        var sent = db.Photos.Of(key).Where(p => p.MomentNumber != null);
        return FileAsync(sent, photoId, isThumbnail, cancellationToken);
    }

    private Task<PhotoBytes?> FileAsync(IQueryable<Photo> allowed, Guid photoId, bool isThumbnail, CancellationToken cancellationToken)
    {
        var found = allowed.Where(p => p.Id == photoId)
            .Join(
                db.PhotoFiles, p => new { p.CompanyId, p.Id }, file => new { file.CompanyId, Id = file.PhotoId },
                (photo, file) => new { photo.Position, file });
        var bytes = isThumbnail
            ? found.Select(row => new PhotoBytes(row.Position, row.file.Thumbnail))
            : found.Select(row => new PhotoBytes(row.Position, row.file.Picture));
        return bytes.SingleOrDefaultAsync(cancellationToken);
    }

    private IQueryable<PhotoOfMoment> OfMoments(JourneyKey key) =>
        db.Photos.AsNoTracking()
            .Of(key)
            .Join(
                db.Moments.Of(key), p => p.MomentNumber, m => m.Number,
                (photo, moment) => new PhotoOfMoment { Photo = photo, Moment = moment });

    private sealed class PhotoOfMoment
    {
        public required Photo Photo { get; init; }

        public required Moment Moment { get; init; }
    }
}

/// <summary>A photo that a form may name.</summary>
/// <param name="Id">Its own id, even where it was named by the id of its original.</param>
public sealed record PendingPhoto(Guid Id, PhotoSize Size);

/// <summary>
/// What photos belong to while a form is open: a draft, or a journey that goes on. A form may name the photos of its owner and no others.
/// </summary>
public sealed class PhotoOwner
{
    private PhotoOwner()
    {
    }

    public Guid CompanyId { get; private init; }

    public byte[]? DraftKeyHash { get; private init; }

    public Guid? JourneyId { get; private init; }

    /// <summary>A draft of a customer of this company.</summary>
    public static PhotoOwner Draft(Guid companyId, byte[] keyHash) => new() { CompanyId = companyId, DraftKeyHash = keyHash };

    /// <summary>Includes the photos that belong to its moments already.</summary>
    public static PhotoOwner Journey(JourneyKey key) => new() { CompanyId = key.CompanyId, JourneyId = key.JourneyId };

    /// <summary>Its photos, stored or pending, that have not expired.</summary>
    public IQueryable<Photo> Of(AppDbContext db, DateTime nowUtc)
    {
        var (companyId, hash) = (CompanyId, DraftKeyHash);
        return JourneyId is { } journeyId
            ? db.Photos.Of(new JourneyKey(companyId, journeyId)).Where(p => p.HeldUntilUtc == null || p.HeldUntilUtc > nowUtc)
            : db.Photos.Where(p => p.CompanyId == companyId && p.DraftKeyHash == hash
                && db.Drafts.Any(d => d.CompanyId == companyId && d.KeyHash == hash && d.ExpiresAtUtc > nowUtc));
    }
}

/// <summary>A photo on a page.</summary>
/// <param name="Number">Position among the photos of its moment, from 1.</param>
public sealed record ShownPhoto(Guid Id, int Number, PhotoSize Size, string? AltText);

/// <summary>What <c>_Photos</c> draws: thumbnails of the photos of one moment, each a link to the whole photo.</summary>
/// <param name="Address">The beginning of the photos' addresses.</param>
/// <param name="Position">Position of the moment, from 1.</param>
public sealed record PhotoGallery(string Address, int Position, IEnumerable<ShownPhoto> Photos);

/// <summary>A JPEG to be sent.</summary>
/// <param name="Number">Position among the photos of its moment, from 1; 0 while it is pending.</param>
public sealed record PhotoBytes(int Number, byte[] Jpeg);
