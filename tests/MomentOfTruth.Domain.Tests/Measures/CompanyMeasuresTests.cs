using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Measures;

public sealed class CompanyMeasuresTests
{
    [Fact]
    public void Of_TheEight_CountsAndAveragesWhatWasFoundByHand()
    {
        var measures = OfTheEight();

        Assert.Equal((8, 0, 5), (measures.Journeys, measures.InProgress, measures.Collapsed));
        Assert.Equal(new Proportion(3, 8), measures.Survival);
        Assert.Equal(
            (0.375, 0.137, 0.694),
            (measures.Survival.Rate, Math.Round(measures.Survival.Low!.Value, 3), Math.Round(measures.Survival.High!.Value, 3)));
        Assert.Equal(0.222, measures.MeanProduct!.Value, 3);
        Assert.Equal(3.14, measures.MeanEvenScore!.Value, 2);
        Assert.Equal(6.08, measures.MeanAverage!.Value, 2);
        Assert.Equal(new Proportion(3, 5), measures.Hidden);
    }

    [Fact]
    public void Of_TheEight_RanksTheKillingMoments()
    {
        var killing = OfTheEight().KillingMoments;

        Assert.Equal(
            [("C", 7, 3), ("D", 3, 1), ("A", 7, 1), ("B", 6, 0), ("E", 1, 0)], killing.Select(k => (k.Touchpoint, k.Reached, k.Kills)));
        Assert.Equal((new Proportion(3, 7), new Proportion(3, 5)), (killing[0].KillRate, killing[0].KillShare));
        Assert.Equal("CDABE".Select(letter => (Guid?)TestData.Touchpoint(letter)), killing.Select(k => k.TouchpointId));
    }

    // Gain of D, whose scores but for zeros are 6, 9, 9, 9: 0.9 · 0.8 · 0.9 · 0.9 = 0.5832 of j4, with 0.1 and with 0.9 in place of the
    // zero.
    [Fact]
    public void Of_TheEight_PutsCFirst()
    {
        var measures = OfTheEight();

        Assert.Equal([("C", new Proportion(2, 8)), ("D", new Proportion(1, 8))], measures.Fixes.Select(f => (f.Touchpoint, f.Rescued)));
        Assert.Equal([TestData.Touchpoint('C'), TestData.Touchpoint('D')], measures.Fixes.Select(f => f.TouchpointId!.Value));
        Assert.Equal(1.2312 * 0.1 / 8, measures.Fixes[0].GainLow, 10);
        Assert.Equal(1.2312 * 0.85 / 8, measures.Fixes[0].GainHigh!.Value, 10);
        Assert.Equal(0.5832 * 0.1 / 8, measures.Fixes[1].GainLow, 10);
        Assert.Equal(0.5832 * 0.9 / 8, measures.Fixes[1].GainHigh!.Value, 10);
        Assert.Equal(new Proportion(2, 8), measures.Unsavable);
        Assert.Equal(
            [("C", 2), ("D", 1), ("E", 1), ("A", 0), ("B", 1)],
            measures.Sequence.Select(step => (step.Touchpoint, step.Rescued)));
        Assert.Equal("CDEAB".Select(letter => (Guid?)TestData.Touchpoint(letter)), measures.Sequence.Select(step => step.TouchpointId));
    }

    // A company of 16 with each of the eight twice: 12 at risk at position 3, but 4 at position 4.
    [Fact]
    public void Of_TheEight_DrawsTheCurveOnlyWhereTenAreAtRisk()
    {
        var twice = TestData.EightJourneys.Concat(TestData.EightJourneys).Select(moments => TestData.Finished(moments));

        Assert.Empty(OfTheEight().SurvivalCurve);
        Assert.Equal(
            [(1, 16, 0.875), (2, 14, 0.75), (3, 12, 0.5)],
            TwoCompanies.MeasuresOf([.. twice]).SurvivalCurve.Select(p => (p.Position, p.AtRisk, Math.Round(p.Survival, 12))));
    }

    [Fact]
    public void Of_TheEight_KnowsTheScoresOfEveryTouchpoint() => Assert.Equal(
        [("A", 7, 1, 50 / 7.0), ("B", 7, 1, 52 / 7.0), ("C", 8, 4, 34 / 8.0), ("D", 6, 2, 33 / 6.0), ("E", 6, 2, 37 / 6.0)],
        OfTheEight().Touchpoints.Select(t => (t.Touchpoint, t.N, t.Zeros, t.Mean)));

