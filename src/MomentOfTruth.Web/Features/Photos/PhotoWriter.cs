using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Text;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>Writes photos: pending while a form is open, and placed with their moment when it is saved.</summary>
public sealed class PhotoWriter(AppDbContext db, TimeProvider clock)
{
    private static readonly TimeSpan PendingLasts = TimeSpan.FromDays(7);

    private DateTime Now => clock.UtcNow();

    /// <summary>
    /// Stores the photo as pending for the draft or the journey, and returns its id. Deletes pending photos that have expired.
    /// </summary>
    public async Task<Guid> AddAsync(PhotoOwner owner, MadePhoto made, CancellationToken cancellationToken)
    {
        var now = await SweepAsync(cancellationToken);
        var photo = new Photo
        {
            CompanyId = owner.CompanyId,
            Id = Guid.CreateVersion7(new DateTimeOffset(now, TimeSpan.Zero)),
            DraftKeyHash = owner.DraftKeyHash,
            JourneyId = owner.JourneyId,
            Width = made.Size.Width,
            Height = made.Size.Height,
            Bytes = made.Bytes,
            AddedAtUtc = now,
            HeldUntilUtc = owner.JourneyId is null ? null : now + PendingLasts,
        };
        var file = new PhotoFile { CompanyId = photo.CompanyId, PhotoId = photo.Id, Thumbnail = made.Thumbnail, Picture = made.Picture };
        db.AddRange(photo, file);
        await db.SaveChangesAsync(cancellationToken);

        // Detached, so that the bytes of one photo do not stay in memory while the next is made.
        db.Entry(file).State = EntityState.Detached;
        db.Entry(photo).State = EntityState.Detached;
        return photo.Id;
    }

    /// <summary>Whether one of these photos is the very same picture.</summary>
    public Task<bool> HasAsync(PhotoOwner owner, IReadOnlyCollection<Guid> photos, MadePhoto made, CancellationToken cancellationToken) =>
        photos.Count == 0 ? Task.FromResult(false) : owner.Of(db, Now)
            .Where(p => photos.Contains(p.Id) && p.Bytes == made.Bytes)
            .Join(db.PhotoFiles, p => new { p.CompanyId, p.Id }, f => new { f.CompanyId, Id = f.PhotoId }, (_, f) => f.Picture)
            .AnyAsync(picture => picture == made.Picture, cancellationToken);

