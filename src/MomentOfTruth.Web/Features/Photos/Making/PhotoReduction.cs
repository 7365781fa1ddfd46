using System.Runtime.InteropServices;
using SkiaSharp;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>Reduces a picture by a whole number: every pixel is the mean of those it replaces.</summary>
internal static class PhotoReduction
{
    /// <summary>The square of this times 255 still fits into the sixteen bits in which each channel is summed.</summary>
    private const int Most = 16;

    private const uint EveryOther = 0x00FF00FF;

    /// <summary>Returns null if there is nothing to reduce.</summary>
    public static SKBitmap? By(int times, SKBitmap source)
    {
        if (times < 2)
        {
            return null;
        }

        times = Math.Min(times, Most);
        var reduced = new SKBitmap(source.Info.WithSize(source.Width / times, source.Height / times));
        var from = MemoryMarshal.Cast<byte, uint>(source.GetPixelSpan());
        var to = MemoryMarshal.Cast<byte, uint>(reduced.GetPixelSpan());
        var sums = new ulong[reduced.Width];
        for (var y = 0; y < reduced.Height; y++)
        {
            Array.Clear(sums);
            for (var row = y * times; row < (y + 1) * times; row++)
            {
                Add(from.Slice(row * source.Width, reduced.Width * times), sums, times);
            }

            Divide(sums, (uint)(times * times), to.Slice(y * reduced.Width, reduced.Width));
        }

        return reduced;
    }

    // Sums four channels at once: two in the lower half of the number, two in the upper, each with room for carries.
    private static void Add(ReadOnlySpan<uint> row, ulong[] sums, int times)
    {
        for (var x = 0; x < sums.Length; x++)
        {
            var sum = sums[x];
            foreach (var pixel in row.Slice(x * times, times))
            {
                sum += (pixel & EveryOther) | ((ulong)((pixel >> 8) & EveryOther) << 32);
            }

            sums[x] = sum;
        }
    }

    private static void Divide(ulong[] sums, uint by, Span<uint> row)
    {
        for (var x = 0; x < row.Length; x++)
        {
            var sum = sums[x];
            row[x] = ((uint)(sum & 0xFFFF) / by)
                | ((uint)((sum >> 32) & 0xFFFF) / by << 8)
                | ((uint)((sum >> 16) & 0xFFFF) / by << 16)
                | ((uint)(sum >> 48) / by << 24);
        }
    }
}

/// <summary>
/// The memory of the drawing library. Linux's C library starts to keep blocks of many megabytes, for each thread, after the first were
/// freed. With a fixed threshold for large blocks it always returns them to the system at once.
/// </summary>
internal static class NativeHeap
{
    private const int MmapThreshold = -3, Large = 1024 * 1024;

    private delegate int MallocOption(int option, int value);

    /// <summary>Called once a process. Does nothing where the C library is another one, as those do not keep large blocks.</summary>
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