    [Fact]
    public void Of_TheEight_WhoDidNotSayHowItEnded_CompareNothing()
    {
        var measures = OfTheEight();

        Assert.Equal(8, measures.Destinations.NotSaid);
        Assert.Equal((default, default), (measures.Destinations.Collapsed, measures.Destinations.Survived));
        Assert.Equal(new RuleTest(new Difference(default, default), new MantelHaenszel(0, 0, null, null, null)), measures.RuleTest);
        Assert.Empty(measures.Destinations.Named);
    }

    [Fact]
    public void Of_Nothing_HasNoRates()
    {
        var measures = TwoCompanies.MeasuresOf([]);

        Assert.Equal((0, 0, 0), (measures.Journeys, measures.InProgress, measures.Collapsed));
        Assert.Equal((null, null, null), (measures.MeanProduct, measures.MeanEvenScore, measures.MeanAverage));
        Assert.Equal((default, default, default), (measures.Survival, measures.Unsavable, measures.Hidden));
        Assert.Empty(measures.KillingMoments);
        Assert.Empty(measures.Fixes);
        Assert.Empty(measures.Sequence);
        Assert.Empty(measures.SurvivalCurve);
        Assert.Empty(measures.Touchpoints);
    }

    [Fact]
    public void Of_OpenJourneys_AreShownApart()
    {
        var measures = TwoCompanies.MeasuresOf([TestData.Open("A0 B0"), TestData.Open("A9"), TestData.Finished("A10")]);

        Assert.Equal((1, 2, 0), (measures.Journeys, measures.InProgress, measures.Collapsed));
        Assert.Equal(("A", 1, 10.0), measures.Touchpoints.Select(t => (t.Touchpoint, t.N, t.Mean)).Single());
    }

    [Fact]
    public void Of_ATouchpointThatOnlyEverFailed_HasNoUpperGain()
    {
        var only = TwoCompanies.MeasuresOf([TestData.Finished("A9 C0"), TestData.Finished("A9")]).Fixes.Single();

        Assert.Equal(0.9 * 0.1 / 2, only.GainLow, 10);
        Assert.Null(only.GainHigh);
    }

    // A company's "C" with one zero in two journeys and another's with two in one: three journeys rescued by "C", of no one company.
    [Fact]
    public void Of_TouchpointsOfTwoCompaniesWithOneName_CountAsOne()
    {
        var measures = TwoCompanies.MeasuresOf(
            [TestData.Finished("A9 C0"), TestData.Finished("B9 C0"), TestData.Finished("c0 b5 c0"), TestData.Finished("c8 a0 b0")]);

        Assert.Equal(["C", "A", "B"], measures.KillingMoments.Select(k => k.Touchpoint));
        Assert.Equal(
            (4, 3, null), (measures.KillingMoments[0].Reached, measures.KillingMoments[0].Kills, measures.KillingMoments[0].TouchpointId));
        Assert.Equal(("C", null, new Proportion(3, 4)), measures.Fixes.Select(f => (f.Touchpoint, f.TouchpointId, f.Rescued)).Single());
        Assert.Equal(((0.9 + 0.9) * 0.1 / 4) + (0.5 * 0.1 * 0.1 / 4), measures.Fixes[0].GainLow, 10);
        Assert.Equal(((0.9 + 0.9) * 0.8 / 4) + (0.5 * 0.8 * 0.8 / 4), measures.Fixes[0].GainHigh!.Value, 10);
        Assert.Equal([("C", 3), ("A", 0), ("B", 1)], measures.Sequence.Select(step => (step.Touchpoint, step.Rescued)));
        Assert.Equal([("A", 2), ("B", 3), ("C", 5)], measures.Touchpoints.Select(t => (t.Touchpoint, t.N)));
        Assert.All(measures.Touchpoints, t => Assert.Null(t.TouchpointId));
    }

    [Fact]
    public void Of_ZerosAtTouchpointsOfOneName_AddUpInTheirSet()
    {
        var set = TwoCompanies.MeasuresOf([TestData.Finished("C0 c0 A9 C0")]).ZeroSets.Single();

        Assert.Equal([("C", 3)], set.Zeros.Select(z => (z.Key, z.Value)));
    }

