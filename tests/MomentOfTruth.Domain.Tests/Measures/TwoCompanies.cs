using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Domain.Tests.Measures;

/// <summary>Touchpoints A to E of one company, a to e of another that calls them the same.</summary>
internal static class TwoCompanies
{
    public static readonly Dictionary<Guid, string> Names =
        "ABCDEabcde".ToDictionary(TestData.Touchpoint, letter => char.ToUpperInvariant(letter).ToString());

    public static readonly Dictionary<Guid, string> NamesOfTheFirst = "ABCDE".ToDictionary(
        TestData.Touchpoint, letter => letter.ToString());

    /// <summary>As the dashboard finds them: through the ledger. With the names of one company alone if all journeys are with it.</summary>
    public static CompanyMeasures MeasuresOf(IReadOnlyCollection<Journey> journeys) => CompanyMeasures.Of(
        Recount.TallyOf(journeys).Totals(),
        journeys.SelectMany(j => j.Moments).All(m => NamesOfTheFirst.ContainsKey(m.TouchpointId)) ? NamesOfTheFirst : Names);
}
