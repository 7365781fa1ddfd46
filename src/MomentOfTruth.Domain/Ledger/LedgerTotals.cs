using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Ledger;

/// <summary>The counts of the ledger, summed over a period. The measures are computed from nothing else.</summary>
public sealed class LedgerTotals
{
    private readonly ILookup<TallyKind, KeyValuePair<CountKey, TallyCount>> _counts;

    public LedgerTotals(params IEnumerable<CountBag> bags)
    {
        var all = new CountBag();
        foreach (var bag in bags)
        {
            all.Add(bag);
        }

        _counts = all.Counts.Where(count => count.Value.N != 0).ToLookup(count => count.Key.Kind);
    }

    /// <summary>How many different counts there are.</summary>
    public int Count => _counts.Sum(kind => kind.Count());

    /// <summary>How many, of a kind that has one count.</summary>
    public long N(TallyKind kind) => _counts[kind].Sum(count => count.Value.N);

    /// <summary>The mean of the shares that a kind sums up, 0 to 1; null if there are none.</summary>
    public double? Mean(TallyKind kind) => N(kind) is > 0 and var n ? SumOf(kind) * Tally.Unit / n : null;

    /// <summary>The shares that a kind sums up, as a sample.</summary>
    /// <param name="kind">The kind that sums them up.</param>
    /// <param name="squares">The kind that sums up their squares.</param>
    public SampleMean Sample(TallyKind kind, TallyKind squares) =>
        SampleMean.Of(N(kind), SumOf(kind) * Tally.Unit, SumOf(squares) * Tally.Unit);

    /// <summary>The counts of a kind by its keys.</summary>
    public IEnumerable<(TKey Key, TallyCount Count)> Of<TKey>(TallyKind kind)
        where TKey : CountKey => _counts[kind].Select(count => ((TKey)count.Key, count.Value));

    /// <summary>How many by touchpoint, of a kind whose key is a touchpoint.</summary>
    public IReadOnlyDictionary<Guid, long> ByTouchpoint(TallyKind kind) =>
        Of<TouchpointKey>(kind).ToDictionary(row => row.Key.TouchpointId, row => row.Count.N);

    /// <summary>How many moments by touchpoint and score in tenths.</summary>
    public IEnumerable<(Guid TouchpointId, int Tenths, long N)> Scores() =>
        Of<ScoreKey>(TallyKind.Scores).Select(row => (row.Key.TouchpointId, row.Key.Tenths, row.Count.N));

    /// <summary>Collapsed journeys by where their zeros are.</summary>
    public IEnumerable<(IReadOnlyList<(Guid TouchpointId, int Zeros)> Zeros, long Journeys)> ZeroSets() =>
        Of<ZeroSetKey>(TallyKind.ZeroSet).Select(row => (row.Key.Zeros, row.Count.N));

    /// <summary>Journeys of known outcome by moment count and average band.</summary>
    public IEnumerable<(int Moments, int Band, bool IsCollapsed, bool IsLeft, long N)> Matched() =>
        Of<MatchedKey>(TallyKind.Matched).Select(row => (row.Key.Moments, row.Key.Band, row.Key.IsCollapsed, row.Key.IsLeft, row.Count.N));

    private long SumOf(TallyKind kind) => _counts[kind].Sum(count => count.Value.Sum);
}

/// <summary>How some moments scored, taken together.</summary>
/// <param name="N">How many moments.</param>
/// <param name="Zeros">Those that scored zero.</param>
/// <param name="Tenths">The sum of their scores.</param>
/// <param name="Squares">The sum of the squares of these tenths.</param>
public readonly record struct ScoreTotals(long N, long Zeros, long Tenths, long Squares)
{
    /// <summary>Their mean score, 0 to 10; null without moments.</summary>
    public double? Mean => N > 0 ? Tenths / (10.0 * N) : null;

    /// <summary>Their scores, 0 to 10, as a sample.</summary>
    public SampleMean Sample => SampleMean.Of(N, Tenths / 10.0, Squares / 100.0);

    /// <summary>The share of zeros.</summary>
    public Proportion ZeroShare => new(Zeros, N);

    /// <param name="scores">Moments by score.</param>
    public static ScoreTotals Of(IEnumerable<(int Tenths, long N)> scores) => scores.Aggregate(default(ScoreTotals), (sum, score) => new(
        sum.N + score.N,
        sum.Zeros + (score.Tenths == Score.MinTenths ? score.N : 0),
        sum.Tenths + (score.N * score.Tenths),
        sum.Squares + (score.N * score.Tenths * score.Tenths)));
}

/// <summary>Collapsed journeys that have the same number of zeros at the same touchpoints.</summary>
/// <param name="Zeros">Zeros of one journey by touchpoint.</param>
/// <param name="Journeys">How many journeys.</param>
public sealed record ZeroSet(IReadOnlyDictionary<string, int> Zeros, long Journeys);
