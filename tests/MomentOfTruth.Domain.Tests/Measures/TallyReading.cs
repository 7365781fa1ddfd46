using MomentOfTruth.Domain.Ledger;

namespace MomentOfTruth.Domain.Tests.Measures;

/// <summary>Counts of a tally over all days and products.</summary>
internal static class TallyReading
{
    public static IEnumerable<(string Key, TallyCount Count)> Of(this Tally tally, TallyKind kind) => tally.Counts
        .Where(c => c.Key.Kind == kind)
        .GroupBy(c => c.Key.Key, c => c.Value, StringComparer.Ordinal)
        .Select(counts => (counts.Key, counts.Aggregate((all, count) => all + count)));

    public static TallyCount One(this Tally tally, TallyKind kind, string key = "") => tally.Counts
        .Where(c => c.Key.Kind == kind && c.Key.Key == key)
        .Aggregate(default(TallyCount), (all, count) => all + count.Value);

    public static LedgerTotals Totals(this Tally tally) => new(tally.Counts.Select(c => (c.Key.Kind, c.Key.Key, c.Value)));
}
