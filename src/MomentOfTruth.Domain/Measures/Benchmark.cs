using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Measures;

/// <summary>A company among the others of the same period, over all products. It never says which companies the others are.</summary>
/// <param name="Others">Other companies with enough journeys to be ranked.</param>
/// <param name="Survival">Null if there are too few others, or too few own journeys.</param>
/// <param name="EvenScore">Likewise; of 0 to 10.</param>
public sealed record Benchmark(Proportion Own, double? OwnEvenScore, int Others, Quartiles? Survival, Quartiles? EvenScore)
{
    /// <summary>With fewer others, the quartiles would tell too much of each of them.</summary>
    public const int FewestOthers = 5;

    /// <summary>Whether there are enough others for the quartiles not to tell of any one of them.</summary>
    public bool HasEnoughOthers => AreEnough(Others);

    public static Benchmark Of(Guid companyId, IReadOnlyDictionary<Guid, LedgerTotals> companies)
    {
        var all = companies
            .Select(c => (c.Key, Survival: SurvivalOf(c.Value), EvenScore: c.Value.Mean(TallyKind.EvenScore) * 10))
            .ToList();
        var own = all.FirstOrDefault(c => c.Key == companyId);
        var others = all.Where(c => c.Key != companyId && c.Survival.Verdict == SampleVerdict.Ranked).ToList();
        var mayBeShown = AreEnough(others.Count) && own.Survival.Verdict == SampleVerdict.Ranked;
        return new Benchmark(
            own.Survival,
            own.EvenScore,
            others.Count,
            mayBeShown ? Quartiles.Of(others.Select(c => c.Survival.Rate!.Value), own.Survival.Rate!.Value) : null,
            mayBeShown ? Quartiles.Of(others.Select(c => c.EvenScore!.Value), own.EvenScore!.Value) : null);
    }

    private static bool AreEnough(int others) => others >= FewestOthers;

    private static Proportion SurvivalOf(LedgerTotals totals) =>
        new(totals.N(TallyKind.Journeys) - totals.N(TallyKind.Collapsed), totals.N(TallyKind.Journeys));
}

/// <summary>How the values of other companies are spread, without telling which company has which.</summary>
/// <param name="Others">How many companies.</param>
/// <param name="Below">How many of them have less than the own value.</param>
public sealed record Quartiles(
    double Lowest, double LowerQuartile, double Median, double UpperQuartile, double Highest, int Others, int Below)
{
    public static Quartiles Of(IEnumerable<double> values, double own)
    {
        var sorted = values.Order().ToList();
        return new Quartiles(
            sorted[0], At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75), sorted[^1], sorted.Count, sorted.Count(v => v < own));
    }

    // Between the two values on either side, as spreadsheets do.
    private static double At(List<double> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        return below + 1 == sorted.Count ? sorted[below] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }
}