    // By hand, at an equal average: two moments of 4.5 lost 3 of 4 and 1 of 3, two of 2.5 lost 1 of 3 and none of 2; the others have
    // nothing to be compared with. (5/7 + 2/5) / (12/7 + 6/5) = 13/34. After a zero, a 9 lost 3 of 4 and a 5 lost 1 of 3.
    [Fact]
    public void Of_JourneysThatSayHowTheyEnded_TestsTheRule()
    {
        var rule = TwoCompanies.MeasuresOf(
        [
            .. Ended("A0 B9", left: 3, stayed: 1), .. Ended("A4 B5", left: 1, stayed: 2),
            .. Ended("A0 B5", left: 1, stayed: 2), .. Ended("A2 B3", left: 0, stayed: 2),
            .. Ended("A8 B8 C0", left: 1, stayed: 0), .. Ended("A9 B9 C9", left: 0, stayed: 1),
        ]).RuleTest;

        Assert.Equal(new Difference(new(3, 4), new(1, 3)), rule.Recovery);
        Assert.Equal((7, 5), (rule.AtEqualAverage.FirstN, rule.AtEqualAverage.SecondN));
        Assert.Equal(13 / 34.0, rule.AtEqualAverage.Value!.Value, 12);
        Assert.Equal("2:5,2:9", rule.Alike);
    }

    [Fact]
    public void Of_TheSameCompetitorInSeveralSpellings_IsOneUnderTheUsualOne()
    {
        var leavers = new[] { "KT: Mobile", "kt:  mobile", "KT: Mobile", "ＫＴ: Mobile", "KT: Mobile", "LG", null }
            .Select(competitor => TestData.Finished("A0", Outcome.LeftForCompetitor, competitor))
            .Append(TestData.Finished("A9", Outcome.Returned))
            .Append(TestData.Finished("A9", Outcome.Stayed))
            .Append(TestData.Finished("A9"));
        var destinations = TwoCompanies.MeasuresOf([.. leavers]).Destinations;

        Assert.Equal(
            [new("KT: Mobile", 5) { Spellings = "KT: Mobile\nkt:  mobile\nＫＴ: Mobile" }, new(null, 1) { Spellings = "LG" }],
            destinations.Named);
        Assert.Equal((2, 1), (destinations.LeftNowhere, destinations.NotSaid));
        Assert.Equal((new(7, 7), new(1, 2)), (destinations.Collapsed, destinations.Survived));
    }

    [Fact]
    public void Of_SpellingsOfACompetitorEquallyUsual_DoNotDependOnTheOrderOfTheRows()
    {
        CountBag[] rows = [.. new[] { "rival", "RIVAL", "Rival" }.Select(name => WentTo(name, true, 2))];

        foreach (var order in new[] { rows, [rows[1], rows[2], rows[0]], [rows[2], rows[0], rows[1]] })
        {
            Assert.Equal(
                [new Destination("RIVAL", 6) { Spellings = "RIVAL\nRival\nrival" }],
                CompanyMeasures.Of(new LedgerTotals(order), TwoCompanies.Names).Destinations.Named);
        }
    }

    [Fact]
    public void Of_SpellingsOfACompetitor_AreWeighedOverAllEndings()
    {
        var totals = new LedgerTotals(WentTo("RIVAL", true, 3), WentTo("rival", true, 2), WentTo("rival", false, 2));

        Assert.Equal(
            [new Destination("rival", 7) { Spellings = "RIVAL\nrival" }],
            CompanyMeasures.Of(totals, TwoCompanies.Names).Destinations.Named);
    }

    private static CountBag WentTo(string competitor, bool isCollapsed, int n)
    {
        var bag = new CountBag();
        bag.Add(new OutcomeKey(isCollapsed, Outcome.LeftForCompetitor, competitor), new TallyCount(n, 0));
        return bag;
    }

    private static IEnumerable<Journey> Ended(string moments, int left, int stayed) =>
        Enumerable.Range(0, left + stayed).Select(i => TestData.Finished(moments, i < left ? Outcome.Left : Outcome.Stayed));

    private static CompanyMeasures OfTheEight() =>
        TwoCompanies.MeasuresOf([.. TestData.EightJourneys.Select(moments => TestData.Finished(moments))]);
}
