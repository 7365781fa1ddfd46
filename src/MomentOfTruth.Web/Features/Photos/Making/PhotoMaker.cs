using System.Runtime.InteropServices;
using MomentOfTruth.Domain.Journeys;
using NetVips;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>
/// Makes the photo that is stored from an uploaded file. The header decides before anything is decoded. At most two are decoded at a time,
/// and only one of those that are decoded whole, so that many large ones wait instead of filling the memory.
/// </summary>
public sealed class PhotoMaker : IDisposable
{
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>The most bytes that decoding one photo may cost, and up to which cost two may be decoded at once.</summary>
    private const long MaxCost = 150_000_000, LightCost = 48_000_000;

    private const int AtOnce = 2, Quality = 80, ThumbnailQuality = 70;

    private readonly SemaphoreSlim _open = new(AtOnce), _heavy = new(1);

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

    // Reduces and turns the picture while it is read, into sRGB. That a truncated file is an error must be
    // told to the loader itself, since the thumbnail's own argument for it is ignored (libvips issue 5195).
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

/// <summary>A photo as it is stored: upright, reduced and re-encoded, with nothing left of its file but the picture.</summary>
public sealed record MadePhoto(PhotoSize Size, byte[] Picture, byte[] Thumbnail);

/// <summary>The formats of photos, by their first bytes: a file's name and the type that a browser declares prove nothing.</summary>
public enum PhotoKind
{
    Jpeg,
    Png,
    WebP,
}

/// <summary>Why a photo is refused. Each has a message for the customer under its name.</summary>
public enum PhotoRefusal
{
    /// <summary>The file is empty.</summary>
    Empty,

    /// <summary>The file has too many bytes.</summary>
    TooManyBytes,

    /// <summary>By its content, neither JPEG nor PNG nor WebP.</summary>
    OtherKind,

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
