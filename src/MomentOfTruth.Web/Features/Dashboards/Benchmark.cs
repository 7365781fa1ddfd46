using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>A company among the others of the same period, over all products. It never says who the others are.</summary>
/// <param name="Others">Other companies with enough journeys to be ranked.</param>
/// <param name="Survival">Null if there are too few others, or too few own journeys.</param>
/// <param name="EvenScore">Likewise; of 0 to 10.</param>
public sealed record Benchmark(Proportion Own, double? OwnEvenScore, int Others, Spread? Survival, Spread? EvenScore)
{
    /// <summary>With fewer others, a spread would tell too much of each of them.</summary>
    public const int FewestOthers = 5;

    /// <summary>Whether there are too few others to show anything of them: decided here for the page, the files and whatever comes after them.</summary>
    public bool HasTooFewOthers => Others < FewestOthers;

    public static Benchmark Of(Guid companyId, IReadOnlyDictionary<Guid, LedgerTotals> companies)
    {
        ArgumentNullException.ThrowIfNull(companies);
        var all = companies.Select(c => (c.Key, Survival: SurvivalOf(c.Value), EvenScore: c.Value.Mean(TallyKind.EvenScore) * 10)).ToList();
        var own = all.FirstOrDefault(c => c.Key == companyId);
        var others = all.Where(c => c.Key != companyId && c.Survival.Verdict == SampleVerdict.Ranked).ToList();
        var benchmark = new Benchmark(own.Survival, own.EvenScore, others.Count, null, null);
        return benchmark.HasTooFewOthers || own.Survival.Verdict != SampleVerdict.Ranked ? benchmark : benchmark with
        {
            Survival = Spread.Of(others.Select(c => c.Survival.Rate!.Value), own.Survival.Rate!.Value),
            EvenScore = Spread.Of(others.Select(c => c.EvenScore!.Value), own.EvenScore!.Value),
        };
    }

    private static Proportion SurvivalOf(LedgerTotals totals) =>
        new(totals.N(TallyKind.Journeys) - totals.N(TallyKind.Collapsed), totals.N(TallyKind.Journeys));
}