    /// <summary>Deletes pending photos that have expired, and returns the time of doing so.</summary>
    public async Task<DateTime> SweepAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        await db.Photos.Where(p => p.HeldUntilUtc <= now).ExecuteDeleteAsync(cancellationToken);
        return now;
    }

    /// <summary>
    /// Deletes a pending photo at once. A photo of a moment is deleted only when the moment is saved without it; one of a removed moment
    /// stays.
    /// </summary>
    public Task DropAsync(PhotoOwner owner, Guid photoId, CancellationToken cancellationToken)
    {
        return owner.Of(db, Now)
            .Where(p => p.Id == photoId && p.MomentNumber == null && p.RemovedMomentNumber == null)
            .ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>
    /// Gives each of these moments exactly the photos of its entry, in that order. A photo of another owner, or one that does not exist, is
    /// left out. Photos that a moment had and that its entry leaves out are deleted. The caller saves, together with the journey.
    /// </summary>
    public async Task PlaceAsync(
        PhotoOwner owner, JourneyKey key, IReadOnlyCollection<(int MomentNumber, IReadOnlyList<PhotoEntry> Photos)> entries,
        CancellationToken cancellationToken)
    {
        var named = entries.SelectMany(moment => moment.Photos).Select(p => p.Id).ToList();
        var moments = entries.Select(moment => moment.MomentNumber).ToList();
        if (named.Count == 0 && owner.JourneyId is null)
        {
            return;
        }

        var photos = await owner.Of(db, Now)
            .Where(p => named.Contains(p.Id)
                || (p.CopyOf != null && named.Contains(p.CopyOf.Value))
                || (p.MomentNumber != null && moments.Contains(p.MomentNumber.Value)))
            .ToListAsync(cancellationToken);
        foreach (var (number, ofMoment) in entries)
        {
            var position = 0;
            foreach (var one in ofMoment)
            {
                if (position < Photo.MaxOfMoment && Taken(photos, one.Id) is { } photo)
                {
                    position++;
                    (photo.DraftKeyHash, photo.JourneyId, photo.MomentNumber, photo.HeldUntilUtc) = (null, key.JourneyId, number, null);
                    photo.RemovedMomentNumber = null;
                    (photo.Position, photo.AltText) = (position, StoredText.Optional(one.AltText, Photo.MaxAltText));
                }
            }
        }

        // A photo of a removed moment that found no room here stays, as its moment can be put back.
        db.RemoveRange(photos.Where(p => p.RemovedMomentNumber is null));
    }

    /// <summary>
    /// Keeps the photos of a removed moment with the journey, hidden until the moment is put back. Runs in the caller's transaction.
    /// </summary>
    public Task SetAsideAsync(JourneyKey key, int momentNumber, CancellationToken cancellationToken) =>
        db.Photos.Of(key).Where(p => p.MomentNumber == momentNumber)
            .ExecuteUpdateAsync(
                set => set.SetProperty(p => p.MomentNumber, (int?)null).SetProperty(p => p.RemovedMomentNumber, momentNumber),
                cancellationToken);

    /// <summary>
    /// Gives a moment that is put back its photos again, except those that another moment has got. The caller saves, with the journey.
    /// </summary>
    public async Task PutBackAsync(JourneyKey key, int momentNumber, CancellationToken cancellationToken)
    {
        var removed = await db.Photos
            .Of(key).Where(p => p.RemovedMomentNumber == momentNumber)
            .ToListAsync(cancellationToken);
        foreach (var photo in removed)
        {
            (photo.MomentNumber, photo.RemovedMomentNumber) = (momentNumber, null);
        }
    }

    /// <summary>Copies the photos of a draft to one that was split from it, whose page may name each by either id.</summary>
    public async Task CopyAsync(Guid companyId, byte[] fromKeyHash, byte[] toKeyHash, CancellationToken cancellationToken)
    {
        var now = Now;
        var originals = await PhotoOwner.Draft(companyId, fromKeyHash).Of(db, now).AsNoTracking().ToListAsync(cancellationToken);
        if (originals.Count == 0)
        {
            return;
        }

        db.AddRange(originals.Select(p => new Photo
        {
            CompanyId = companyId,
            Id = Guid.CreateVersion7(new DateTimeOffset(now, TimeSpan.Zero)),
            DraftKeyHash = toKeyHash,
            CopyOf = p.Id,
            Width = p.Width,
            Height = p.Height,
            Bytes = p.Bytes,
            AddedAtUtc = p.AddedAtUtc,
        }));
        await db.SaveChangesAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "PhotoFiles" ("CompanyId", "PhotoId", "Thumbnail", "Picture")
            SELECT p."CompanyId", p."Id", f."Thumbnail", f."Picture"
            FROM "Photos" p JOIN "PhotoFiles" f ON f."CompanyId" = p."CompanyId" AND f."PhotoId" = p."CopyOf"
            WHERE p."CompanyId" = {db.RawId(companyId)} AND p."DraftKeyHash" = {toKeyHash}
            """, cancellationToken);
    }

    private static Photo? Taken(List<Photo> photos, Guid id)
    {
        var photo = photos.Find(p => p.Id == id || p.CopyOf == id);
        return photo is not null && photos.Remove(photo) ? photo : null;
    }
}

/// <summary>A photo for the customer's download.</summary>
/// <param name="MomentNumber">Number of the moment that it belongs to, or was removed with.</param>
/// <param name="Number">Position among the photos of the moment, from 1.</param>
public sealed record StoredPhoto(int MomentNumber, int Number, byte[] Picture);

/// <summary>A photo of a moment, as its form named it.</summary>
/// <param name="AltText">What it shows, in the customer's words.</param>
public sealed record PhotoEntry(Guid Id, string? AltText);
