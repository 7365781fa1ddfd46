using System.Runtime.InteropServices;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Site;
using NetVips;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>
/// Makes the photo that is stored from an uploaded file. Only the parts that make the picture are decoded, and their header decides before
/// that what it will cost: each photo has bounded memory and a bounded time. Small ones never wait for large ones, of which one is decoded
/// at a time, and nobody waits for all the photos of somebody else.
/// </summary>
public sealed class PhotoMaker
{
    public const int MaxBytes = 20 * 1024 * 1024;

    /// <summary>The most bytes of memory that decoding one photo may cost, and up to which it is a small one.</summary>
    private const long MaxMemory = 160_000_000, SmallMemory = 24_000_000;

    /// <summary>
    /// The most pixels that decoding may go over, in all passes: about two seconds. Cameras make up to ten passes, and a decoder cannot be
    /// stopped within them.
    /// </summary>
    private const long MaxScannedPixels = 1_000_000_000;

    /// <summary>Up to here a photo is a small one, which takes half a second at most.</summary>
    private const int SmallBytes = 6 * 1024 * 1024, SmallScans = 10, SmallPixels = 16_000_000;

    private const int SmallAtOnce = 2, LargeAtOnce = 1, MaxScans = 64, Quality = 80, ThumbnailQuality = 70;

    /// <summary>Nothing that the limits let through takes so long on an idle machine; what does nevertheless is ended.</summary>
    private static readonly TimeSpan LongestDecoding = TimeSpan.FromSeconds(10);

    private readonly Turns _small = new(SmallAtOnce), _large = new(LargeAtOnce);

    // The library reads dozens of formats, some by code that was not made for untrusted files: all but three are blocked.
    static PhotoMaker()
    {
        NativeHeap.GiveLargeBlocksBack();
        Operation.Block("VipsForeignLoad", true);
        foreach (var kind in Enum.GetNames<PhotoKind>())
        {
            Operation.Block($"VipsForeignLoad{(kind == nameof(PhotoKind.WebP) ? "Webp" : kind)}Buffer", false);
        }

        // The library would write a warning to the console for every broken file.
        NetVips.Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });
        NetVips.NetVips.BlockUntrusted = true;
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
    }

    /// <summary>Returns the photo, or why it is refused.</summary>
    /// <param name="file">Can be read again from its beginning: a photo that turns out to be a large one waits without being in
    /// memory.</param>
    /// <param name="length">In bytes.</param>
    /// <param name="sender">Who sends it: photos of several senders are made in turns.</param>
    /// <param name="cancellationToken">Stops waiting and decoding.</param>
    public async Task<(MadePhoto? Photo, PhotoRefusal? Refusal)> MakeAsync(
        Stream file, long length, string sender, CancellationToken cancellationToken)
    {
        if (length is 0 or > MaxBytes)
        {
            return (null, length == 0 ? PhotoRefusal.Empty : PhotoRefusal.TooManyBytes);
        }

        if (length <= SmallBytes)
        {
            using var place = await _small.EnterAsync(sender, cancellationToken);
            var (isLarge, photo, refusal) = await OpenAsync(file, length, takesLarge: false, cancellationToken);
            if (!isLarge)
            {
                return (photo, refusal);
            }
        }

        using (await _large.EnterAsync(sender, cancellationToken))
        {
            var (_, photo, refusal) = await OpenAsync(file, length, takesLarge: true, cancellationToken);
            return (photo, refusal);
        }
    }

    private static async Task<(bool IsLarge, MadePhoto? Photo, PhotoRefusal? Refusal)> OpenAsync(
        Stream file, long length, bool takesLarge, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var bytes = new byte[length];
            file.Position = 0;
            await file.ReadExactlyAsync(bytes, cancellationToken);
            if (PhotoHeader.KindOf(bytes) is not { } kind)
            {
                return (false, null, PhotoHeader.OtherKindOf(bytes));
            }

            if (PhotoCore.Of(bytes, kind) is not { } photo)
            {
                return (false, null, PhotoRefusal.Broken);
            }

            time.CancelAfter(LongestDecoding);
            using var header = Image.NewFromBuffer(photo.File, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
            var size = new PhotoSize(header.Width, header.Height);
            var memory = PhotoHeader.MemoryOf(photo, header);
            var isSmall = memory <= SmallMemory && size.Pixels <= SmallPixels && photo.Scans <= SmallScans;
            return Refusal(photo, size, memory) is { } refusal ? (false, null, refusal)
                : isSmall || takesLarge ? (false, Make(photo, size, time.Token), null)
                : (true, null, null);
        }
        catch (VipsException) when (time.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return (false, null, PhotoRefusal.TooHeavy);
        }
        catch (VipsException)
        {
            return (false, null, PhotoRefusal.Broken);
        }
    }

    private static PhotoRefusal? Refusal(PhotoCore photo, PhotoSize size, long memory) =>
        size.IsTooLarge ? PhotoRefusal.TooManyPixels
        : memory > MaxMemory || size.Pixels * photo.Scans > MaxScannedPixels || photo.Scans > MaxScans ? PhotoRefusal.TooHeavy
        : null;

    // Reduces the picture while it is read, into sRGB, and turns it. That a truncated file is an error must be
    // told to the loader itself, since the thumbnail's own argument for it is ignored (libvips issue 5195).
    private static MadePhoto Make(PhotoCore photo, PhotoSize lying, CancellationToken cancellationToken)
    {
        var size = lying.Within(PhotoSize.LongEdge);
        using var read = Image.ThumbnailBuffer(
            photo.File, size.Width, "fail_on=error", size.Height, Enums.Size.Force, inputProfile: "srgb", outputProfile: "srgb");
        using var end = cancellationToken.Register(() => read.SetKill(true));
        using var flat = read.HasAlpha() ? read.Flatten(background: [255]) : read.Copy();
        using var picture = flat.CopyMemory();
        using var upright = Turned(picture, photo.Orientation);
        var kept = new PhotoSize(upright.Width, upright.Height);
        using var thumbnail = upright.ThumbnailImage(kept.Thumbnail.Width, height: kept.Thumbnail.Height, size: Enums.Size.Force);
        return new MadePhoto(kept, Encoded(upright, Quality), Encoded(thumbnail, ThumbnailQuality));
    }

    // TIFF 6.0, page 36: where the first row and the first column of the file are in the picture as it was seen.
    private static Image Turned(Image picture, int orientation)
    {
        var angle = orientation switch
        {
            3 or 4 => Enums.Angle.D180,
            5 or 6 => Enums.Angle.D90,
            7 or 8 => Enums.Angle.D270,
            _ => Enums.Angle.D0,
        };
        using var turned = picture.Rot(angle);
        return orientation is 2 or 4 or 5 or 7 ? turned.Flip(Enums.Direction.Horizontal) : turned.Copy();
    }

    private static byte[] Encoded(Image image, int quality) =>
        image.JpegsaveBuffer(q: quality, optimizeCoding: true, keep: Enums.ForeignKeep.None);
}

