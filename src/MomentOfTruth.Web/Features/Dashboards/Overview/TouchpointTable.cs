using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>The one table of the overview: a row a touchpoint, with all that is known of it in the period.</summary>
/// <param name="Rows">Those that are named.</param>
/// <param name="Rest">All others, summed up; null if there are none.</param>
/// <param name="RestCount">How many they are.</param>
/// <param name="Months">The columns of the zeros by month.</param>
/// <param name="Scale">The share, 0 to 1, at the right end of the whiskers.</param>
public sealed record TouchpointTable(
    IReadOnlyList<TouchpointRow> Rows, TouchpointRow? Rest, int RestCount, IReadOnlyList<TrendBucket> Months, double Scale)
{
    /// <summary>At most so many touchpoints are named.</summary>
    public const int MostRows = 10;

    // Ends of the scale that are easy to read.
    private static readonly double[] Scales = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

    /// <param name="before">What the period is held against; null for nothing.</param>
    /// <param name="months">The touchpoints by month.</param>
    /// <param name="sort">What orders the rows; where nothing may be ranked they stand by name.</param>
    public static TouchpointTable Of(CompanyMeasures measures, CompanyMeasures? before, HeatMap months, TouchpointSort sort)
    {
        var (shares, sharesBefore) = (ByName(measures.FairShares, s => s.Touchpoint), ByName(before?.FairShares ?? [], s => s.Touchpoint));
        var (kills, fixes) = (ByName(measures.KillingMoments, k => k.Touchpoint), ByName(measures.Fixes, f => f.Touchpoint));
        var byMonth = ByName(months.Rows, r => r.Touchpoint);
        var moved = before is null ? [] : ByName(WhatMoved.Of(before, measures).Bars, b => b.Touchpoint);
        var rows = measures.Touchpoints
            .Select(t => new TouchpointRow(
                t.Touchpoint,
                t.TouchpointId,
                t,
                shares.GetValueOrDefault(t.Touchpoint),
                before is { Survival.Verdict: not SampleVerdict.CountsOnly } ? sharesBefore.GetValueOrDefault(t.Touchpoint)?.Share ?? 0 : null,
                kills.GetValueOrDefault(t.Touchpoint),
                fixes.GetValueOrDefault(t.Touchpoint)?.Rescued.Count ?? 0,
                byMonth.GetValueOrDefault(t.Touchpoint)?.Cells ?? [.. months.Columns.Select(_ => new HeatCell(0, 0, 0))],
                moved.GetValueOrDefault(t.Touchpoint)));
        var isRanked = measures.Survival.Verdict == SampleVerdict.Ranked;
        var ordered = Ordered(rows, isRanked ? sort : TouchpointSort.Name).ToList();
        var (shown, rest) = (ordered.Take(MostRows).ToList(), ordered.Skip(MostRows).ToList());
        return new TouchpointTable(
            shown, rest.Count == 0 ? null : TouchpointRow.Sum(rest), rest.Count, months.Columns, ScaleFor(shown.Select(r => Math.Max(r.Share?.High ?? 0, r.Before ?? 0))));
    }

    /// <summary>An end of the scale that is easy to read and not below any of the shares.</summary>
    public static double ScaleFor(IEnumerable<double> shares)
    {
        var highest = shares.DefaultIfEmpty().Max();
        return Scales.First(s => s >= highest || s == 1);
    }

    private static IEnumerable<TouchpointRow> Ordered(IEnumerable<TouchpointRow> rows, TouchpointSort sort) => (sort switch
    {
        TouchpointSort.Killed => rows.OrderByDescending(r => r.Killing?.Kills ?? 0),
        TouchpointSort.Saved => rows.OrderByDescending(r => r.Saved),
        TouchpointSort.Zeros => rows.OrderByDescending(r => r.Scores.Zeros),
        TouchpointSort.Mean => rows.OrderBy(r => r.Scores.Mean),
        TouchpointSort.Name => rows.OrderBy(r => r.Name, StringComparer.CurrentCulture),
        _ => rows.OrderByDescending(r => r.Share?.Share ?? 0),
    }).ThenByDescending(r => r.Scores.Zeros).ThenBy(r => r.Name, StringComparer.Ordinal);

    private static Dictionary<string, T> ByName<T>(IEnumerable<T> all, Func<T, string> name) => all.ToDictionary(name, StringComparer.Ordinal);
}

/// <summary>What the rows of the table may be sorted by; its words stand in the address.</summary>
public enum TouchpointSort
{
    Share,
    Killed,
    Saved,
    Zeros,
    Mean,
    Name,
}

/// <summary>One touchpoint of the overview.</summary>
/// <param name="Id">Null where several touchpoints have this name.</param>
/// <param name="Share">Its fair share of the damage; null if it has no zero.</param>
/// <param name="Before">The same of what the period is held against; null with too few journeys there.</param>
/// <param name="Killing">Kills and those who reached it alive; null if no journey with an order did.</param>
/// <param name="Saved">Journeys that fixing it alone would have saved.</param>
/// <param name="Months">Its moments by month.</param>
/// <param name="Moved">What it did to survival; null where nothing is compared, and where it had no zero.</param>
public sealed record TouchpointRow(
    string Name,
    Guid? Id,
    TouchpointScores Scores,
    FairShare? Share,
    double? Before,
    KillingMoment? Killing,
    long Saved,
    IReadOnlyList<HeatCell> Months,
    MovedShare? Moved)
{
    /// <summary>Several together, without a name; at least one. Intervals of their sum are not known.</summary>
    public static TouchpointRow Sum(IReadOnlyList<TouchpointRow> rows) => new(
        "",
        null,
        TouchpointScores.Sum([.. rows.Select(r => r.Scores)]),
        null,
        null,
        null,
        rows.Sum(r => r.Saved),
        [.. rows[0].Months.Select((_, i) => HeatCell.Sum(rows.Select(r => r.Months[i])))],
        null)
    { SummedShare = rows.Sum(r => r.Share?.Share ?? 0) };

    /// <summary>Of rows that were summed up, their shares together.</summary>
    public double SummedShare { get; init; }
}
