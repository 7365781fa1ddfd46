using CsCheck;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Domain.Tests.Measures;

public sealed class FirstToFixTests
{
    private static readonly string[] Letters = ["A", "B", "C", "D"];

    private static readonly Gen<(string[] Zeros, long Journeys)[]> AnySets =
        Gen.Select(Gen.Int[1, 15], Gen.Long[1, 20], (mask, n) => (Letters.Where((_, i) => (mask >> i & 1) == 1).ToArray(), n)).Array[1, 8];

    // C has .3375 and D .15; C alone would have saved two, D one. Eight journeys rank nothing.
    [Fact]
    public void Of_TheEight_PutsTheSameFirstBothTimes_AndHasTooFew()
    {
        var first = FirstToFix.Of(TwoCompanies.MeasuresOf([.. TestData.EightJourneys.Select(j => TestData.Finished(j))]));

        Assert.Equal(("C", "D", "C", true), (first.Share!.Touchpoint, first.RunnerUp!.Touchpoint, first.Rescue!.Touchpoint, first.DoAgree));
        Assert.Equal((8, FirstToFixVerdict.TooFew), (first.Journeys, first.Verdict));

        // By hand: of the collapsed ABCDE, C, C, D, CE the differences of C and D are 0, 1, 1, -1, .5.
        var halfWidth = 1.959963984540054 * Math.Sqrt(((3.25 / 8) - (.1875 * .1875)) / 8);
        Assert.Equal((.1875, .1875 - halfWidth, .1875 + halfWidth), (first.Lead!.Value, first.Lead.Low, first.Lead.High), NearEnough);
    }

    // A breaks many journeys, each time together with one of the others; C alone breaks fewer.
    [Fact]
    public void Of_ATouchpointThatIsNeverAlone_TheTwoReckoningsDisagree()
    {
        var first = FirstToFix.Of(MeasuresOf(("A0 B0", 30), ("A0 D0", 30), ("C0", 12), ("A9", 60)));

        Assert.Equal(("A", "C", false), (first.Share!.Touchpoint, first.Rescue!.Touchpoint, first.DoAgree));
    }

    [Theory]
    [InlineData(20, 19, 40, FirstToFixVerdict.TooClose)]
    [InlineData(20, 5, 40, FirstToFixVerdict.Clear)]
    [InlineData(20, 5, 5, FirstToFixVerdict.Clear)]
    [InlineData(20, 5, 4, FirstToFixVerdict.TooFew)]
    [InlineData(20, 0, 20, FirstToFixVerdict.Clear)]
    [InlineData(2, 0, 40, FirstToFixVerdict.TooClose)]
    [InlineData(0, 0, 40, FirstToFixVerdict.Nothing)]
    [InlineData(0, 0, 0, FirstToFixVerdict.Nothing)]
    public void Verdict_IsClearOnlyIfTheIntervalLeavesZero(int atA, int atB, int survivors, FirstToFixVerdict expected) =>
        Assert.Equal(expected, FirstToFix.Of(MeasuresOf(("A0", atA), ("B0", atB), ("A9 B9", survivors))).Verdict);

    [Fact]
    public void Of_NoZero_HasNothing()
    {
        var first = FirstToFix.Of(MeasuresOf(("A9", 40)));

        Assert.Equal((null, null, null, null, false), (first.Share, first.RunnerUp, first.Rescue, first.Lead, first.DoAgree));
    }

    // The interval straight from the journeys: the mean and the variance of their differences.
    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Lead_OfAnySets_IsThatOfTheJourneysDifferences() => Gen.Select(AnySets, Gen.Int[0, 50]).Sample((sets, survivors) =>
    {
        double Part(string[] zeros, string touchpoint) => zeros.Contains(touchpoint) ? 1.0 / zeros.Length : 0;
        var differences = sets.SelectMany(s => Enumerable.Repeat(Part(s.Zeros, "A") - Part(s.Zeros, "B"), (int)s.Journeys))
            .Concat(Enumerable.Repeat(0.0, survivors)).ToList();
        var mean = differences.Average();
        var error = Math.Sqrt(differences.Average(d => (d - mean) * (d - mean)) / differences.Count);

        var zeroSets = sets.Select(s => new ZeroSet(s.Zeros.ToDictionary(z => z, _ => 1), s.Journeys)).ToList();
        var (lead, back) = (
            ShareLead.Of(zeroSets, differences.Count, "A", "B"), ShareLead.Of(zeroSets.AsEnumerable().Reverse(), differences.Count, "B", "A"));

        Assert.Equal((mean, mean - (1.959963984540054 * error), mean + (1.959963984540054 * error)), (lead.Value, lead.Low, lead.High), NearEnough);
        Assert.Equal((-lead.Value, -lead.High, -lead.Low, lead.IsCertain), (back.Value, back.Low, back.High, back.IsCertain));
    });

    private static bool NearEnough((double, double, double) a, (double, double, double) b) =>
        Math.Abs(a.Item1 - b.Item1) < 1e-9 && Math.Abs(a.Item2 - b.Item2) < 1e-9 && Math.Abs(a.Item3 - b.Item3) < 1e-9;

    private static CompanyMeasures MeasuresOf(params (string Moments, int N)[] journeys) => TwoCompanies.MeasuresOf(
        [.. journeys.SelectMany(j => Enumerable.Range(0, j.N).Select(_ => TestData.Finished(j.Moments)))]);
}
