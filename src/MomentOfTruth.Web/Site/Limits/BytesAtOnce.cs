using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// The bytes of bodies that are being worked on, from one address and from all: words, which are in memory until they are answered, and
/// files, which are on the disk. A body that would be too much is refused before it is read.
/// </summary>
public sealed class BytesAtOnce(IOptions<LimitOptions> limits)
{
    private const long Megabyte = 1024 * 1024;

    public Bound Words { get; } = new(limits.Value.WordMegabytesAtOnce * Megabyte, limits.Value.AllWordMegabytesAtOnce * Megabyte);

    public Bound Files { get; } = new(limits.Value.FileMegabytesAtOnce * Megabyte, limits.Value.AllFileMegabytesAtOnce * Megabyte);

    /// <param name="mostOfOne">The most bytes from one address.</param>
    /// <param name="mostOfAll">The most bytes from all addresses together.</param>
    public sealed class Bound(long mostOfOne, long mostOfAll)
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, long> _taken = [];
        private long _all;

        /// <summary>Returns whether there is room for so many more, which are then taken until they are given back.</summary>
        public bool TryTake(string address, long bytes)
        {
            lock (_lock)
            {
                var own = _taken.GetValueOrDefault(address) + bytes;
                if (own > mostOfOne || _all + bytes > mostOfAll)
                {
                    return false;
                }

                (_taken[address], _all) = (own, _all + bytes);
                return true;
            }
        }

        public void Give(string address, long bytes)
        {
            lock (_lock)
            {
                _all -= bytes;
                if ((_taken[address] -= bytes) == 0)
                {
                    _taken.Remove(address);
                }
            }
        }
    }
}

/// <summary>What one request has taken of them, given back when it is answered.</summary>
internal sealed class TakenBytes(BytesAtOnce atOnce, string address) : IDisposable
{
    private long _words, _files;

    public bool TryTakeWords(long bytes)
    {
        var isTaken = bytes == 0 || atOnce.Words.TryTake(address, bytes);
        _words += isTaken ? bytes : 0;
        return isTaken;
    }

    public bool TryTakeFiles(long bytes)
    {
        var isTaken = bytes == 0 || atOnce.Files.TryTake(address, bytes);
        _files += isTaken ? bytes : 0;
        return isTaken;
    }

    public void Dispose()
    {
        if (_words > 0)
        {
            atOnce.Words.Give(address, _words);
        }

        if (_files > 0)
        {
            atOnce.Files.Give(address, _files);
        }

        (_words, _files) = (0, 0);
    }
}
