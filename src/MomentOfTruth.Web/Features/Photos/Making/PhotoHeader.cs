using System.Buffers.Binary;
using MomentOfTruth.Domain.Journeys;
using NetVips;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>
/// Reads from the first bytes of a photo, without decoding it, its kind and how many bytes of memory decoding it will take beyond the
/// reduced picture. Most are reduced row by row while they are read; those that come in passes are in memory whole.
/// </summary>
public static class PhotoHeader
{
    /// <summary>More scans in one picture than any camera makes; each costs as much as the whole picture.</summary>
    private const int MaxScans = 64;

    /// <summary>Returns null for any other kind of file.</summary>
    public static PhotoKind? KindOf(ReadOnlySpan<byte> file) => file switch
    {
        [0xFF, 0xD8, 0xFF, ..] => PhotoKind.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => PhotoKind.Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => PhotoKind.WebP,
        _ => null,
    };

    /// <summary>
    /// Returns bytes of memory; <see cref="long.MaxValue"/> for a file with so many scans that decoding it would take for ever.
    /// </summary>
    public static long CostOf(ReadOnlySpan<byte> file, PhotoKind kind, Image header)
    {
        const int BytesOfPixel = 4, BytesOfCoefficient = 2, Chunk = 12;
        var size = new PhotoSize(header.Width, header.Height);
        return kind switch
        {
            PhotoKind.Jpeg when ScansOf(file) > MaxScans => long.MaxValue,
            PhotoKind.WebP => file[Chunk + 3] == (byte)' ' ? 0 : size.Pixels * (BytesOfPixel + 1) * (header.Contains("n-pages") ? 2 : 1),
            _ when !header.Contains("interlaced") => 0,
            PhotoKind.Jpeg => size.Pixels * header.Bands * BytesOfCoefficient / (header.Get("jpeg-chroma-subsample") is "4:2:0" ? 2 : 1),
            _ => size.Pixels * header.Bands * (header.Format == Enums.BandFormat.Uchar ? 1 : 2),
        };
    }

    // Segments have a length and may hold any bytes, as may what follows the end: phones append a film there.
    private static int ScansOf(ReadOnlySpan<byte> jpeg)
    {
        var scans = 0;
        for (var at = 2; at + 4 <= jpeg.Length && (jpeg[at], jpeg[at + 1]) is not (0xFF, 0xD9);)
        {
            var isSegment = jpeg[at] == 0xFF && jpeg[at + 1] is (>= 0xC0 and < 0xD0) or (> 0xD8 and < 0xFF);
            scans += isSegment && jpeg[at + 1] == 0xDA ? 1 : 0;
            at += isSegment ? 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]) : 1;
        }

        return scans;
    }
}
