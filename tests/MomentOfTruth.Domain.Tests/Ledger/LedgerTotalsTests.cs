using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Tests.Measures;

namespace MomentOfTruth.Domain.Tests.Ledger;

public sealed class LedgerTotalsTests
{
    private static readonly Guid A = TestData.Touchpoint('A'), B = TestData.Touchpoint('B');

    private static readonly CountKey Journeys = new WholeKey(TallyKind.Journeys), Product = new WholeKey(TallyKind.Product);

    [Fact]
    public void N_SeveralRows_AreSummed()
    {
        var totals = Totals((Journeys, 3), (new WholeKey(TallyKind.Collapsed), 2), (Journeys, 4));

        Assert.Equal((7, 2, 0), (totals.N(TallyKind.Journeys), totals.N(TallyKind.Collapsed), totals.N(TallyKind.Hidden)));
    }

    [Fact]
    public void Mean_SeveralRows_IsTheirSumOverTheirNumber()
    {
        var totals = new LedgerTotals(Bag(Product, new(3, 60_000_000_000)), Bag(Product, new(1, 40_000_000_000)));

        Assert.Equal(0.25, totals.Mean(TallyKind.Product)!.Value, 12);
    }

    [Fact]
    public void Mean_OfAKindWithSeveralKeys_IsThatOfAllOfThem()
    {
        var totals = new LedgerTotals(
            Bag(new SoleKillerKey(A, 1), new(3, 60_000_000_000)), Bag(new SoleKillerKey(B, 2), new(1, 40_000_000_000)));

        Assert.Equal(0.25, totals.Mean(TallyKind.SoleKiller)!.Value, 12);
    }

    [Fact]
    public void Mean_WithoutCounts_IsNull()
    {
        Assert.Null(Totals().Mean(TallyKind.Product));
        Assert.Null(new LedgerTotals(Bag(Product, new(1, 5)), Bag(Product, new(-1, -5))).Mean(TallyKind.Product));
    }

    [Fact]
    public void Of_WhatWasTakenOutAgain_IsNotThere()
    {
        var totals = Totals((new PositionKey(3, true), 2), (new PositionKey(3, false), 1), (new PositionKey(3, true), -2));

        Assert.Equal(new PositionKey(3, IsKilled: false), totals.Of<PositionKey>(TallyKind.Position).Single().Key);
    }

    [Fact]
    public void Of_CompetitorWithColonsInAJourney_ComesBackAsItWasSaid()
    {
        var totals = Recount.TallyOf([TestData.Finished("A9", Outcome.LeftForCompetitor, " KT: 고객센터: 판매 ")]).Totals();

        Assert.Equal(
            new OutcomeKey(false, Outcome.LeftForCompetitor, "KT: 고객센터: 판매"), totals.Of<OutcomeKey>(TallyKind.Outcome).Single().Key);
    }

    [Fact]
    public void ByTouchpoint_SeveralRows_AreSummed()
    {
        var (killsAtA, killsAtB) = (new TouchpointKey(TallyKind.Kills, A), new TouchpointKey(TallyKind.Kills, B));
        var totals = Totals((killsAtA, 3), (new TouchpointKey(TallyKind.Reached, A), 9), (killsAtB, 1), (killsAtA, 2));

        Assert.Equal(new Dictionary<Guid, long> { [A] = 5, [B] = 1 }, totals.ByTouchpoint(TallyKind.Kills));
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
        var totals = Totals((new MatchedKey(12, 7, true, true), 3), (new MatchedKey(2, 20, false, false), 1));

        Assert.Equal([(12, 7, true, true, 3), (2, 20, false, false, 1)], totals.Matched());
    }

    [Fact]
    public void Count_IsTheNumberOfDifferentCounts() =>
        Assert.Equal(2, Totals((Journeys, 3), (Product, 1), (Journeys, 4), (new ScoreKey(A, 0), 1), (new ScoreKey(A, 0), -1)).Count);

    private static CountBag Bag(CountKey key, TallyCount count)
    {
        var bag = new CountBag();
        bag.Add(key, count);
        return bag;
    }

    private static LedgerTotals Totals(params (CountKey Key, long N)[] counts) =>
        new(counts.Select(c => Bag(c.Key, new TallyCount(c.N, 0))));
}
