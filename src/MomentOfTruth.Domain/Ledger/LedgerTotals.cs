using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Ledger;

/// <summary>The named counts of the ledger, summed over a period. The measures are computed from nothing else.</summary>
public sealed class LedgerTotals
{
    private readonly ILookup<TallyKind, (string Key, TallyCount Count)> _counts;

    /// <param name="counts">Counts may come in several rows of the same kind and key.</param>
    public LedgerTotals(IEnumerable<(TallyKind Kind, string Key, TallyCount Count)> counts) => _counts = counts
        .GroupBy(row => (row.Kind, row.Key), row => row.Count)
        .Select(group => (group.Key.Kind, group.Key.Key, Count: group.Aggregate(TallyCount.Add)))
        .Where(row => row.Count.N != 0)
        .ToLookup(row => row.Kind, row => (row.Key, row.Count));

    /// <summary>How many, of a kind that has one count.</summary>
    public long N(TallyKind kind) => _counts[kind].Sum(row => row.Count.N);

    /// <summary>The mean of the shares that a kind sums up, 0 to 1; null if there are none.</summary>
    public double? Mean(TallyKind kind) => N(kind) is > 0 and var n ? _counts[kind].Sum(row => row.Count.Sum * Tally.Unit) / n : null;

    /// <summary>The counts of a kind by its keys.</summary>
    public IEnumerable<(TKey Key, TallyCount Count)> Of<TKey>()
        where TKey : ITallyKey<TKey> => _counts[TKey.Kind].Select(row => (TKey.Read(row.Key), row.Count));

    /// <summary>How many by touchpoint, of a kind whose key is a touchpoint.</summary>
    public IReadOnlyDictionary<Guid, long> ByTouchpoint(TallyKind kind) =>
        _counts[kind].ToDictionary(row => TallyKey.TouchpointOf(row.Key), row => row.Count.N);

    /// <summary>How many moments by touchpoint and score in tenths.</summary>
    public IEnumerable<(Guid TouchpointId, int Tenths, long N)> Scores() =>
        Of<ScoreKey>().Select(row => (row.Key.TouchpointId, row.Key.Tenths, row.Count.N));

    /// <summary>Collapsed journeys by where their zeros are.</summary>
    public IEnumerable<(IReadOnlyList<(Guid TouchpointId, int Zeros)> Zeros, long Journeys)> ZeroSets() =>
        Of<ZeroSetKey>().Select(row => (row.Key.Zeros, row.Count.N));

    /// <summary>Journeys of known outcome by moment count and average band.</summary>
    public IEnumerable<(int Moments, int Band, bool IsCollapsed, bool IsLeft, long N)> Matched() =>
        Of<MatchedKey>().Select(row => (row.Key.Moments, row.Key.Band, row.Key.IsCollapsed, row.Key.IsLeft, row.Count.N));
}

/// <summary>How some moments scored, taken together.</summary>
/// <param name="N">How many moments.</param>
/// <param name="Zeros">Those that scored zero.</param>
/// <param name="Tenths">The sum of their scores.</param>
public readonly record struct ScoreTotals(long N, long Zeros, long Tenths)
{
    /// <summary>Their mean score, 0 to 10; null without moments.</summary>
    public double? Mean => N > 0 ? Tenths / (10.0 * N) : null;

    /// <summary>The share of zeros.</summary>
    public Proportion ZeroShare => new(Zeros, N);

    /// <param name="scores">Moments by score.</param>
    public static ScoreTotals Of(IEnumerable<(int Tenths, long N)> scores) => scores.Aggregate(default(ScoreTotals), (sum, score) => new(
        sum.N + score.N,
        sum.Zeros + (score.Tenths == Score.MinTenths ? score.N : 0),
        sum.Tenths + (score.N * score.Tenths)));
}

/// <summary>Collapsed journeys that have the same number of zeros at the same touchpoints.</summary>
/// <param name="Zeros">Zeros of one journey by touchpoint.</param>
/// <param name="Journeys">How many journeys.</param>
public sealed record ZeroSet(IReadOnlyDictionary<string, int> Zeros, long Journeys);
