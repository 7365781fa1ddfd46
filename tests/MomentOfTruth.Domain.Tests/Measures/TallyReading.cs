using MomentOfTruth.Domain.Ledger;

namespace MomentOfTruth.Domain.Tests.Measures;

/// <summary>Counts of a tally over all days and products.</summary>
internal static class TallyReading
{
    public static CountBag All(this Tally tally)
    {
        var all = new CountBag();
        foreach (var bag in tally.Places.Values)
        {
            all.Add(bag);
        }

        return all;
    }

    public static IEnumerable<(TKey Key, TallyCount Count)> Of<TKey>(this Tally tally, TallyKind kind)
        where TKey : CountKey => tally.All().Counts.Where(c => c.Key.Kind == kind).Select(c => ((TKey)c.Key, c.Value));

    public static TallyCount One(this Tally tally, TallyKind kind) => tally.One(new WholeKey(kind));

    public static TallyCount One(this Tally tally, CountKey key) => tally.All()[key];

    public static LedgerTotals Totals(this Tally tally) => new(tally.Places.Values);

    /// <summary>What is counted where, without places that count nothing.</summary>
    public static IEnumerable<(LedgerPlace Place, CountKey Key, TallyCount Count)> Counts(this Tally tally) =>
        from place in tally.Places
        from count in place.Value.Counts
        select (place.Key, count.Key, count.Value);
}
