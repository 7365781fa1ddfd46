using System.Text;

namespace MomentOfTruth.Domain.Ledger;

/// <summary>
/// Writes a bag of counts in few bytes: first the touchpoints, which the keys then name by their place, then each kind with the length of
/// its entries, so that a reader can step over it. Numbers take seven bits a byte, the lowest first (LEB128, as in WebAssembly); those
/// that may be negative are folded first: 0, -1, 1, -2 … as 0, 1, 2, 3 … (zigzag, as in Protocol Buffers).
/// </summary>
internal sealed class CountWriter
{
    private readonly List<Guid> _touchpoints = [];
    private readonly Dictionary<Guid, int> _places = [];
    private readonly List<byte> _kinds = [];
    private List<byte> _bytes = [];

    public void Touchpoint(Guid id)
    {
        if (!_places.TryGetValue(id, out var place))
        {
            _places[id] = place = _touchpoints.Count;
            _touchpoints.Add(id);
        }

        Number(place);
    }

    public void Flag(bool value) => _bytes.Add(value ? (byte)1 : (byte)0);

    public void Number(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Unsigned(_bytes, (ulong)value);
    }

    public void Text(string value)
    {
        var text = Encoding.UTF8.GetBytes(value);
        Number(text.Length);
        _bytes.AddRange(text);
    }

    /// <summary>Writes all counts of one kind.</summary>
    public void Kind(TallyKind kind, IReadOnlyList<KeyValuePair<CountKey, TallyCount>> counts)
    {
        var hasSums = counts.Any(count => count.Value.Sum != 0);
        _bytes = [];
        foreach (var (key, count) in counts)
        {
            key.Write(this);
            Signed(count.N);
            if (hasSums)
            {
                Signed(count.Sum);
            }
        }

        Unsigned(_kinds, ((ulong)kind << 1) | (hasSums ? 1UL : 0));
        Unsigned(_kinds, (ulong)_bytes.Count);
        _kinds.AddRange(_bytes);
    }

    public byte[] Finish()
    {
        var all = new List<byte>((_touchpoints.Count * CountReader.GuidBytes) + _kinds.Count + 1);
        Unsigned(all, (ulong)_touchpoints.Count);
        foreach (var touchpoint in _touchpoints)
        {
            all.AddRange(touchpoint.ToByteArray(bigEndian: true));
        }

        all.AddRange(_kinds);
        return [.. all];
    }

    private void Signed(long value) => Unsigned(_bytes, (ulong)((value << 1) ^ (value >> 63)));

    private static void Unsigned(List<byte> bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }
}

/// <summary>Reads what <see cref="CountWriter"/> wrote.</summary>
internal ref struct CountReader
{
    public const int GuidBytes = 16;

    private readonly ReadOnlySpan<byte> _touchpoints;
    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _entries = [];
    private bool _hasSums;

    public CountReader(ReadOnlySpan<byte> stored)
    {
        _rest = stored;
        _touchpoints = Take(ref _rest, Unsigned(ref _rest) * GuidBytes);
    }

    /// <summary>Goes on to the next of these kinds; null after the last.</summary>
    public TallyKind? NextKind(IReadOnlyCollection<TallyKind>? kinds)
    {
        while (!_rest.IsEmpty)
        {
            var head = Unsigned(ref _rest);
            (var kind, _hasSums) = ((TallyKind)(head >> 1), (head & 1) == 1);
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

    public Guid Touchpoint()
    {
        var rest = _touchpoints;
        Take(ref rest, Unsigned(ref _entries) * GuidBytes);
        return new Guid(Take(ref rest, GuidBytes), bigEndian: true);
    }

    public bool Flag() => Unsigned(ref _entries) == 1;

    public int Number() => (int)Unsigned(ref _entries);

    public string Text() => Encoding.UTF8.GetString(Take(ref _entries, Unsigned(ref _entries)));

    public TallyCount Count() => new(Signed(), _hasSums ? Signed() : 0);

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
