using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Measures;

/// <summary>Touchpoint by month: how many moments, how many zeros, and the mean score.</summary>
/// <param name="Columns">The months, or what is longer, in order.</param>
/// <param name="Rows">By name.</param>
public sealed record HeatMap(IReadOnlyList<TrendBucket> Columns, IReadOnlyList<HeatRow> Rows)
{
    /// <summary>A year touches so many months. What is longer has longer columns: nothing of the period is left out.</summary>
    public const int MostColumns = 13;

    /// <summary>At most this many touchpoints are named: those with most zeros, and of these those with most moments.</summary>
    public const int MostRows = 12;

    public static readonly HeatMap Empty = new([], []);

    /// <summary>The rows that are named, by name, and all others.</summary>
    public Bounded<HeatRow> Shown => Bounded
        .Of(
            Rows.OrderByDescending(r => r.Zeros).ThenByDescending(r => r.N).ThenBy(r => r.Touchpoint, StringComparer.Ordinal),
            MostRows)
        .ByName(r => r.Touchpoint);

    /// <summary>All rows that are not named, as one without a name; null if there are none.</summary>
    public HeatRow? Rest => Shown.Rest is not { Count: > 0 } rest
        ? null
        : new HeatRow("", null, [.. Columns.Select((_, i) => HeatCell.Sum(rest.Select(row => row.Cells[i])))]);

    /// <param name="scores">The scores by column.</param>
    /// <param name="names">Names of all touchpoints that the scores are of; touchpoints of the same name are one row.</param>
    public static HeatMap Of(
        IReadOnlyList<(TrendBucket Bucket, LedgerTotals Totals)> scores, IReadOnlyDictionary<Guid, string> names)
    {
        var rows =
            from column in scores
            from score in column.Totals.Scores()
            group (column.Bucket, score.TouchpointId, score.Tenths, score.N) by names[score.TouchpointId] into same
            let byColumn = same.ToLookup(s => s.Bucket, s => (s.Tenths, s.N))
            select new HeatRow(
                same.Key,
                same.Select(s => s.TouchpointId).Distinct().Take(2).ToList() is [var only] ? only : null,
                [.. scores.Select(column => CellOf(ScoreTotals.Of(byColumn[column.Bucket])))]);
        return new HeatMap([.. scores.Select(s => s.Bucket)], [.. rows.OrderBy(row => row.Touchpoint, StringComparer.Ordinal)]);
    }

    private static HeatCell CellOf(ScoreTotals scores) => new(scores.N, scores.Zeros, scores.Mean ?? 0);
}

/// <summary>The moments at one touchpoint in journeys that ended in one column's days.</summary>
/// <param name="Mean">Mean score, 0 to 10; 0 without moments.</param>
public sealed record HeatCell(long N, long Zeros, double Mean)
{
    public SampleVerdict Verdict => Proportion.VerdictOf(N);

    /// <summary>All their moments together.</summary>
    public static HeatCell Sum(IEnumerable<HeatCell> cells)
    {
        var all = cells.ToList();
        var n = all.Sum(c => c.N);
        return new HeatCell(n, all.Sum(c => c.Zeros), n == 0 ? 0 : all.Sum(c => c.N * c.Mean) / n);
    }
}

/// <summary>One touchpoint of the heat map, with a cell for every column.</summary>
/// <param name="TouchpointId">Null where several touchpoints have this name.</param>
public sealed record HeatRow(string Touchpoint, Guid? TouchpointId, IReadOnlyList<HeatCell> Cells)
{
    public long N => Cells.Sum(c => c.N);

    public long Zeros => Cells.Sum(c => c.Zeros);
}
