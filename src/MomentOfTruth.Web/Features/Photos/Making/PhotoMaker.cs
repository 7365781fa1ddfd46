using System.Runtime.InteropServices;
using MomentOfTruth.Domain.Journeys;
using NetVips;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>
/// Makes of a file that somebody sent the photo that is kept. The header decides before anything is opened; at most two are opened at a
/// time, and only one of those that stand in memory whole, so that many large ones together wait instead of filling the memory.
/// </summary>
public sealed class PhotoMaker : IDisposable
{
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>What opening may cost, and up to what two may do it at once.</summary>
    private const long MaxCost = 150_000_000, LightCost = 48_000_000;

    private const int AtOnce = 2, Quality = 80, ThumbnailQuality = 70;

    private readonly SemaphoreSlim _open = new(AtOnce), _heavy = new(1);

    // The library reads dozens of kinds of files, some by code that was not made for strangers' files: all but three are closed.
    static PhotoMaker()
    {
        NativeHeap.GiveLargeBlocksBack();
        Operation.Block("VipsForeignLoad", true);
        foreach (var kind in Enum.GetNames<PhotoKind>())
        {
            Operation.Block($"VipsForeignLoad{(kind == nameof(PhotoKind.WebP) ? "Webp" : kind)}Buffer", false);
        }

        // It would write to the console what it thinks of a broken file, without end.
        NetVips.Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });
        NetVips.NetVips.BlockUntrusted = true;
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
    }

    /// <summary>The photo, or why there is none.</summary>
    public async Task<(MadePhoto? Photo, PhotoRefusal? Refusal)> MakeAsync(Stream file, long length, CancellationToken cancellationToken)
    {
        if (length is 0 or > MaxBytes)
        {
            return (null, length == 0 ? PhotoRefusal.Empty : PhotoRefusal.TooManyBytes);
        }

        await _open.WaitAsync(cancellationToken);
        try
        {
            var bytes = new byte[length];
            await file.ReadExactlyAsync(bytes, cancellationToken);
            return PhotoHeader.KindOf(bytes) is { } kind ? await OpenAsync(bytes, kind, cancellationToken) : (null, PhotoRefusal.OtherKind);
        }
        catch (VipsException)
        {
            return (null, PhotoRefusal.Broken);
        }
        finally
        {
            _open.Release();
        }
    }

    public void Dispose()
    {
        _open.Dispose();
        _heavy.Dispose();
    }

    private async Task<(MadePhoto?, PhotoRefusal?)> OpenAsync(byte[] file, PhotoKind kind, CancellationToken cancellationToken)
    {
        using var header = Image.NewFromBuffer(file, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
        var size = new PhotoSize(header.Width, header.Height);
        if (size.IsTooLarge)
        {
            return (null, PhotoRefusal.TooManyPixels);
        }

        var cost = PhotoHeader.CostOf(file, kind, header);
        if (cost > MaxCost)
        {
            return (null, PhotoRefusal.TooHeavy);
        }

        var upright = header.Contains("orientation") && (int)header.Get("orientation") >= 5 ? size.Turned : size;
        if (cost <= LightCost)
        {
            return (Make(file, upright), null);
        }

        await _heavy.WaitAsync(cancellationToken);
        try
        {
            return (Make(file, upright), null);
        }
        finally
        {
            _heavy.Release();
        }
    }

    // Reduced and turned while it is read, into the colours that a picture without a profile has. To fail on what is cut short must be
    // said to the reader itself: the reducer's own argument for it is passed over (libvips issue 5195).
    private static MadePhoto Make(byte[] file, PhotoSize upright)
    {
        var (size, small) = (upright.Within(PhotoSize.LongEdge), upright.Thumbnail);
        using var read = Image.ThumbnailBuffer(
            file, size.Width, "fail_on=error", size.Height, Enums.Size.Force, inputProfile: "srgb", outputProfile: "srgb");
        using var flat = read.HasAlpha() ? read.Flatten(background: [255]) : read.Copy();
        using var picture = flat.CopyMemory();
        using var thumbnail = picture.ThumbnailImage(small.Width, height: small.Height, size: Enums.Size.Force);
        return new MadePhoto(size, Encoded(picture, Quality), Encoded(thumbnail, ThumbnailQuality));
    }

    private static byte[] Encoded(Image image, int quality) =>
        image.JpegsaveBuffer(q: quality, optimizeCoding: true, keep: Enums.ForeignKeep.None);
}

/// <summary>A photo as it is kept: upright, reduced, encoded anew, with nothing left of the file it came in but what it shows.</summary>
public sealed record MadePhoto(PhotoSize Size, byte[] Picture, byte[] Thumbnail);

/// <summary>What photos can be, by their first bytes: a file's name and the type a browser declares are only what somebody says.</summary>
public enum PhotoKind
{
    Jpeg,
    Png,
    WebP,
}

/// <summary>Why a photo is not taken. Each is said to the customer under its name.</summary>
public enum PhotoRefusal
{
    /// <summary>No byte in it.</summary>
    Empty,

    /// <summary>More bytes than are read.</summary>
    TooManyBytes,

    /// <summary>By what it holds, neither JPEG nor PNG nor WebP.</summary>
    OtherKind,

    /// <summary>More pixels than are opened.</summary>
    TooManyPixels,

    /// <summary>Stored in a way that takes too much memory to open at this size.</summary>
    TooHeavy,

    /// <summary>Cut short, or not what its beginning says.</summary>
    Broken,

    /// <summary>The moment has as many as it can.</summary>
    TooMany,

    /// <summary>This address has sent very many within the hour.</summary>
    TooOften,
}

/// <summary>
/// What the drawing library asks the system for and gives back. Linux's C library begins to keep blocks of many megabytes once such have been
/// given back, for every thread anew; told where large begins, it gives them back at once, always.
/// </summary>
internal static class NativeHeap
{
    private const int MmapThreshold = -3, Large = 1024 * 1024;

    private delegate int MallocOption(int option, int value);

    /// <summary>Once a process. Where the C library is another, nothing is said to it: such do not keep them.</summary>
    public static void GiveLargeBlocksBack()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "mallopt", out var function))
        {
            Marshal.GetDelegateForFunctionPointer<MallocOption>(function)(MmapThreshold, Large);
        }
    }
}
