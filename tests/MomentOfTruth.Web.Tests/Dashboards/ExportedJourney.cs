using System.Globalization;

namespace MomentOfTruth.Web.Tests.Dashboards;

/// <summary>A finished journey as its files tell it: what a sceptic with a spreadsheet would recompute the page from.</summary>
internal sealed record ExportedJourney(
    DateOnly Day, string Outcome, string Competitor, IReadOnlyList<(string Touchpoint, double Score)> Moments)
{
    public bool IsOrdered { get; init; }

    public bool ClosedByItself { get; init; }

    private static readonly string[] Leaving = ["left", "left-for-competitor", "returned"];

    public bool IsCollapsed => Moments.Any(m => m.Score == 0);

    /// <summary>Null also where the moments have no order.</summary>
    public int? KilledAt => IsOrdered && IsCollapsed ? Moments.TakeWhile(m => m.Score != 0).Count() + 1 : null;

    public double Average => Moments.Average(m => m.Score);

    public double Product => Moments.Aggregate(1.0, (product, m) => product * m.Score / 10);

    public double EvenScore => 10 * Math.Pow(Product, 1.0 / Moments.Count);

    public bool IsSaid => Outcome != "not-said";

    public bool IsLeft => Leaving.Contains(Outcome);

    public IReadOnlyList<string> ZeroPlaces => [.. Moments.Where(m => m.Score == 0).Select(m => m.Touchpoint).Distinct()];

    public IEnumerable<string> Reached => Moments.Take(KilledAt ?? Moments.Count).Select(m => m.Touchpoint).Distinct();

    /// <summary>No cell of the tests' data needs quotes.</summary>
    public static IReadOnlyList<ExportedJourney> Read(string journeys, string moments)
    {
        var scores = Rows(moments).ToLookup(
            r => r["journey"], r => (r["touchpoint"], double.Parse(r["score"], CultureInfo.InvariantCulture)));
        return [.. Rows(journeys).Select(r => new ExportedJourney(
            r["ended_on"].Length == 0 ? default : DateOnly.ParseExact(r["ended_on"], "yyyy-MM-dd", CultureInfo.InvariantCulture), r["outcome"], r["competitor"], [.. scores[r["journey"]]])
        {
            IsOrdered = r["ordered"] == "yes",
            ClosedByItself = r["closed_by_itself"] == "yes",
        })];
    }

    private static IEnumerable<Dictionary<string, string>> Rows(string csv)
    {
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        return lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(cell => cell.First, cell => cell.Second));
    }
}
