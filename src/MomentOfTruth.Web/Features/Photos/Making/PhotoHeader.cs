using System.Buffers.Binary;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>
/// Reads from the first bytes of a photo, without opening it, its kind and how many bytes of memory opening it will take beyond the reduced
/// picture. Baseline JPEG and lossy WebP are reduced while they are read; the others are in memory whole.
/// </summary>
public static class PhotoHeader
{
    /// <summary>More scans in one picture than any camera makes; each costs as much as the whole picture.</summary>
    private const int MaxScans = 64;

    private const int BytesOfPixel = 4, BytesOfCoefficient = 2;

    /// <summary>Returns null for any other kind of file.</summary>
    public static PhotoKind? KindOf(ReadOnlySpan<byte> file) => file switch
    {
        [0xFF, 0xD8, 0xFF, ..] => PhotoKind.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => PhotoKind.Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => PhotoKind.WebP,
        _ => null,
    };

    /// <summary>
    /// Returns bytes of memory; <see cref="long.MaxValue"/> for a file with so many scans that opening it would take for ever.
    /// </summary>
    public static long CostOf(ReadOnlySpan<byte> file, PhotoKind kind, PhotoSize size) => kind switch
    {
        PhotoKind.Jpeg => CostOfJpeg(file, size),
        PhotoKind.Png => CostOfPng(file, size),
        _ => CostOfWebP(file, size),
    };

    // Without interlacing, the file is read row by row; with it, all of the file's rows stay in memory until the last pass.
    private static long CostOfPng(ReadOnlySpan<byte> file, PhotoSize size)
    {
        const int Depth = 24, Colours = 25, Interlace = 28;
        if (file.Length <= Interlace)
        {
            return 0;
        }

        var channels = file[Colours] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var raw = file[Interlace] == 0 ? 0 : size.Pixels * channels * Math.Max((byte)8, file[Depth]) / 8;
        return (size.Pixels * BytesOfPixel) + raw;
    }

    private static long CostOfWebP(ReadOnlySpan<byte> file, PhotoSize size)
    {
        const int Chunk = 12, Flags = 20, Animated = 0x02;
        return file.Length <= Flags ? 0 : file[Chunk + 3] switch
        {
            (byte)' ' => 0,
            (byte)'X' when (file[Flags] & Animated) != 0 => size.Pixels * 2 * BytesOfPixel,
            _ => size.Pixels * (BytesOfPixel + 1),
        };
    }

    // The frame gives the sampling, and the first scan whether it holds everything. If not, all coefficients stay in memory until the last
    // scan.
    private static long CostOfJpeg(ReadOnlySpan<byte> file, PhotoSize size)
    {
        var (coefficients, components, scans, waits) = (0L, 0, 0, false);
        for (var at = 2; at + 4 <= file.Length;)
        {
            if (file[at] != 0xFF)
            {
                // Picture data, in which 0xFF begins a marker unless a zero or a restart number follows.
                at++;
                continue;
            }

            var marker = file[at + 1];
            if (marker is 0xFF)
            {
                at++;
                continue;
            }

            if (marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8))
            {
                at += 2;
                continue;
            }

            if (marker == 0xD9)
            {
                break;
            }

            var segment = file[(at + 2)..];
            var length = BinaryPrimitives.ReadUInt16BigEndian(segment);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) && length >= 8 && length <= segment.Length)
            {
                components = segment[7];
                coefficients = CoefficientsOf(segment[8..length], components, size);
                waits |= marker is not (0xC0 or 0xC1);
            }
            else if (marker == 0xDA && segment.Length > 2)
            {
                scans++;
                waits |= segment[2] < components;
            }

            at += 2 + length;
        }

        return scans > MaxScans ? long.MaxValue : waits ? coefficients * BytesOfCoefficient : 0;
    }

    private static long CoefficientsOf(ReadOnlySpan<byte> frame, int components, PhotoSize size)
    {
        var (sum, most) = (0L, 1);
        for (var i = 0; i < components && (3 * i) + 1 < frame.Length; i++)
        {
            var sampling = frame[(3 * i) + 1];
            var samples = (sampling >> 4) * (sampling & 0x0F);
            (sum, most) = (sum + samples, Math.Max(most, samples));
        }

        return size.Pixels * sum / most;
    }
}
