using System.Buffers.Binary;
using System.IO.Compression;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>
/// The parts of a photo's file that its picture is made from. All else is left out before a decoder sees it: what cameras and programs
/// write into a file may be as long as the file, in as many pieces, packed or nested, and each decoder has its own way of being slow with
/// some of it. Finding the parts takes one pass over the bytes.
/// </summary>
/// <param name="File">A whole file, with nothing in it but the picture and its colours.</param>
/// <param name="Orientation">How the picture is turned: 1 to 8, as in TIFF 6.0, page 36.</param>
/// <param name="Scans">How many times a decoder goes over the picture.</param>
/// <param name="Frames">How many whole pictures of a WebP are in memory at once.</param>
public sealed record PhotoCore(PhotoKind Kind, byte[] File, int Orientation, int Scans = 1, int Frames = 0)
{
    /// <summary>Returns null if the file is truncated or not what its first bytes say. The given bytes are overwritten.</summary>
    public static PhotoCore? Of(byte[] file, PhotoKind kind) => kind switch
    {
        PhotoKind.Jpeg => JpegParts.Core(file),
        PhotoKind.Png => PngParts.Core(file),
        _ => WebPParts.Core(file),
    };
}

/// <summary>The bytes of a file that are kept, moved to its beginning.</summary>
internal sealed class KeptBytes(byte[] file)
{
    public int Length { get; private set; }

    public void Keep(int at, int length)
    {
        file.AsSpan(at, length).CopyTo(file.AsSpan(Length));
        Length += length;
    }

    public byte[] ToFile() => file[..Length];
}

/// <summary>Segments of a JPEG: a marker and, for most, a length of two bytes (ITU T.81, annex B).</summary>
internal static class JpegParts
{
    // From the first frame to the first restart, all are frames or tables.
    private const byte
        Prefix = 0xFF, FirstFrame = 0xC0, FirstRestart = 0xD0, LastRestart = 0xD7, Start = 0xD8, End = 0xD9, Scan = 0xDA,
        QuantizationTables = 0xDB, Lines = 0xDC, RestartInterval = 0xDD, App0 = 0xE0, App1 = 0xE1, App2 = 0xE2, App14 = 0xEE;

    // What stands after the end is left out: phones append a film there.
    public static PhotoCore? Core(byte[] file)
    {
        var (kept, orientation, scans, colours, isFound) = (new KeptBytes(file), 1, 0, 0, new HashSet<byte>());
        kept.Keep(0, 2);
        for (var at = 2; Marker(file, ref at) is { } marker;)
        {
            if (marker == End)
            {
                kept.Keep(at, 2);
                return new PhotoCore(PhotoKind.Jpeg, kept.ToFile(), orientation, scans);
            }

            if (at + 4 > file.Length)
            {
                return null;
            }

            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2));
            if (length < 4 || at + length > file.Length)
            {
                return null;
            }

            var content = file.AsSpan(at + 4, length - 4);
            switch (marker)
            {
                case Scan:
                    length = ScanEnd(file, at + length) - at;
                    scans++;
                    kept.Keep(at, length);
                    break;
                case (>= FirstFrame and < FirstRestart) or QuantizationTables or Lines or RestartInterval:
                    kept.Keep(at, length);
                    break;
                case App0 when content.StartsWith("JFIF\0"u8) && isFound.Add(App0):
                case App14 when content.StartsWith("Adobe"u8) && isFound.Add(App14):
                    kept.Keep(at, length);
                    break;
                case App1 when content.StartsWith("Exif\0\0"u8) && isFound.Add(App1):
                    orientation = Exif.Orientation(content[6..]);
                    break;
                case App2 when content.StartsWith("ICC_PROFILE\0"u8) && (colours += content.Length) <= ColourProfile.MostBytes:
                    kept.Keep(at, length);
                    break;
                default:
                    break;
            }

            at += length;
        }

        return null;
    }

    // Moves to the next marker that has a segment, or to the end of the picture. Null if there is none.
    private static byte? Marker(ReadOnlySpan<byte> file, ref int at)
    {
        while (at + 1 < file.Length)
        {
            if (file[at] == Prefix && file[at + 1] is >= FirstFrame and not ((>= FirstRestart and <= Start) or Prefix))
            {
                return file[at + 1];
            }

            var next = file[(at + 1)..].IndexOf(Prefix);
            at = next < 0 ? file.Length : at + 1 + next;
        }

        return null;
    }

    // In the data of a scan a prefix is followed by zero, or is a restart.
    private static int ScanEnd(ReadOnlySpan<byte> file, int at)
    {
        while (at + 1 < file.Length)
        {
            var next = file[at..].IndexOf(Prefix);
            if (next < 0)
            {
                return file.Length;
            }

            at += next;
            if (at + 1 < file.Length && file[at + 1] is not (0 or Prefix or (>= FirstRestart and <= LastRestart)))
            {
                return at;
            }

            at += at + 1 < file.Length && file[at + 1] == Prefix ? 1 : 2;
        }

        return file.Length;
    }
}

/// <summary>Chunks of a PNG: a length of four bytes, a name of four letters, the content, and a checksum of four bytes.</summary>
internal static class PngParts
{
    private const int First = 8, Frame = 12;

    // A name that begins with a capital letter is of a chunk without which the picture cannot be drawn.
    private const byte Critical = 0x20;

