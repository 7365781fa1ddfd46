using MomentOfTruth.Domain.Journeys;
using SkiaSharp;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>
/// Makes of a file that somebody sent the photo that is kept. The header decides before anything is opened; at most two are opened at a
/// time, and only one of those that stand in memory whole, so that many large ones together wait instead of filling the memory.
/// </summary>
public sealed class PhotoMaker : IDisposable
{
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>What opening may cost, and up to what two may do it at once.</summary>
    private const long MaxCost = 190_000_000, LightCost = 48_000_000;

    private const int AtOnce = 2, Quality = 80, ThumbnailQuality = 70;

    static PhotoMaker() => NativeHeap.GiveLargeBlocksBack();

    private readonly SemaphoreSlim _open = new(AtOnce), _heavy = new(1);

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
            using var data = SKData.Create(file, (int)length);
            if (data is null || PhotoHeader.KindOf(data.AsSpan()) is not { } kind)
            {
                return (null, PhotoRefusal.OtherKind);
            }

            using var codec = SKCodec.Create(data);
            if (codec is null || codec.EncodedFormat != FormatOf(kind))
            {
                return (null, PhotoRefusal.Broken);
            }

            return await OpenAsync(codec, PhotoHeader.CostOf(data.AsSpan(), kind, SizeOf(codec)), cancellationToken);
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

    private async Task<(MadePhoto?, PhotoRefusal?)> OpenAsync(SKCodec codec, long cost, CancellationToken cancellationToken)
    {
        if (SizeOf(codec).IsTooLarge)
        {
            return (null, PhotoRefusal.TooManyPixels);
        }

        if (cost > MaxCost)
        {
            return (null, PhotoRefusal.TooHeavy);
        }

        if (cost <= LightCost)
        {
            return Make(codec);
        }

        await _heavy.WaitAsync(cancellationToken);
        try
        {
            return Make(codec);
        }
        finally
        {
            _heavy.Release();
        }
    }

    private static (MadePhoto?, PhotoRefusal?) Make(SKCodec codec)
    {
        using var opened = Open(codec);
        if (opened is null)
        {
            return (null, PhotoRefusal.Broken);
        }

        var turn = codec.EncodedOrigin;
        var size = IsOnItsSide(turn) ? SizeOf(codec).Turned : SizeOf(codec);
        using var picture = Drawn(opened, turn, size.Within(PhotoSize.LongEdge));
        using var thumbnail = Drawn(picture, SKEncodedOrigin.TopLeft, size.Thumbnail);
        return (new MadePhoto(new(picture.Width, picture.Height), Encoded(picture, Quality), Encoded(thumbnail, ThumbnailQuality)), null);
    }

    // Reduced while it is read, where the codec can; nothing that is not there whole counts as read.
    private static SKBitmap? Open(SKCodec codec)
    {
        foreach (var size in SizesFor(codec))
        {
            var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
            var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
            if (result == SKCodecResult.Success)
            {
                return bitmap;
            }

            bitmap.Dispose();
            if (result != SKCodecResult.InvalidScale)
            {
                return null;
            }
        }

        return null;
    }

    private static IEnumerable<SKSizeI> SizesFor(SKCodec codec)
    {
        const int Parts = 8;
        var full = codec.Info.Size;
        if (codec.EncodedFormat == SKEncodedImageFormat.Jpeg)
        {
            // JPEG is read in eighths: the fewest that are enough.
            var parts = Math.Clamp((int)Math.Ceiling((double)Parts * PhotoSize.LongEdge / SizeOf(codec).Longer), 1, Parts);
            yield return codec.GetScaledDimensions((float)parts / Parts);
        }
        else if (codec.EncodedFormat == SKEncodedImageFormat.Webp)
        {
            var reduced = SizeOf(codec).Within(PhotoSize.LongEdge);
            yield return new SKSizeI(reduced.Width, reduced.Height);
        }

        yield return full;
    }

    private static SKBitmap Drawn(SKBitmap source, SKEncodedOrigin turn, PhotoSize size)
    {
        // By whole numbers first: beyond half its size a picture would lose what lies between the pixels that are looked at.
        var upright = IsOnItsSide(turn) ? size.Turned : size;
        using var reduced = PhotoReduction.By(Math.Min(source.Width / upright.Width, source.Height / upright.Height), source);
        var from = reduced ?? source;
        var drawn = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(drawn);
        using var pixels = from.PeekPixels();
        using var image = SKImage.FromPixels(pixels);
        canvas.Clear(SKColors.White);
        canvas.Concat(Upright(turn, upright.Width, upright.Height));
        canvas.DrawImage(image, new SKRect(0, 0, upright.Width, upright.Height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        canvas.Flush();
        return drawn;
    }

    private static bool IsOnItsSide(SKEncodedOrigin turn) =>
        turn is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;

    // From where the camera's first row and column were, to where they belong.
    private static SKMatrix Upright(SKEncodedOrigin turn, float width, float height) => turn switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    // Without a colour space the encoder writes no profile: the colours are those that a picture without one has.
    private static byte[] Encoded(SKBitmap bitmap, int quality)
    {
        using var pixels = bitmap.PeekPixels();
        using var encoded = pixels.Encode(new SKJpegEncoderOptions(quality)) ?? throw new InvalidOperationException("The photo was not encoded.");
        return encoded.ToArray();
    }

    private static PhotoSize SizeOf(SKCodec codec) => new(codec.Info.Width, codec.Info.Height);

    private static SKEncodedImageFormat FormatOf(PhotoKind kind) => kind switch
    {
        PhotoKind.Jpeg => SKEncodedImageFormat.Jpeg,
        PhotoKind.Png => SKEncodedImageFormat.Png,
        _ => SKEncodedImageFormat.Webp,
    };
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
