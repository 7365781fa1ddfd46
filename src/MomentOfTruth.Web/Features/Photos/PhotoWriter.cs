using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Text;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>Writes photos: held while a form is open, and placed with their moment when it is saved.</summary>
public sealed class PhotoWriter(AppDbContext db, TimeProvider clock)
{
    private static readonly TimeSpan Held = TimeSpan.FromDays(7);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Keeps the photo for the draft or the journey, until its moment is saved, and gives its id. Throws away what was held too long.</summary>
    public async Task<Guid> LockAsync(PhotoOwner holder, MadePhoto made, CancellationToken cancellationToken)
    {
        var now = await SweepAsync(cancellationToken);
        var photo = new Photo
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(now, TimeSpan.Zero)),
            DraftKeyHash = holder.DraftKeyHash,
            JourneyId = holder.JourneyId,
            Width = made.Size.Width,
            Height = made.Size.Height,
            AddedAtUtc = now,
            HeldUntilUtc = holder.JourneyId is null ? null : now + Held,
        };
        var file = new PhotoFile { PhotoId = photo.Id, Thumbnail = made.Thumbnail, Picture = made.Picture };
        db.AddRange(photo, file);
        await db.SaveChangesAsync(cancellationToken);

        // So that the bytes of one need not stay in memory while the next is made.
        db.Entry(file).State = EntityState.Detached;
        db.Entry(photo).State = EntityState.Detached;
        return photo.Id;
    }

    /// <summary>Throws away what was held too long, and gives the time.</summary>
    public async Task<DateTime> SweepAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        await db.Photos.Where(p => p.HeldUntilUtc <= now).ExecuteDeleteAsync(cancellationToken);
        return now;
    }

    /// <summary>Throws a held photo away at once. One that belongs to a moment goes when the moment is saved without it; one of a removed moment stays with it.</summary>
    public Task DropAsync(PhotoOwner holder, Guid photoId, CancellationToken cancellationToken)
    {
        return holder.Of(db, Now).Where(p => p.Id == photoId && p.MomentNumber == null && p.RemovedMomentNumber == null).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>
    /// Gives these moments of the journey exactly the photos that were said of each, in that order; a photo that is held for something else,
    /// or for nobody, is passed over. What a moment had and was not said again is taken away. Saved with the journey, by whoever calls.
    /// </summary>
    public async Task PlaceAsync(
        PhotoOwner holder, Guid journeyId, IReadOnlyCollection<(int MomentNumber, IReadOnlyList<PhotoEntry> Photos)> said, CancellationToken cancellationToken)
    {
        var named = said.SelectMany(moment => moment.Photos).Select(p => p.Id).ToList();
        var moments = said.Select(moment => moment.MomentNumber).ToList();
        if (named.Count == 0 && holder.JourneyId is null)
        {
            return;
        }

        var photos = await holder.Of(db, Now)
            .Where(p => named.Contains(p.Id) || (p.CopyOf != null && named.Contains(p.CopyOf.Value)) || (p.MomentNumber != null && moments.Contains(p.MomentNumber.Value)))
            .ToListAsync(cancellationToken);
        foreach (var (number, ofMoment) in said)
        {
            var position = 0;
            foreach (var one in ofMoment)
            {
                if (position < Photo.MaxOfMoment && Taken(photos, one.Id) is { } photo)
                {
                    position++;
                    (photo.DraftKeyHash, photo.JourneyId, photo.MomentNumber, photo.HeldUntilUtc) = (null, journeyId, number, null);
                    photo.RemovedMomentNumber = null;
                    (photo.Position, photo.AltText) = (position, StoredText.Optional(one.AltText, Photo.MaxAltText));
                }
            }
        }

        // What was named and found no room stays with a moment that can come back.
        db.RemoveRange(photos.Where(p => p.RemovedMomentNumber is null));
    }

    /// <summary>A moment is removed: the photos stay with the journey, which shows them no more, until it comes back. In the transaction of whoever calls.</summary>
    public Task SetAsideAsync(Guid journeyId, int momentNumber, CancellationToken cancellationToken) =>
        db.Photos.Where(p => p.JourneyId == journeyId && p.MomentNumber == momentNumber)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.MomentNumber, (int?)null).SetProperty(p => p.RemovedMomentNumber, momentNumber), cancellationToken);

    /// <summary>A removed moment comes back, and with it the photos that no other moment got meanwhile. Saved with the journey, by whoever calls.</summary>
    public async Task PutBackAsync(Guid journeyId, int momentNumber, CancellationToken cancellationToken)
    {
        foreach (var photo in await db.Photos.Where(p => p.JourneyId == journeyId && p.RemovedMomentNumber == momentNumber).ToListAsync(cancellationToken))
        {
            (photo.MomentNumber, photo.RemovedMomentNumber) = (momentNumber, null);
        }
    }

    /// <summary>A draft was parted from another, because two pages changed it: it gets copies of the photos, which its page may name by either id.</summary>
    public async Task CopyAsync(byte[] fromKeyHash, byte[] toKeyHash, CancellationToken cancellationToken)
    {
        var now = Now;
        var originals = await PhotoOwner.Draft(fromKeyHash).Of(db, now).AsNoTracking().ToListAsync(cancellationToken);
        if (originals.Count == 0)
        {
            return;
        }

        db.AddRange(originals.Select(p => new Photo
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(now, TimeSpan.Zero)),
            DraftKeyHash = toKeyHash,
            CopyOf = p.Id,
            Width = p.Width,
            Height = p.Height,
            AddedAtUtc = p.AddedAtUtc,
        }));
        await db.SaveChangesAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "PhotoFiles" ("PhotoId", "Thumbnail", "Picture")
            SELECT p."Id", f."Thumbnail", f."Picture" FROM "Photos" p JOIN "PhotoFiles" f ON f."PhotoId" = p."CopyOf"
            WHERE p."DraftKeyHash" = {toKeyHash}
            """, cancellationToken);
    }

    private static Photo? Taken(List<Photo> photos, Guid id)
    {
        var photo = photos.Find(p => p.Id == id || p.CopyOf == id);
        return photo is not null && photos.Remove(photo) ? photo : null;
    }
}

/// <summary>A photo to be taken along.</summary>
/// <param name="MomentNumber">Of the moment it belongs to, or was removed with.</param>
/// <param name="Number">Place among the photos of the moment, from 1.</param>
public sealed record StoredPhoto(int MomentNumber, int Number, byte[] Picture);

/// <summary>A photo of a moment, as its form named it.</summary>
/// <param name="AltText">What it shows, in the customer's words.</param>
public sealed record PhotoEntry(Guid Id, string? AltText);
