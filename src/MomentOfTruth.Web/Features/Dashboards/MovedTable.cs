using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>Measure B3 as a waterfall: from the survival before, touchpoint by touchpoint, to the survival now.</summary>
/// <param name="Survival">What the rows sum up to.</param>
/// <param name="Rows">In the order of the waterfall.</param>
/// <param name="Rest">All others together; null if there are none.</param>
/// <param name="From">The share at the left end of the drawing, 0 to 1.</param>
/// <param name="To">The share at its right end.</param>
public sealed record MovedTable(Change Survival, IReadOnlyList<MovedRow> Rows, MovedRow? Rest, int RestCount, double From, double To)
{
    /// <summary>At most so many touchpoints are named.</summary>
    public const int MostRows = 10;

    // Ends of the scale are whole twentieths.
    private const double Step = 20;

    /// <summary>Null where there is nothing to compare with, or too little.</summary>
    public static MovedTable? Of(CompanyMeasures? before, CompanyMeasures now)
    {
        if (before is null || WhatMoved.Of(before, now) is not { Survival: { Verdict: not ChangeVerdict.TooFew } survival } moved)
        {
            return null;
        }

        var (rows, at) = (new List<MovedRow>(), survival.Before!.Value);
        foreach (var bar in moved.Bars.Take(MostRows))
        {
            rows.Add(new MovedRow(bar, at, at + bar.Value));
            at += bar.Value;
        }

        var others = moved.Bars.Skip(MostRows).ToList();
        var rest = others.Count == 0 ? null : new MovedRow(null, at, survival.Now!.Value);
        var ends = rows.SelectMany(row => new[] { row.Begin, row.End }).Append(survival.Before.Value).Append(survival.Now!.Value).ToList();
        var from = Math.Max(0, Math.Floor((ends.Min() * Step) - 1) / Step);
        return new MovedTable(survival, rows, rest, others.Count, from, Math.Min(1, Math.Max(from + (2 / Step), Math.Ceiling(ends.Max() * Step) / Step)));
    }

    /// <summary>Where a share stands in the drawing, 0 to 1.</summary>
    public double At(double share) => (share - From) / (To - From);
}

/// <summary>One bar of the waterfall.</summary>
/// <param name="Bar">Null for all that are not named together.</param>
/// <param name="Begin">The survival before it.</param>
/// <param name="End">The survival after it.</param>
public sealed record MovedRow(MovedShare? Bar, double Begin, double End)
{
    public double Value => End - Begin;

    /// <summary>Better or worse only where the interval leaves zero.</summary>
    public string CssClass => Bar is not { IsCertain: true } ? "pale" : Bar.Value > 0 ? "better" : "worse";
}

/// <summary>What <c>_Moved</c> shows.</summary>
/// <param name="Page">The page it stands on.</param>
/// <param name="Table">Null where there is nothing to compare with, or too little.</param>
public sealed record MovedSection(MeasuresPageModel Page, MovedTable? Table);