/// <summary>A photo as it is stored: upright, reduced and re-encoded, with nothing left of its file but the picture.</summary>
public sealed record MadePhoto(PhotoSize Size, byte[] Picture, byte[] Thumbnail)
{
    /// <summary>What it takes of the store.</summary>
    public int Bytes => Picture.Length + Thumbnail.Length;
}

/// <summary>Why a photo is refused. Each has a message for the customer under its name.</summary>
public enum PhotoRefusal
{
    /// <summary>The file is empty.</summary>
    Empty,

    /// <summary>The file has too many bytes.</summary>
    TooManyBytes,

    /// <summary>By its content, neither JPEG nor PNG nor WebP, nor any of the following.</summary>
    OtherKind,

    /// <summary>A photo as iPhones take it: browsers do not show it, and few programs read it.</summary>
    Heic,

    /// <summary>A photo of a kind that is not taken.</summary>
    Avif,

    /// <inheritdoc cref="Avif"/>
    Tiff,

    /// <inheritdoc cref="Avif"/>
    Gif,

    /// <summary>No photo at all.</summary>
    Video,

    /// <summary>The picture has too many pixels.</summary>
    TooManyPixels,

    /// <summary>Encoded in a way that takes too much memory to decode at this size.</summary>
    TooHeavy,

    /// <summary>Truncated, or not what its first bytes say.</summary>
    Broken,

    /// <summary>The moment has as many photos as it can.</summary>
    TooMany,

    /// <summary>This network address has sent too many within the hour.</summary>
    TooOften,

    /// <summary>There is no room for more photos that are not sent.</summary>
    NoRoom,
}

/// <summary>
/// Memory that the picture library allocates. The C library of Linux keeps freed blocks of many megabytes, for each thread; with a fixed
/// threshold it returns them to the system at once.
/// </summary>
internal static class NativeHeap
{
    private const int MmapThreshold = -3, Large = 1024 * 1024;

    private delegate int MallocOption(int option, int value);

    /// <summary>Called once in a process. Other C libraries do not keep such blocks, so nothing is set there.</summary>
    public static void GiveLargeBlocksBack()
    {
        if (OperatingSystem.IsLinux()
            && NativeLibrary.TryLoad("libc.so.6", out var library)
            && NativeLibrary.TryGetExport(library, "mallopt", out var function))
        {
            Marshal.GetDelegateForFunctionPointer<MallocOption>(function)(MmapThreshold, Large);
        }
    }
}
