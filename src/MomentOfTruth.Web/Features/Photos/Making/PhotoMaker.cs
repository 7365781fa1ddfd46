using MomentOfTruth.Domain.Journeys;
using SkiaSharp;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>
/// Makes the stored photo from an uploaded file. Its header is checked before the picture is opened; at most two pictures are opened at a
/// time, and only one of those that are in memory whole, so that many large ones wait instead of filling the memory.
/// </summary>
public sealed class PhotoMaker : IDisposable
{
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>Bytes that opening one picture may cost, and up to which cost two may be opened at once.</summary>
    private const long MaxCost = 190_000_000, LightCost = 48_000_000;

    private const int AtOnce = 2, Quality = 80, ThumbnailQuality = 70;

    static PhotoMaker() => NativeHeap.GiveLargeBlocksBack();

    private readonly SemaphoreSlim _open = new(AtOnce), _heavy = new(1);

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

    // Reduces while reading, where the codec can. A picture that is not complete is refused.
    private static SKBitmap? Open(SKCodec codec)
    {
        foreach (var size in SizesFor(codec))
        {
            var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb());
            var bitmap = new SKBitmap(info);
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
            // JPEG is read in eighths of its size: the fewest that are enough.
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
        // Reduced by a whole number first: below half its size, linear sampling would skip pixels.
        var upright = IsOnItsSide(turn) ? size.Turned : size;
        using var reduced = PhotoReduction.By(Math.Min(source.Width / upright.Width, source.Height / upright.Height), source);
        var from = reduced ?? source;
        var drawn = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(drawn);
        using var pixels = from.PeekPixels();
        using var image = SKImage.FromPixels(pixels);
        canvas.Clear(SKColors.White);
        canvas.Concat(Upright(turn, upright.Width, upright.Height));
        var sampling = new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear);
        canvas.DrawImage(image, new SKRect(0, 0, upright.Width, upright.Height), sampling);
        canvas.Flush();
        return drawn;
    }

    private static bool IsOnItsSide(SKEncodedOrigin turn) =>
        turn is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;

    // Moves the camera's first row and column to where they belong.
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

    // Without a colour space the encoder writes no profile, and sRGB is what a picture without a profile has.
    private static byte[] Encoded(SKBitmap bitmap, int quality)
    {
        using var pixels = bitmap.PeekPixels();
        using var encoded = pixels.Encode(new SKJpegEncoderOptions(quality))
            ?? throw new InvalidOperationException("The photo was not encoded.");
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

/// <summary>A photo as it is stored: upright, reduced and encoded again, with nothing of the uploaded file but the picture.</summary>
public sealed record MadePhoto(PhotoSize Size, byte[] Picture, byte[] Thumbnail);

/// <summary>The kinds of photos, told by their first bytes: a file's name and the type that a browser declares prove nothing.</summary>
public enum PhotoKind
{
    Jpeg,
    Png,
    WebP,
}

/// <summary>Why a photo is refused. Its name is the end of the message's key.</summary>
public enum PhotoRefusal
{
    /// <summary>The file has no bytes.</summary>
    Empty,

    /// <summary>The file is larger than <see cref="PhotoMaker.MaxBytes"/>.</summary>
    TooManyBytes,

    /// <summary>The content is neither JPEG nor PNG nor WebP.</summary>
    OtherKind,

    /// <summary>The picture has more pixels than are opened.</summary>
    TooManyPixels,

    /// <summary>The picture is stored in a way that takes too much memory to open at this size.</summary>
    TooHeavy,

    /// <summary>The file is cut short, or not what its header says.</summary>
    Broken,

    /// <summary>The moment has as many photos as it can have.</summary>
    TooMany,

    /// <summary>This address has sent too many photos within the hour.</summary>
    TooOften,
}
