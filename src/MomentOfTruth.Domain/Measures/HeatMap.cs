using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Measures;

/// <summary>Touchpoint by month: how many moments, how many zeros, and the mean score.</summary>
/// <param name="Months">First days, in order.</param>
/// <param name="Rows">By name.</param>
public sealed record HeatMap(IReadOnlyList<DateOnly> Months, IReadOnlyList<HeatRow> Rows)
{
    /// <summary>At most this many months, the last ones of the period in which journeys ended.</summary>
    public const int MostMonths = 12;

    /// <summary>At most this many touchpoints on a page: those with most moments. Files have them all.</summary>
    public const int MostRows = 12;

    public static readonly HeatMap Empty = new([], []);

    /// <summary>The rows that a page shows, by name.</summary>
    public IReadOnlyList<HeatRow> Shown =>
    [
        .. Rows
            .OrderByDescending(r => r.N).ThenBy(r => r.Touchpoint, StringComparer.Ordinal)
            .Take(MostRows)
            .OrderBy(r => r.Touchpoint, StringComparer.Ordinal),
    ];

    /// <param name="months">The first days of the columns.</param>
    /// <param name="scores">The scores by the first day of their month.</param>
    /// <param name="names">Names of all touchpoints that the scores are of; touchpoints of the same name are one row.</param>
    public static HeatMap Of(
        IReadOnlyList<DateOnly> months,
        IReadOnlyList<(DateOnly Month, LedgerTotals Totals)> scores,
        IReadOnlyDictionary<Guid, string> names)
    {
        var rows =
            from month in scores
            from score in month.Totals.Scores()
            group (month.Month, score.TouchpointId, score.Tenths, score.N) by names[score.TouchpointId] into same
            select new HeatRow(
                same.Key,
                same.Select(s => s.TouchpointId).Distinct().Take(2).ToList() is [var only] ? only : null,
                [.. months.Select(month => CellOf(ScoreTotals.Of(same.Where(s => s.Month == month).Select(s => (s.Tenths, s.N)))))]);
        return new HeatMap(months, [.. rows.OrderBy(row => row.Touchpoint, StringComparer.Ordinal)]);
    }

    private static HeatCell CellOf(ScoreTotals scores) => new(scores.N, scores.Zeros, scores.Mean ?? 0);
}

/// <summary>The moments at one touchpoint in journeys that ended in one month.</summary>
/// <param name="Mean">Mean score, 0 to 10; 0 without moments.</param>
public sealed record HeatCell(long N, long Zeros, double Mean)
{
    public SampleVerdict Verdict => Proportion.VerdictOf(N);
}

/// <summary>One touchpoint of the heat map, with a cell for every month.</summary>
/// <param name="TouchpointId">Null where several touchpoints have this name.</param>
public sealed record HeatRow(string Touchpoint, Guid? TouchpointId, IReadOnlyList<HeatCell> Cells)
{
    public long N => Cells.Sum(c => c.N);
}
