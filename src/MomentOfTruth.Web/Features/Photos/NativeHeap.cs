using System.Runtime.InteropServices;

namespace MomentOfTruth.Web.Features.Photos;

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
