using System.Buffers;
using System.Text;

namespace MomentOfTruth.Domain.Ledger;

/// <summary>
/// Bags of counts in few bytes: first the touchpoints, which the keys then name by their place, then each kind in its order, with the
/// length of its entries, so that a reader can step over it. An entry is a key, how many, and, if the kind has any, the sum; entries are
/// in the order of their keys' bytes, so that a change is merged into a stored bag without reading the rest. Numbers take seven bits a
/// byte, the lowest first (LEB128, as in WebAssembly); those that may be negative are folded first: 0, -1, 1, -2 … as 0, 1, 2, 3 …
/// (zigzag, as in Protocol Buffers).
/// </summary>
internal static class CountFormat
{
    /// <summary>The stored bag with the change; empty if nothing is left in it.</summary>
    public static byte[] Merge(ReadOnlySpan<byte> stored, CountBag change)
    {
        var reader = new CountReader(stored);
        var keys = new CountWriter(reader.Touchpoints());
        var changes = new Queue<CountEntry>(change.Counts
            .Select(count => new CountEntry(count.Key.Kind, keys.Bytes(count.Key), count.Value))
            .OrderBy(entry => entry.Kind).ThenBy(entry => entry.Key, ByteOrder.Comparer));
        var kinds = new CountWriter();
        while (reader.NextKind(null) is { } kind)
        {
            while (changes.TryPeek(out var earlier) && earlier.Kind < kind)
            {
                Add(kinds, earlier.Kind, default, changes);
            }

            Add(kinds, kind, reader, changes);
        }

        while (changes.TryPeek(out var later))
        {
            Add(kinds, later.Kind, default, changes);
        }

        return kinds.Length == 0 ? [] : [.. keys.TouchpointBytes(), .. kinds.Written];
    }

    private static void Add(CountWriter kinds, TallyKind kind, CountReader stored, Queue<CountEntry> changes)
    {
        var hasSums = stored.HasSums || changes.TakeWhile(entry => entry.Kind == kind).Any(entry => entry.Count.Sum != 0);
        var entries = new CountWriter();
        while (stored.NextEntry())
        {
            var key = stored.Key(kind);
            var count = stored.Count();
            while (changes.TryPeek(out var change) && change.Kind == kind && key.SequenceCompareTo(change.Key) is var order and >= 0)
            {
                changes.Dequeue();
                if (order == 0)
                {
                    count += change.Count;
                    break;
                }

                entries.Entry(change.Key, change.Count, hasSums);
            }

            entries.Entry(key, count, hasSums);
        }

        while (changes.TryPeek(out var change) && change.Kind == kind)
        {
            changes.Dequeue();
            entries.Entry(change.Key, change.Count, hasSums);
        }

        kinds.Kind(kind, hasSums, entries.Written);
    }

    private readonly record struct CountEntry(TallyKind Kind, byte[] Key, TallyCount Count);

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static readonly ByteOrder Comparer = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}

/// <summary>Writes the parts of a stored bag.</summary>
internal sealed class CountWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Dictionary<Guid, int> _touchpoints = [];

    public CountWriter(params IEnumerable<Guid> touchpoints)
    {
        foreach (var touchpoint in touchpoints)
        {
            _touchpoints.Add(touchpoint, _touchpoints.Count);
        }
    }

    public int Length => _bytes.WrittenCount;

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>The bytes of a key. New touchpoints go to the end of the list.</summary>
    public byte[] Bytes(CountKey key)
    {
        _bytes.ResetWrittenCount();
        key.Write(this);
        return [.. Written];
    }

    public byte[] TouchpointBytes()
    {
        _bytes.ResetWrittenCount();
        Number(_touchpoints.Count);
        foreach (var touchpoint in _touchpoints.OrderBy(touchpoint => touchpoint.Value))
        {
            _bytes.Write(touchpoint.Key.ToByteArray(bigEndian: true));
        }

        return [.. Written];
    }

    /// <summary>Writes an entry, unless it counts nothing.</summary>
    public void Entry(ReadOnlySpan<byte> key, TallyCount count, bool hasSum)
    {
        if (count == default)
        {
            return;
        }

        _bytes.Write(key);
        Signed(count.N);
        if (hasSum)
        {
            Signed(count.Sum);
        }
    }

    /// <summary>Writes all entries of a kind, unless there are none.</summary>
    public void Kind(TallyKind kind, bool hasSums, ReadOnlySpan<byte> entries)
    {
        if (!entries.IsEmpty)
        {
            Unsigned(((ulong)kind << 1) | (hasSums ? 1UL : 0));
            Unsigned((ulong)entries.Length);
            _bytes.Write(entries);
        }
    }

    public void Touchpoint(Guid id)
    {
        if (!_touchpoints.TryGetValue(id, out var place))
        {
            _touchpoints[id] = place = _touchpoints.Count;
        }

        Number(place);
    }

    public void Flag(bool value) => Number(value ? 1 : 0);

    public void Number(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Unsigned((ulong)value);
    }

    public void Text(string value)
    {
        var text = Encoding.UTF8.GetBytes(value);
        Number(text.Length);
        _bytes.Write(text);
    }

    private void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    private void Unsigned(ulong value)
    {
        const int Most = 10;
        var bytes = _bytes.GetSpan(Most);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            bytes[length++] = (byte)(value | 0x80);
        }

        bytes[length++] = (byte)value;
        _bytes.Advance(length);
    }
}

