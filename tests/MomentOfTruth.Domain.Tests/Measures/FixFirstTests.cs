using CsCheck;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Measures;

public sealed class FixFirstTests
{
    private static readonly Gen<ZeroSet[]> Sets = Gen.Select(
        Gen.Char['A', 'F'].Array[1, 6], Gen.Long[1, 9], (zeros, journeys) => Set(string.Join(' ', zeros), journeys)).Array[0, 12];

    private static readonly Gen<(int Tenths, long N)[]> Scores = Gen
        .Select(Gen.Int[0, 100], Gen.Long[0, 4], (tenths, n) => (tenths, n)).Array[0, 10];

    private static readonly ZeroSet[] OfTheEight = [Set("A B C D E"), Set("C", 2), Set("D"), Set("C E")];

    // 2 of 2 has the higher share, but a lower bound of 0.34; 18 of 22 has one of 0.61.
    [Fact]
    public void Rank_FewJourneys_DoNotOutrankMany() =>
        Assert.Equal(["many", "few"], Ranked(("few", 2, 2), ("many", 18, 22)));

    [Fact]
    public void Rank_SameRescued_GoesByNameInOrdinalOrder() =>
        Assert.Equal(
            ["most", "Alpha", "Beta", "alpha", "none"],
            Ranked(("alpha", 2, 9), ("none", 0, 9), ("Beta", 2, 9), ("Alpha", 2, 9), ("most", 3, 9)));

    [Fact]
    public void Rank_WithoutJourneys_ComesLastWithoutFailing() =>
        Assert.Equal(["some", "none"], Ranked(("none", 0, 0), ("some", 1, 9)));

    [Fact]
    public void Rank_Nothing_IsEmpty() => Assert.Empty(FixFirst.Rank([]));

    // ButForZeros of the two journeys that C alone killed: 0.8 · 0.9 · 0.9 · 1 = 0.648 and 0.8 · 0.9 · 0.9 · 0.9 = 0.5832.
    [Fact]
    public void Gain_OfC_AgreesWithTheCheckByHand()
    {
        Assert.Equal(1.2312 * 0.1 / 8, FixFirst.Gain([(1, 1.2312)], FixFirst.CautiousScore, 8), 15);
        Assert.Equal(1.2312 * 0.85 / 8, FixFirst.Gain([(1, 1.2312)], 0.85, 8), 15);
    }

    [Fact]
    public void Gain_SeveralZeros_CountsEachOfThem() =>
        Assert.Equal(((0.5 * 0.2) + (0.25 * 0.2 * 0.2 * 0.2)) / 4, FixFirst.Gain([(1, 0.5), (3, 0.25)], 0.2, 4), 15);

    [Fact]
    public void Gain_NobodyRescued_IsNone() => Assert.Equal(0, FixFirst.Gain([], 0.1, 4));

    [Fact]
    public void MedianNonZero_OfC_AgreesWithTheCheckByHand() =>
        Assert.Equal(0.85, FixFirst.MedianNonZero([(0, 4), (70, 1), (80, 1), (90, 1), (100, 1)]));

    [Theory]
    [InlineData(0.7, 70)]
    [InlineData(0.75, 70, 80)]
    [InlineData(0.8, 70, 80, 90)]
    [InlineData(0.015, 1, 2)]
    [InlineData(0.3, 0, 0, 0, 30)]
    [InlineData(0.3, 100, 30, 30)]
    [InlineData(0.65, 100, 30, 100, 30)]
    public void MedianNonZero_Scores_IsTheMiddleOfThoseThatAreNotZero(double median, params int[] tenths)
    {
        Assert.Equal(median, FixFirst.MedianNonZero(tenths.Select(t => (t, 1L))));
        Assert.Equal(median, FixFirst.MedianNonZero(tenths.Select(t => (t, 1_000_000_000_000L))));
    }

    [Fact]
    public void MedianNonZero_OnlyZeros_IsNull()
    {
        Assert.Null(FixFirst.MedianNonZero([]));
        Assert.Null(FixFirst.MedianNonZero([(0, 7)]));
        Assert.Null(FixFirst.MedianNonZero([(0, 7), (50, 0)]));
    }

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void MedianNonZero_AnyScores_IsThatOfTheListWrittenOut() => Scores.Sample(scores =>
    {
        var list = scores.Where(s => s.Tenths > 0).SelectMany(s => Enumerable.Repeat(s.Tenths, (int)s.N)).Order().ToList();
        double? median = list.Count == 0 ? null
            : list.Count % 2 == 1 ? list[list.Count / 2] / 100.0
            : (list[(list.Count / 2) - 1] + list[list.Count / 2]) / 200.0;

        Assert.Equal(median, FixFirst.MedianNonZero(scores));
    }, iter: 200);

    [Fact]
    public void Unsavable_OfTheEight_AreTheTwoWithZerosInSeveralPlaces()
    {
        Assert.Equal(2, FixFirst.Unsavable(OfTheEight));
        Assert.Equal(0, FixFirst.Unsavable([]));
    }

    [Fact]
    public void Unsavable_SeveralZerosAtOneTouchpoint_CanBeSaved() =>
        Assert.Equal(3, FixFirst.Unsavable([Set("A A A", 5), Set("A A B", 3)]));

