using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace MomentOfTruth.Web.Tests.Photos;

/// <summary>Files that somebody might send as a photo, good and bad, made here byte by byte.</summary>
public static class TestPhotos
{
    public const string Place = "N37.5665 Canary";

    /// <summary>A picture without anything else in it.</summary>
    public static byte[] Of(SKEncodedImageFormat format, int width, int height, Func<int, int, SKColor>? colour = null)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (var y = 0; y < height && colour is not null; y++)
        {
            for (var x = 0; x < width; x++)
            {
                bitmap.SetPixel(x, y, colour(x, y));
            }
        }

        if (colour is null)
        {
            bitmap.Erase(SKColors.Teal);
        }

        using var encoded = bitmap.Encode(format, 95);
        return encoded.ToArray();
    }

    public static byte[] Jpeg(int width = 40, int height = 20) => Of(SKEncodedImageFormat.Jpeg, width, height);

    public static byte[] Png(int width = 40, int height = 20) => Of(SKEncodedImageFormat.Png, width, height);

    public static byte[] WebP(int width = 40, int height = 20) => Of(SKEncodedImageFormat.Webp, width, height);

    /// <summary>As a telephone makes it: where it was taken, with what, which way up; and what other programs add.</summary>
    public static byte[] FromATelephone(int orientation = 1, byte[]? jpeg = null) =>
    [
        .. (jpeg ??= Jpeg())[..2],
        .. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(orientation)]),
        .. Segment(0xE1, Encoding.ASCII.GetBytes($"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta exif:GPSLatitude='{Place}'/>")),
        .. Segment(0xE2, Encoding.ASCII.GetBytes($"ICC_PROFILE\0\u0001\u0001{Place}")),
        .. Segment(0xED, Encoding.ASCII.GetBytes($"Photoshop 3.0\08BIM{Place}")),
        .. Segment(0xFE, Encoding.ASCII.GetBytes(Place)),
        .. jpeg[2..],
    ];

    /// <summary>A file that claims to be that large, with next to nothing in it.</summary>
    public static byte[] PngThatClaims(int width, int height, byte depth = 8, byte colours = 6, byte interlace = 0, byte[]? rows = null)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (depth, colours, interlace);
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", rows ?? Deflated(10_000)), .. Chunk("IEND", [])];
    }

    /// <summary>A few thousand bytes that are truly a picture of so many pixels, all of them black.</summary>
    public static byte[] PngBomb(int width, int height) => PngThatClaims(width, height, rows: Deflated(((4L * width) + 1) * height));

    /// <summary>The first frame red, the second blue, and as many more as that many bytes hold.</summary>
    public static byte[] MovingWebP(int bytes = 0)
    {
        byte[] size = [39, 0, 0, 19, 0, 0];
        byte[] Frame(SKColor colour) =>
            Riff("ANMF", [0, 0, 0, 0, 0, 0, .. size, 100, 0, 0, 0, .. Of(SKEncodedImageFormat.Webp, 40, 20, (_, _) => colour)[12..]]);
        var second = Frame(SKColors.Blue);
        byte[] chunks =
            [.. "WEBP"u8, .. Riff("VP8X", [0x02, 0, 0, 0, .. size]), .. Riff("ANIM", [0, 0, 0, 0, 0, 0]), .. Frame(SKColors.Red), .. Repeated(second, Math.Max(bytes, second.Length))];
        return Riff("RIFF", chunks);
    }

    /// <summary>One picture in very many passes, each of which a decoder would go through whole.</summary>
    public static byte[] JpegOfManyScans() => JpegOfScans(100);

    public static byte[] JpegOfScans(int scans, int width = 40, int height = 20)
    {
        var jpeg = Jpeg(width, height);
        var scan = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        return [.. jpeg[..scan], .. Repeated(jpeg[scan..^2], scans * (jpeg.Length - scan - 2)), 0xFF, 0xD9];
    }

    /// <summary>The markers of a JPEG up to its picture data.</summary>
    public static IReadOnlyList<byte> MarkersOf(byte[] jpeg)
    {
        var markers = new List<byte>();
        for (var at = 2; markers.LastOrDefault() != 0xDA; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2)))
        {
            Assert.Equal(0xFF, jpeg[at]);
            markers.Add(jpeg[at + 1]);
        }

        return markers;
    }

    /// <summary>With this many bytes of whatever stands before the picture.</summary>
    public static byte[] PngAfter(IEnumerable<byte> chunks) => Png(100, 100) is var png ? [.. png[..33], .. chunks, .. png[33..]] : [];

    public static byte[] JpegAfter(IEnumerable<byte> segments) => Jpeg(100, 100) is var jpeg ? [.. jpeg[..2], .. segments, .. jpeg[2..]] : [];

    /// <summary>A still WebP of the extended form, with chunks before and after its picture.</summary>
    public static byte[] WebPAround(IEnumerable<byte> before, IEnumerable<byte> after) => Riff(
        "RIFF", [.. "WEBP"u8, .. Riff("VP8X", [0, 0, 0, 0, 99, 0, 0, 99, 0, 0]), .. before, .. WebP(100, 100)[12..], .. after]);

    /// <summary>So many bytes of copies of one thing.</summary>
    public static byte[] Repeated(byte[] one, int bytes)
    {
        var all = new byte[bytes / one.Length * one.Length];
        for (var at = 0; at < all.Length; at += one.Length)
        {
            one.CopyTo(all, at);
        }

        return all;
    }

    /// <summary>The first box of a file of that brand.</summary>
    public static byte[] FileOfBrand(string brand, params string[] others) =>
        [0, 0, 0, (byte)(16 + (4 * others.Length)), .. "ftyp"u8, .. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0, .. others.SelectMany(Encoding.ASCII.GetBytes), .. new byte[60]];

    public static byte[] Segment(byte marker, byte[] content) =>
        [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    // Little-endian TIFF: the first directory has the orientation, the maker and a pointer to the GPS directory with a latitude in it.
    private static byte[] Exif(int orientation)
    {
        var text = Encoding.ASCII.GetBytes(Place + "\0");
        byte[] Entry(int tag, int type, int count, int value) =>
            [(byte)tag, (byte)(tag >> 8), (byte)type, 0, .. BitConverter.GetBytes(count), .. BitConverter.GetBytes(value)];
        const int Directory = 8, Entries = 3, Gps = Directory + 2 + (12 * Entries) + 4, GpsEntries = 2, Texts = Gps + 2 + (12 * GpsEntries) + 4;
        return
        [
            .. "II*\0"u8, .. BitConverter.GetBytes(Directory),
            Entries, 0, .. Entry(0x010F, 2, text.Length, Texts), .. Entry(0x0112, 3, 1, orientation), .. Entry(0x8825, 4, 1, Gps), 0, 0, 0, 0,
            GpsEntries, 0, .. Entry(0x0001, 2, 2, 'N'), .. Entry(0x0002, 5, 3, Texts + text.Length), 0, 0, 0, 0,
            .. text, .. new[] { 37, 1, 33, 1, 59, 1 }.SelectMany(BitConverter.GetBytes),
        ];
    }

    public static byte[] Chunk(string type, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. content];
        var frame = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(frame, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), Crc(named));
        return [.. frame[..4], .. named, .. frame[4..]];
    }

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8)
        .Aggregate((uint)n, (crc, _) => (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320))];

    private static uint Crc(byte[] bytes) => ~bytes.Aggregate(uint.MaxValue, (crc, one) => CrcTable[(byte)(crc ^ one)] ^ (crc >> 8));

    public static byte[] Riff(string type, byte[] content) =>
        [.. Encoding.ASCII.GetBytes(type), .. BitConverter.GetBytes(content.Length), .. content, .. new byte[content.Length % 2]];

    public static byte[] Deflated(long zeros)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var some = new byte[1 << 16];
            for (var left = zeros; left > 0; left -= some.Length)
            {
                zlib.Write(some, 0, (int)Math.Min(left, some.Length));
            }
        }

        return packed.ToArray();
    }
}
