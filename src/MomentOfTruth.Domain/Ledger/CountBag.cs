using System.Runtime.InteropServices;

namespace MomentOfTruth.Domain.Ledger;

/// <summary>
/// Named whole counts. Whole numbers throughout, so that adding and taking away in any order leaves exactly what a recount would find.
/// </summary>
public sealed class CountBag
{
    private readonly Dictionary<CountKey, TallyCount> _counts = [];

    /// <summary>The counts other than zero.</summary>
    public IEnumerable<KeyValuePair<CountKey, TallyCount>> Counts => _counts.Where(count => count.Value != default);

    public bool IsEmpty => _counts.Values.All(count => count == default);

    /// <summary>Whether something is taken away: only then can a count that is stored become zero.</summary>
    public bool TakesAway => _counts.Values.Any(count => count.N < 0);

    public TallyCount this[CountKey key] => _counts.GetValueOrDefault(key);

    public void Add(CountKey key, TallyCount count) => CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _) += count;

    public void Add(CountBag other)
    {
        foreach (var (key, count) in other._counts)
        {
            Add(key, count);
        }
    }

    /// <summary>Those of its counts that are of these kinds.</summary>
    public CountBag Only(params TallyKind[] kinds) => Only(key => kinds.Contains(key.Kind));

    /// <summary>Those of its counts that are chosen.</summary>
    public CountBag Only(Func<CountKey, bool> isChosen)
    {
        var only = new CountBag();
        foreach (var (key, count) in _counts)
        {
            if (isChosen(key))
            {
                only.Add(key, count);
            }
        }

        return only;
    }

    /// <summary>The counts as they are stored; no bytes if there are none.</summary>
    public byte[] Write() => AddedTo([]);

    /// <summary>
    /// The counts added to those of a stored bag, without reading the rest of it; no bytes if nothing is left.
    /// </summary>
    public byte[] AddedTo(ReadOnlySpan<byte> stored) => CountFormat.Merge(stored, this);

    /// <summary>Adds what <see cref="Write"/> wrote; throws <see cref="FormatException"/> at anything else.</summary>
    /// <param name="stored">The bytes.</param>
    /// <param name="kinds">Reads these kinds alone, and at less cost; null for all.</param>
    public void Read(ReadOnlySpan<byte> stored, IReadOnlyCollection<TallyKind>? kinds = null)
    {
        var reader = new CountReader(stored);
        while (reader.NextKind(kinds) is { } kind)
        {
            while (reader.NextEntry())
            {
                var key = CountKey.Of(kind, ref reader);
                Add(key, reader.Count());
            }
        }
    }
}

/// <summary>How many, and the sum of what they carry.</summary>
public readonly record struct TallyCount(long N, long Sum)
{
    public static TallyCount operator +(TallyCount left, TallyCount right) => new(left.N + right.N, left.Sum + right.Sum);

    public TallyCount Negated() => new(-N, -Sum);

    public static TallyCount Add(TallyCount left, TallyCount right) => left + right;
}