    public static PhotoCore? Core(byte[] file)
    {
        var (kept, orientation, hasColours, hasTransparency) = (new KeptBytes(file), 1, false, false);
        kept.Keep(0, First);
        for (var at = First; at + Frame <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            var name = file.AsSpan(at + 4, 4);
            if (length > file.Length - at - Frame)
            {
                return null;
            }

            var whole = Frame + (int)length;
            var content = file.AsSpan(at + 8, (int)length);
            if (name.SequenceEqual("IEND"u8))
            {
                kept.Keep(at, whole);
                return new PhotoCore(PhotoKind.Png, kept.ToFile(), orientation);
            }

            if (name.SequenceEqual("eXIf"u8))
            {
                orientation = Exif.Orientation(content);
            }
            else if (name.SequenceEqual("iCCP"u8))
            {
                if (!hasColours && IsSmallProfile(content))
                {
                    hasColours = true;
                    kept.Keep(at, whole);
                }
            }
            else if (name.SequenceEqual("tRNS"u8))
            {
                if (!hasTransparency)
                {
                    hasTransparency = true;
                    kept.Keep(at, whole);
                }
            }
            else if ((name[0] & Critical) == 0)
            {
                kept.Keep(at, whole);
            }

            at += whole;
        }

        return null;
    }

    // A name that ends with zero, the method, and the packed profile, which may be very much longer when it is unpacked.
    private static bool IsSmallProfile(ReadOnlySpan<byte> content)
    {
        var packed = content.IndexOf((byte)0) + 2;
        if (packed < 2 || packed > content.Length || content.Length > ColourProfile.MostBytes)
        {
            return false;
        }

        using var profile = new ZLibStream(new MemoryStream(content[packed..].ToArray()), CompressionMode.Decompress);
        var some = new byte[4096];
        try
        {
            var length = 0;
            for (var read = 1; read > 0 && length <= ColourProfile.MostBytes; length += read)
            {
                read = profile.Read(some);
            }

            return length <= ColourProfile.MostBytes;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}

/// <summary>
/// Chunks of a WebP: a name of four letters, a length of four bytes, and the content, which ends at an even place (RFC 9649).
/// </summary>
internal static class WebPParts
{
    private const int First = 12, Frame = 8, FramesOfAnimation = 2;

    // Of an animation only the first picture is kept.
    public static PhotoCore? Core(byte[] file)
    {
        var (kept, orientation, hasPicture, frames, hasColours) = (new KeptBytes(file), 1, false, 0, false);
        kept.Keep(0, First);
        for (var at = First; at + Frame <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 4));
            var name = file.AsSpan(at, 4);
            if (length > file.Length - at - Frame)
            {
                return null;
            }

            var content = file.AsSpan(at + Frame, (int)length);
            var whole = Math.Min(file.Length - at, Frame + (int)length + ((int)length & 1));
            var isPicture = name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8) || name.SequenceEqual("ANMF"u8);
            frames = name.SequenceEqual("ANIM"u8) ? FramesOfAnimation
                : frames == 0 && !name.SequenceEqual("VP8 "u8) && at == First ? 1
                : frames;
            if (name.SequenceEqual("EXIF"u8))
            {
                orientation = Exif.Orientation(content.StartsWith("Exif\0\0"u8) ? content[6..] : content);
            }
            else if (isPicture && !hasPicture)
            {
                hasPicture = true;
                kept.Keep(at, whole);
            }
            else if (name.SequenceEqual("ICCP"u8) && !hasColours && length <= ColourProfile.MostBytes)
            {
                hasColours = true;
                kept.Keep(at, whole);
            }
            else if (!hasPicture && (at == First || name.SequenceEqual("ALPH"u8) || name.SequenceEqual("ANIM"u8)))
            {
                kept.Keep(at, whole);
            }

            at += whole;
        }

        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), kept.Length - Frame);
        return hasPicture ? new PhotoCore(PhotoKind.WebP, kept.ToFile(), orientation, Frames: frames) : null;
    }
}

/// <summary>The profile that says which colours the numbers of a picture mean.</summary>
internal static class ColourProfile
{
    /// <summary>Those of cameras have some thousand bytes, those of printing presses up to a million.</summary>
    public const int MostBytes = 2 * 1024 * 1024;
}

/// <summary>What cameras note about a photo, as a TIFF directory of entries of twelve bytes.</summary>
internal static class Exif
{
    private const int Header = 8, Entry = 12;

    private const ushort OrientationTag = 0x0112, ShortType = 3;

    /// <summary>1, which is upright, if nothing that can be read says another.</summary>
    public static int Orientation(ReadOnlySpan<byte> tiff)
    {
        if (tiff is not ([(byte)'I', (byte)'I', 0x2A, 0, ..] or [(byte)'M', (byte)'M', 0, 0x2A, ..]) || tiff.Length < Header)
        {
            return 1;
        }

        var isLittle = tiff[0] == 'I';
        ushort Short(ReadOnlySpan<byte> at) =>
            isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
        var directory = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return 1;
        }

        var entries = tiff[((int)directory + 2)..];
        for (var left = Short(tiff[(int)directory..]); left > 0 && entries.Length >= Entry; left--, entries = entries[Entry..])
        {
            if (Short(entries) == OrientationTag)
            {
                return Short(entries[2..]) == ShortType && Short(entries[8..]) is >= 1 and <= 8 and var found ? found : 1;
            }
        }

        return 1;
    }
}
