using System.Text;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Photos;
using SkiaSharp;

namespace MomentOfTruth.Web.Tests.Photos;

[Trait("Engine", "Any")]
public sealed class PhotoMakerTests
{
    private readonly PhotoMaker _maker = new();

    [Fact]
    public async Task Make_FromATelephone_LeavesNothingButThePicture()
    {
        var sent = TestPhotos.FromATelephone(6);
        Assert.Contains((byte)0xE1, TestPhotos.MarkersOf(sent));

        var made = await MakeAsync(sent);

        foreach (var jpeg in new[] { made.Picture, made.Thumbnail })
        {
            Assert.Empty(TestPhotos.MarkersOf(jpeg).Except<byte>([0xE0, 0xDB, 0xC0, 0xC4, 0xDA]));
            var text = Encoding.Latin1.GetString(jpeg);
            Assert.All(
                ["Exif", "GPS", "Canary", "adobe", "ICC", "xmp"],
                secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    // Orientation says what the first row and the first column of the file are in the picture as it was seen: TIFF 6.0, page 36.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Make_TurnsThePictureAsItWasSeen(int orientation)
    {
        const int Width = 64, Height = 32;
        var isTurned = orientation >= 5;
        (int X, int Y) Seen(int row, int column) => orientation switch
        {
            1 => (column, row),
            2 => (Width - 1 - column, row),
            3 => (Width - 1 - column, Height - 1 - row),
            4 => (column, Height - 1 - row),
            5 => (row, column),
            6 => (Width - 1 - row, column),
            7 => (Width - 1 - row, Height - 1 - column),
            _ => (row, Height - 1 - column),
        };
        var jpeg = TestPhotos.Of(SKEncodedImageFormat.Jpeg, isTurned ? Height : Width, isTurned ? Width : Height, (x, y) =>
        {
            var seen = Seen(y, x);
            return (seen.X < Width / 2, seen.Y < Height / 2) switch
            {
                (true, true) => SKColors.Red,
                (false, true) => SKColors.Lime,
                (true, false) => SKColors.Blue,
                _ => SKColors.White,
            };
        });

        var made = await MakeAsync(TestPhotos.FromATelephone(orientation, jpeg));

        Assert.Equal(new PhotoSize(Width, Height), made.Size);
        using var picture = SKBitmap.Decode(made.Picture);
        AssertIsLike(SKColors.Red, picture.GetPixel(8, 8));
        AssertIsLike(SKColors.Lime, picture.GetPixel(Width - 8, 8));
        AssertIsLike(SKColors.Blue, picture.GetPixel(8, Height - 8));
        AssertIsLike(SKColors.White, picture.GetPixel(Width - 8, Height - 8));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg, 4000, 3000, 1600, 1200, 320, 240)]
    [InlineData(SKEncodedImageFormat.Jpeg, 1500, 3200, 750, 1600, 150, 320)]
    [InlineData(SKEncodedImageFormat.Png, 3300, 1650, 1600, 800, 320, 160)]
    [InlineData(SKEncodedImageFormat.Webp, 3300, 1650, 1600, 800, 320, 160)]
    [InlineData(SKEncodedImageFormat.Png, 300, 1, 300, 1, 300, 1)]
    [InlineData(SKEncodedImageFormat.Png, 5000, 1, 1600, 1, 320, 1)]
    [InlineData(SKEncodedImageFormat.Webp, 1, 1, 1, 1, 1, 1)]
    public async Task Make_ReducesToWhatPagesNeed(
        SKEncodedImageFormat format, int width, int height, int keptWidth, int keptHeight, int smallWidth, int smallHeight)
    {
        var made = await MakeAsync(TestPhotos.Of(format, width, height));

        using var picture = SKBitmap.Decode(made.Picture);
        using var small = SKBitmap.Decode(made.Thumbnail);
        Assert.Equal((keptWidth, keptHeight), (picture.Width, picture.Height));
        Assert.Equal((smallWidth, smallHeight), (small.Width, small.Height));
        Assert.Equal(new PhotoSize(keptWidth, keptHeight), made.Size);
        AssertIsLike(SKColors.Teal, picture.GetPixel(keptWidth / 2, keptHeight / 2));
        AssertIsLike(SKColors.Teal, small.GetPixel(smallWidth - 1, smallHeight - 1));
    }

    [Fact]
    public async Task Make_WhatIsSeenThrough_IsWhite()
    {
        var made = await MakeAsync(TestPhotos.Of(SKEncodedImageFormat.Png, 64, 32, (x, _) => x < 32 ? SKColors.Transparent : SKColors.Red));

        using var picture = SKBitmap.Decode(made.Picture);
        AssertIsLike(SKColors.White, picture.GetPixel(8, 8));
        AssertIsLike(SKColors.Red, picture.GetPixel(56, 8));
    }

    [Fact]
    public async Task Make_OfAMovingPicture_KeepsItsFirstFrame()
    {
        var made = await MakeAsync(TestPhotos.MovingWebP());

        using var picture = SKBitmap.Decode(made.Picture);
        AssertIsLike(SKColors.Red, picture.GetPixel(20, 10));
    }

    [Fact]
    public async Task Make_OfTwoThingsAtOnce_KeepsThePictureAlone()
    {
        byte[] polyglot = [.. TestPhotos.Jpeg(), .. "<html><script>alert('Canary')</script>"u8, .. "PK\u0005\u0006"u8, .. new byte[18]];

        var made = await MakeAsync(polyglot);

        Assert.DoesNotContain("Canary", Encoding.Latin1.GetString(made.Picture), StringComparison.Ordinal);
        Assert.True(made.Picture.AsSpan().IndexOf("PK"u8) < 0);
        Assert.Equal([0xFF, 0xD9], made.Picture[^2..]);
    }

    public static TheoryData<string, PhotoRefusal> Refused => new()
    {
        { "nothing", PhotoRefusal.Empty },
        { "svg", PhotoRefusal.OtherKind },
        { "gif", PhotoRefusal.Gif },
        { "bmp", PhotoRefusal.OtherKind },
        { "avif", PhotoRefusal.Avif },
        { "heic that says so second", PhotoRefusal.Heic },
        { "avif that says so second", PhotoRefusal.Avif },
        { "tiff", PhotoRefusal.Tiff },
        { "raw", PhotoRefusal.Tiff },
        { "mp4", PhotoRefusal.Video },
        { "mov", PhotoRefusal.Video },
        { "webm", PhotoRefusal.Video },
        { "avi", PhotoRefusal.Video },
        { "half a first box", PhotoRefusal.Video },
        { "heic", PhotoRefusal.Heic },
        { "html", PhotoRefusal.OtherKind },
        { "zip before a photo", PhotoRefusal.OtherKind },
        { "sound", PhotoRefusal.OtherKind },
        { "two bytes", PhotoRefusal.OtherKind },
        { "html after a PNG's first bytes", PhotoRefusal.Broken },
        { "html after a JPEG's first bytes", PhotoRefusal.Broken },
        { "html after a WebP's first bytes", PhotoRefusal.Broken },
        { "half a JPEG", PhotoRefusal.Broken },
        { "half a PNG", PhotoRefusal.Broken },
        { "half a WebP", PhotoRefusal.Broken },
        { "a PNG of 30,000 by 30,000", PhotoRefusal.TooManyPixels },
        { "a PNG of 52 million pixels and a few more", PhotoRefusal.TooManyPixels },
        { "a PNG of no width", PhotoRefusal.Broken },
        { "a PNG in passes", PhotoRefusal.TooHeavy },
        { "a JPEG of many scans", PhotoRefusal.TooHeavy },
        { "twenty-one megabytes", PhotoRefusal.TooManyBytes },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Make_OfWhatIsNoPhoto_SaysWhy(string what, PhotoRefusal why)
    {
        var file = FileOf(what);
        using var stream = new MemoryStream(file);

        var (photo, refusal) = await _maker.MakeAsync(stream, file.Length, "", default);

        Assert.Null(photo);
        Assert.Equal(why, refusal);
    }

    // Each side of what is decoded, and of what waits behind the large ones.
    [Theory]
    [InlineData(8000, 6500)]
    [InlineData(8064, 6048)]
    [InlineData(4000, 4000)]
    [InlineData(4001, 4000)]
    public async Task Make_OfAllThatCamerasMake_ReducesIt(int width, int height)
    {
        var made = await MakeAsync(TestPhotos.Of(SKEncodedImageFormat.Jpeg, width, height));

        Assert.Equal(new PhotoSize(width, height).Within(PhotoSize.LongEdge), made.Size);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Make_OfTwentyMegabytes_TakesThem_AndNotOneMore(int more)
    {
        var jpeg = TestPhotos.Jpeg();
        byte[] file = [.. jpeg, .. new byte[PhotoMaker.MaxBytes - jpeg.Length + more]];
        using var stream = new MemoryStream(file);

        var (_, refusal) = await _maker.MakeAsync(stream, file.Length, "", default);

        Assert.Equal(more == 0 ? null : PhotoRefusal.TooManyBytes, refusal);
    }

    // A scan of a picture of one block costs nothing; as many as there may be, and one more.
    [Theory]
    [InlineData(10, null)]
    [InlineData(11, null)]
    [InlineData(64, null)]
    [InlineData(65, PhotoRefusal.TooHeavy)]
    public async Task Make_OfManyScans_TakesAsManyAsCostLittle(int scans, PhotoRefusal? expected)
    {
        var file = TestPhotos.JpegOfScans(scans);
        using var stream = new MemoryStream(file);

        var (_, refusal) = await _maker.MakeAsync(stream, file.Length, "", default);

        Assert.Equal(expected, refusal);
    }

    [Theory]
    [InlineData(8000, 5000, 25, null)]
    [InlineData(8000, 5000, 26, PhotoRefusal.TooHeavy)]
    public async Task Make_OfManyScansOfALargePicture_IsBoundedByThePixelsOfAll(
        int width, int height, int scans, PhotoRefusal? expected)
    {
        var file = TestPhotos.JpegOfScans(scans, width, height);
        using var stream = new MemoryStream(file);

        var (_, refusal) = await _maker.MakeAsync(stream, file.Length, "", default);

        Assert.Equal(expected, refusal);
    }

    public static TheoryData<string> Around =>
        ["an unknown chunk", "tiny chunks", "texts", "transparencies", "a packed profile", "comments", "tiny segments", "notes", "chunks before", "chunks after", "frames"];

    // Nine megabytes of what no decoder is asked to read.
    [Theory]
    [MemberData(nameof(Around))]
    public async Task Make_OfAPictureAmongMuchElse_KeepsThePictureAlone(string what)
    {
        const int Much = 9_000_000;
        var (zeros, unknown) = (new byte[Much], TestPhotos.Chunk("teSt", []));
        byte[] picture = TestPhotos.Png(100, 100);
        var file = what switch
        {
            "an unknown chunk" => TestPhotos.PngAfter(TestPhotos.Chunk("teSt", zeros)),
            "tiny chunks" => TestPhotos.PngAfter(TestPhotos.Repeated(unknown, Much)),
            "texts" => TestPhotos.PngAfter(TestPhotos.Chunk("zTXt", [.. "k\0\0"u8, .. TestPhotos.Deflated(1L << 29)])),
            "transparencies" => TestPhotos.PngAfter(TestPhotos.Repeated(TestPhotos.Chunk("tRNS", new byte[6]), Much)),
            "a packed profile" => TestPhotos.PngAfter(TestPhotos.Chunk("iCCP", [.. "k\0\0"u8, .. TestPhotos.Deflated(1L << 29)])),
            "comments" => TestPhotos.JpegAfter(TestPhotos.Repeated(TestPhotos.Segment(0xFE, new byte[60_000]), Much)),
            "tiny segments" => TestPhotos.JpegAfter(TestPhotos.Repeated(TestPhotos.Segment(0xE1, []), Much)),
            "notes" => TestPhotos.JpegAfter(TestPhotos.Repeated(TestPhotos.Segment(0xE1, [.. "Exif\0\0II*\0"u8, .. new byte[60_000]]), Much)),
            "chunks before" => TestPhotos.WebPAround(TestPhotos.Repeated(TestPhotos.Riff("teSt", []), Much), []),
            "chunks after" => TestPhotos.WebPAround([], TestPhotos.Riff("XMP ", zeros)),
            _ => TestPhotos.MovingWebP(Much),
        };
        Assert.InRange(file.Length, 100_000, PhotoMaker.MaxBytes);

        var core = PhotoCore.Of([.. file], PhotoHeader.KindOf(file)!.Value)!;
        var made = await MakeAsync(file);

        Assert.InRange(core.File.Length, 1, 10 * picture.Length);
        using var decoded = SKBitmap.Decode(made.Picture);
        AssertIsLike(what == "frames" ? SKColors.Red : SKColors.Teal, decoded.GetPixel(10, 10));
    }

    [Fact]
    public async Task Make_ForSomebodyWhoGoes_EndsWhileItIsDecoded()
    {
        // Two seconds of work.
        var file = TestPhotos.PngBomb(7200, 7200);
        using var stream = new MemoryStream(file);
        using var goes = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _maker.MakeAsync(stream, file.Length, "", goes.Token));
    }

    private static byte[] FileOf(string what) => what switch
    {
        "nothing" => [],
        "svg" => Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        "gif" => [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B],
        "bmp" => [.. "BM"u8, .. new byte[60]],
        "heic" => TestPhotos.FileOfBrand("heic", "mif1"),
        "avif" => TestPhotos.FileOfBrand("avif"),
        "heic that says so second" => TestPhotos.FileOfBrand("mif1", "miaf", "heic"),
        "avif that says so second" => TestPhotos.FileOfBrand("mif1", "miaf", "avif"),
        "tiff" => [.. "II*\0"u8, 8, 0, 0, 0, 0, 0],
        "raw" => [.. "MM\0*"u8, 0, 0, 0, 8, 0, 0],
        "mp4" => TestPhotos.FileOfBrand("isom", "mp41"),
        "mov" => TestPhotos.FileOfBrand("qt  "),
        "webm" => [0x1A, 0x45, 0xDF, 0xA3, .. new byte[40]],
        "avi" => [.. "RIFF"u8, 40, 0, 0, 0, .. "AVI LIST"u8, .. new byte[40]],
        "half a first box" => [0, 0, 0, 200, .. "ftyp"u8],
        "html" => Encoding.UTF8.GetBytes("<!doctype html><script>alert(1)</script>"),
        "zip before a photo" => [.. "PK\u0003\u0004"u8, .. TestPhotos.Jpeg()],
        "sound" => [.. "RIFF"u8, 40, 0, 0, 0, .. "WAVEfmt "u8, .. new byte[40]],
        "two bytes" => [0xFF, 0xD8],
        "html after a PNG's first bytes" => [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. "<html><script>alert(1)</script></html>"u8],
        "html after a JPEG's first bytes" => [0xFF, 0xD8, 0xFF, .. "<html><script>alert(1)</script></html>"u8],
        "html after a WebP's first bytes" => [.. "RIFF"u8, 40, 0, 0, 0, .. "WEBP<html><script>alert(1)</script></html>"u8],
        "half a JPEG" => Half(Noise(SKEncodedImageFormat.Jpeg)),
        "half a PNG" => Half(Noise(SKEncodedImageFormat.Png)),
        "half a WebP" => Half(Noise(SKEncodedImageFormat.Webp)),
        "a PNG of 30,000 by 30,000" => TestPhotos.PngThatClaims(30_000, 30_000),
        "a PNG of 52 million pixels and a few more" => TestPhotos.PngThatClaims(8000, 6501),
        "a PNG of no width" => TestPhotos.PngThatClaims(0, 10),
        "a PNG in passes" => TestPhotos.PngThatClaims(6000, 6000, depth: 16, interlace: 1),
        "a JPEG of many scans" => TestPhotos.JpegOfManyScans(),
        "twenty-one megabytes" => [.. TestPhotos.Jpeg(), .. new byte[21 * 1024 * 1024]],
        _ => throw new ArgumentException(what),
    };

    private static byte[] Noise(SKEncodedImageFormat format) =>
        TestPhotos.Of(format, 200, 200, (x, y) => new SKColor((byte)(x * y), (byte)(x * 31), (byte)(y * 17)));

    private static byte[] Half(byte[] file) => file[..(file.Length / 2)];

    private async Task<MadePhoto> MakeAsync(byte[] file)
    {
        using var stream = new MemoryStream(file);
        var (photo, refusal) = await _maker.MakeAsync(stream, file.Length, "", default);
        Assert.Null(refusal);
        return photo!;
    }

    private static void AssertIsLike(SKColor expected, SKColor actual) =>
        Assert.True(
            Math.Abs(expected.Red - actual.Red) + Math.Abs(expected.Green - actual.Green) + Math.Abs(expected.Blue - actual.Blue) < 40,
            $"{actual} is not {expected}.");
}
