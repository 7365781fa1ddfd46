using System.Runtime.InteropServices;
using SkiaSharp;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>Makes a picture smaller by a whole number: every pixel is the mean of those it stands for.</summary>
internal static class PhotoReduction
{
    /// <summary>So many squared times 255 still fit into the sixteen bits that each channel is summed in.</summary>
    private const int Most = 16;

    private const uint EveryOther = 0x00FF00FF;

    /// <summary>Null if there is nothing to reduce.</summary>
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

    // Four channels at once: two in the lower half, two in the upper, each with room above it.
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
            row[x] = ((uint)(sum & 0xFFFF) / by) | ((uint)((sum >> 32) & 0xFFFF) / by << 8) | ((uint)((sum >> 16) & 0xFFFF) / by << 16) | ((uint)(sum >> 48) / by << 24);
        }
    }
}

/// <summary>
/// What the drawing library asks the system for and gives back. Linux's C library begins to keep blocks of many megabytes once such have been
/// given back, for every thread anew; told where large begins, it gives them back at once, always.
/// </summary>
internal static class NativeHeap
{
    private const int MmapThreshold = -3, Large = 1024 * 1024;

    private delegate int MallocOption(int option, int value);

    /// <summary>Once a process. Where the C library is another, nothing is said to it: such do not keep them.</summary>
    public static void GiveLargeBlocksBack()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "mallopt", out var function))
        {
            Marshal.GetDelegateForFunctionPointer<MallocOption>(function)(MmapThreshold, Large);
        }
    }
}
