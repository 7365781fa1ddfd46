using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Tests.Measures;

namespace MomentOfTruth.Domain.Tests.Ledger;

public sealed class LedgerTotalsTests
{
    [Fact]
    public void N_SeveralRows_AreSummed()
    {
        var totals = Totals((TallyKind.Journeys, "", 3), (TallyKind.Collapsed, "", 2), (TallyKind.Journeys, "", 4));

        Assert.Equal((7, 2, 0), (totals.N(TallyKind.Journeys), totals.N(TallyKind.Collapsed), totals.N(TallyKind.Hidden)));
    }

    [Fact]
    public void Mean_SeveralRows_IsTheirSumOverTheirNumber()
    {
        var totals = new LedgerTotals([(TallyKind.Product, "", new(3, 60_000_000_000)), (TallyKind.Product, "", new(1, 40_000_000_000))]);

        Assert.Equal(0.25, totals.Mean(TallyKind.Product)!.Value, 12);
    }

    [Fact]
    public void Mean_OfAKindWithSeveralKeys_IsThatOfAllOfThem()
    {
        var totals = new LedgerTotals(
            [(TallyKind.SoleKiller, "a:1", new(3, 60_000_000_000)), (TallyKind.SoleKiller, "b:2", new(1, 40_000_000_000))]);

        Assert.Equal(0.25, totals.Mean(TallyKind.SoleKiller)!.Value, 12);
    }

    [Fact]
    public void Mean_WithoutCounts_IsNull()
    {
        Assert.Null(Totals().Mean(TallyKind.Product));
        Assert.Null(new LedgerTotals([(TallyKind.Product, "", new(1, 5)), (TallyKind.Product, "", new(-1, -5))]).Mean(TallyKind.Product));
    }

    [Fact]
    public void Of_WhatWasTakenOutAgain_IsNotThere()
    {
        var totals = Totals((TallyKind.Position, "3:killed", 2), (TallyKind.Position, "3:alive", 1), (TallyKind.Position, "3:killed", -2));

        Assert.Equal(new PositionKey(3, IsKilled: false), totals.Of<PositionKey>().Single().Key);
    }

    [Theory]
    [InlineData("Rival")]
    [InlineData("Rival: one")]
    [InlineData("a:b::c:")]
    [InlineData(":")]
    [InlineData("")]
    public void Of_CompetitorWithColons_IsReadWhole(string competitor)
    {
        var totals = Totals((TallyKind.Outcome, "collapsed:left-for-competitor:" + competitor, 4));

        Assert.Equal(new OutcomeKey(true, Outcome.LeftForCompetitor, competitor), totals.Of<OutcomeKey>().Single().Key);
    }

    [Fact]
    public void Of_CompetitorWithColonsInAJourney_ComesBackAsItWasSaid()
    {
        var totals = Recount.TallyOf([TestData.Finished("A9", Outcome.LeftForCompetitor, " KT: 고객센터: 판매 ")]).Totals();

        Assert.Equal(new OutcomeKey(false, Outcome.LeftForCompetitor, "KT: 고객센터: 판매"), totals.Of<OutcomeKey>().Single().Key);
    }

    [Fact]
    public void ByTouchpoint_SeveralRows_AreSummed()
    {
        var (a, b) = (TallyKey.Part(TestData.Touchpoint('A')), TallyKey.Part(TestData.Touchpoint('B')));
        var totals = Totals((TallyKind.Kills, a, 3), (TallyKind.Reached, a, 9), (TallyKind.Kills, b, 1), (TallyKind.Kills, a, 2));

        Assert.Equal(
            new Dictionary<Guid, long> { [TestData.Touchpoint('A')] = 5, [TestData.Touchpoint('B')] = 1 },
            totals.ByTouchpoint(TallyKind.Kills));
    }

    [Fact]
    public void Scores_Keys_AreTouchpointAndTenths()
    {
        var totals = Recount.TallyOf([TestData.Finished("A10 B0 A10 A7.5")]).Totals();

        Assert.Equal(
            [(TestData.Touchpoint('A'), 75, 1), (TestData.Touchpoint('A'), 100, 2), (TestData.Touchpoint('B'), 0, 1)],
            totals.Scores().OrderBy(s => s.TouchpointId).ThenBy(s => s.Tenths));
    }

    [Fact]
    public void ZeroSets_AtAHundredTouchpoints_AreReadWhole()
    {
        var touchpoints = Enumerable.Range(0, Journey.MaxMoments).Select(i => Guid.CreateVersion7()).ToList();
        var journey = TestData.Open([.. touchpoints.Select(id => new Domain.Scoring.ScoredMoment(id, default))]);
        journey.Finish(Outcome.Left, TestData.Day, TestData.NowUtc);
        var (zeros, journeys) = Recount.TallyOf([journey, journey]).Totals().ZeroSets().Single();

        Assert.Equal(2, journeys);
        Assert.Equal(touchpoints.Order().Select(id => (id, 1)), zeros.Order());
    }

    [Fact]
    public void ZeroSets_SeveralZerosAtATouchpoint_AreCounted()
    {
        var (zeros, journeys) = Recount.TallyOf([TestData.Finished("A0 B0 A9 A0 C9")]).Totals().ZeroSets().Single();

        Assert.Equal(1, journeys);
        Assert.Equal([(TestData.Touchpoint('A'), 2), (TestData.Touchpoint('B'), 1)], zeros.Order());
    }

    [Fact]
    public void Matched_Keys_AreMomentsBandFateAndEnding()
    {
        var totals = Totals((TallyKind.Matched, "12:7:collapsed:left", 3), (TallyKind.Matched, "2:20:survived:stayed", 1));

        Assert.Equal([(12, 7, true, true, 3), (2, 20, false, false, 1)], totals.Matched());
    }

    [Fact]
    public void TouchpointOf_Part_IsTheTouchpoint()
    {
        foreach (var id in Enumerable.Range(0, 100).Select(_ => Guid.NewGuid()).Append(Guid.Empty))
        {
            Assert.Equal(22, TallyKey.Part(id).Length);
            Assert.DoesNotContain(TallyKey.Part(id), letter => letter is ':' or ',');
            Assert.Equal(id, TallyKey.TouchpointOf(TallyKey.Part(id)));
        }
    }

    private static LedgerTotals Totals(params (TallyKind Kind, string Key, long N)[] counts) =>
        new(counts.Select(c => (c.Kind, c.Key, new TallyCount(c.N, 0))));
}