/// <summary>Reads what <see cref="CountWriter"/> wrote.</summary>
internal ref struct CountReader
{
    public const int GuidBytes = 16;

    private readonly ReadOnlySpan<byte> _touchpoints;
    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _entries = [];

    /// <param name="stored">The bytes of a bag; none for an empty one.</param>
    public CountReader(ReadOnlySpan<byte> stored)
    {
        _rest = stored;
        _touchpoints = stored.IsEmpty ? [] : Take(ref _rest, Unsigned(ref _rest) * GuidBytes);
    }

    /// <summary>Whether the entries of the kind have sums.</summary>
    public bool HasSums { get; private set; }

    /// <summary>All touchpoints that the bag may name.</summary>
    public readonly Guid[] Touchpoints()
    {
        var all = new Guid[_touchpoints.Length / GuidBytes];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = new Guid(_touchpoints.Slice(i * GuidBytes, GuidBytes), bigEndian: true);
        }

        return all;
    }

    /// <summary>Goes on to the next of these kinds; null after the last.</summary>
    public TallyKind? NextKind(IReadOnlyCollection<TallyKind>? kinds)
    {
        while (!_rest.IsEmpty)
        {
            var head = Unsigned(ref _rest);
            (var kind, HasSums) = ((TallyKind)(head >> 1), (head & 1) == 1);
            _entries = Take(ref _rest, Unsigned(ref _rest));
            if (kinds is null || kinds.Contains(kind))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>Whether the kind has another entry.</summary>
    public readonly bool NextEntry() => !_entries.IsEmpty;

    /// <summary>The bytes of the next entry's key.</summary>
    public ReadOnlySpan<byte> Key(TallyKind kind)
    {
        var entry = _entries;
        CountKey.Skip(kind, ref this);
        return entry[..^_entries.Length];
    }

    public Guid Touchpoint()
    {
        var rest = _touchpoints;
        Take(ref rest, Unsigned(ref _entries) * GuidBytes);
        return new Guid(Take(ref rest, GuidBytes), bigEndian: true);
    }

    public bool Flag() => Unsigned(ref _entries) == 1;

    public int Number() => (int)Unsigned(ref _entries);

    public void Skip(int numbers)
    {
        for (var i = 0; i < numbers; i++)
        {
            Unsigned(ref _entries);
        }
    }

    public void SkipText() => Take(ref _entries, Unsigned(ref _entries));

    public string Text() => Encoding.UTF8.GetString(Take(ref _entries, Unsigned(ref _entries)));

    public TallyCount Count() => new(Signed(), HasSums ? Signed() : 0);

    private long Signed()
    {
        var value = Unsigned(ref _entries);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> bytes, ulong length)
    {
        if (length > (ulong)bytes.Length)
        {
            throw Broken();
        }

        var taken = bytes[..(int)length];
        bytes = bytes[(int)length..];
        return taken;
    }

    private static ulong Unsigned(scoped ref ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (bytes.IsEmpty)
            {
                break;
            }

            var next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Broken();
    }

    private static FormatException Broken() => new("The counts of the ledger cannot be read: they end too early.");
}