    // After C, one fix of D saves j4 and one of E saves j5, and either has two zeros left; then A and B, which only both together save j1.
    [Fact]
    public void Sequence_OfTheEight_AgreesWithTheCheckByHand() =>
        Assert.Equal([("C", 2), ("D", 1), ("E", 1), ("A", 0), ("B", 1)], FixFirst.Sequence(OfTheEight));

    [Fact]
    public void Sequence_EarlierFixes_CountForTheNext() =>
        Assert.Equal([("A", 5), ("B", 4), ("C", 4)], FixFirst.Sequence([Set("A", 5), Set("A B", 4), Set("C", 3), Set("B C")]));

    [Fact]
    public void Sequence_SameRescued_PrefersMoreZerosLeft() =>
        Assert.Equal([("Z", 2), ("A", 2), ("M", 1)], FixFirst.Sequence([Set("A", 2), Set("Z", 2), Set("Z Z Z M")]));

    // B has zeros in five journeys, A four in three.
    [Fact]
    public void Sequence_SameRescued_CountsTheZerosOfEveryJourneyOfASet() =>
        Assert.Equal([("B", 2), ("C", 3), ("A", 3)], FixFirst.Sequence([Set("A", 2), Set("B", 2), Set("A A C"), Set("B C", 3)]));

    // Z has two zeros in each of two sets, A three in one.
    [Fact]
    public void Sequence_SameRescued_AddsUpTheZerosOfAllSets() =>
        Assert.Equal([("Z", 0), ("M", 1), ("A", 1), ("N", 1)], FixFirst.Sequence([Set("Z Z M"), Set("Z Z N"), Set("A A A M")]));

    [Fact]
    public void Sequence_SameRescuedAndZeros_GoesByNameInOrdinalOrder() =>
        Assert.Equal([("B", 1), ("a", 1), ("나", 1)], FixFirst.Sequence([Set("나"), Set("a"), Set("B")]));

    [Fact]
    public void Sequence_Nothing_IsEmpty() => Assert.Empty(FixFirst.Sequence([]));

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Sequence_AnySets_RescuesAllAndWhatRescuedBySays() => Sets.Sample(sets =>
    {
        var steps = FixFirst.Sequence(sets);
        var (done, rescued) = (new HashSet<string>(), 0L);
        foreach (var (touchpoint, newly) in steps)
        {
            var best = sets.SelectMany(s => s.Zeros.Keys).Max(t => FixFirst.RescuedBy(sets, done.Append(t).ToHashSet()));

            Assert.True(done.Add(touchpoint));
            rescued += newly;
            Assert.Equal(rescued, FixFirst.RescuedBy(sets, done));
            Assert.Equal(best, rescued);
        }

        Assert.Equal(sets.Sum(s => s.Journeys), rescued);
    }, iter: 200);

    [Fact]
    public void WhatIf_TouchpointsThatAreKnown_RescueTheJourneysWithoutAZeroElsewhere()
    {
        var measures = TwoCompanies.MeasuresOf([.. TestData.EightJourneys.Select(moments => TestData.Finished(moments))]);
        var whatIf = WhatIf.Of(measures, new HashSet<Guid> { TestData.Touchpoint('C'), TestData.Touchpoint('E'), Guid.NewGuid() })!;

        Assert.Equal(["C", "E"], whatIf.Touchpoints);
        Assert.Equal((new Proportion(3, 5), new Proportion(3, 8), new Proportion(6, 8)), (whatIf.Rescued, whatIf.Before, whatIf.After));
        Assert.Null(WhatIf.Of(measures, new HashSet<Guid> { Guid.NewGuid() }));
    }

    [Fact]
    public void RescuedBy_OfTheEight_CountsThoseWithNoZeroElsewhere()
    {
        Assert.Equal(0, FixFirst.RescuedBy(OfTheEight, new HashSet<string>()));
        Assert.Equal(0, FixFirst.RescuedBy(OfTheEight, new HashSet<string> { "A", "B", "E" }));
        Assert.Equal(2, FixFirst.RescuedBy(OfTheEight, new HashSet<string> { "C" }));
        Assert.Equal(3, FixFirst.RescuedBy(OfTheEight, new HashSet<string> { "C", "E" }));
        Assert.Equal(4, FixFirst.RescuedBy(OfTheEight, new HashSet<string> { "C", "D", "E", "unheard of" }));
        Assert.Equal(5, FixFirst.RescuedBy(OfTheEight, new HashSet<string> { "A", "B", "C", "D", "E" }));
    }

    /// <summary>"A A B" is two zeros at A and one at B.</summary>
    private static ZeroSet Set(string zeros, long journeys = 1) => new(zeros.Split(' ').CountBy(t => t).ToDictionary(), journeys);

    private static Fix Rescuing(long journeys) => new("Shop", null, new Proportion(journeys, 1000), 0, null);

    private static IEnumerable<string> Ranked(params (string Name, long Rescued, long N)[] fixes) => FixFirst
        .Rank(fixes.Select(f => new Fix(f.Name, null, new Proportion(f.Rescued, f.N), 0, null)))
        .Select(f => f.Touchpoint);
}
