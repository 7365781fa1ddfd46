using System.Buffers.Binary;
using System.Text;
using MomentOfTruth.Domain.Journeys;
using NetVips;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>Tells from the first bytes of a file what it is, and from a photo's header what decoding it will cost.</summary>
public static class PhotoHeader
{
    /// <summary>Returns null for any other kind of file.</summary>
    public static PhotoKind? KindOf(ReadOnlySpan<byte> file) => file switch
    {
        [0xFF, 0xD8, 0xFF, ..] => PhotoKind.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => PhotoKind.Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => PhotoKind.WebP,
        _ => null,
    };

    /// <summary>Which other kind of file it is, as far as somebody may take it for a photo and can be told what to do.</summary>
    public static PhotoRefusal OtherKindOf(ReadOnlySpan<byte> file) => file switch
    {
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => PhotoRefusal.Gif,
        [(byte)'I', (byte)'I', 0x2A, 0, ..] or [(byte)'M', (byte)'M', 0, 0x2A, ..] => PhotoRefusal.Tiff,
        [0x1A, 0x45, 0xDF, 0xA3, ..] or [0, 0, 1, 0xB3 or 0xBA, ..] => PhotoRefusal.Video,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'A', (byte)'V', (byte)'I', (byte)' ', ..] => PhotoRefusal.Video,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => OfBrands(file),
        [_, _, _, _, (byte)'m', (byte)'o', (byte)'o', (byte)'v', ..] => PhotoRefusal.Video,
        _ => PhotoRefusal.OtherKind,
    };

    // One container for many kinds (ISO 14496-12): its first box names the brands that it can be read as, four letters each.
    private static PhotoRefusal OfBrands(ReadOnlySpan<byte> file)
    {
        const int First = 8, Letters = 4, MostBrands = 64;
        var box = file[..(int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(file), (uint)file.Length)];
        var kind = PhotoRefusal.Video;
        for (var at = First; at + Letters <= Math.Min(box.Length, First + (MostBrands * Letters)); at += Letters)
        {
            switch (Encoding.ASCII.GetString(box.Slice(at, Letters)))
            {
                case "avif" or "avis":
                    return PhotoRefusal.Avif;
                case "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "hevm" or "hevs" or "mif1" or "msf1":
                    kind = PhotoRefusal.Heic;
                    break;
                default:
                    break;
            }
        }

        return kind;
    }

    /// <summary>
    /// Returns how many bytes of memory decoding it takes beyond the reduced picture. Most are reduced row by row while they are read;
    /// those that come in passes are in memory whole.
    /// </summary>
    public static long MemoryOf(PhotoCore photo, Image header)
    {
        const int BytesOfPixel = 4, BytesOfCoefficient = 2;
        var size = new PhotoSize(header.Width, header.Height);
        return photo.Kind switch
        {
            PhotoKind.WebP when photo.Frames == 0 => 0,
            PhotoKind.WebP => size.Pixels * (BytesOfPixel + 1) * photo.Frames,
            _ when !header.Contains("interlaced") => 0,
            PhotoKind.Jpeg => size.Pixels * header.Bands * BytesOfCoefficient / (header.Get("jpeg-chroma-subsample") is "4:2:0" ? 2 : 1),
            _ => size.Pixels * header.Bands * (header.Format == Enums.BandFormat.Uchar ? 1 : 2),
        };
    }
}

/// <summary>The formats of photos, by their first bytes: a file's name and the type that a browser declares prove nothing.</summary>
public enum PhotoKind
{
    Jpeg,
    Png,
    WebP,
}
