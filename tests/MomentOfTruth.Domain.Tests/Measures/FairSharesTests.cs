using CsCheck;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Tests.Measures;

public sealed class FairSharesTests
{
    private static readonly Gen<(ScoredMoment[][] Journeys, int Seed)> AnyStore =
        Gen.Select(TestData.Moments.Array[1, 25], Gen.Int);

    // The five collapsed journeys of the check by hand: ABCDE, C, C, D, CE.
    [Fact]
    public void Of_TheEight_AreThoseFoundByHand()
    {
        var shares = Of(TestData.EightJourneys.Select(j => TestData.Finished(j)));

        Assert.Equal(
            [("C", .3375), ("D", .15), ("E", .0875), ("A", .025), ("B", .025)],
            shares.Select(s => (s.Touchpoint, Math.Round(s.Share, 12))));
        Assert.Equal([4L, 2, 2, 1, 1], shares.Select(s => s.Collapsed));
        Assert.Equal((.0498, .6252), (Math.Round(shares[0].Low, 4), Math.Round(shares[0].High, 4)));
        Assert.Equal(0, shares[^1].Low);
    }

    [Fact]
    public void AnyStore_TheySumToTheCollapsedShare_WhateverTheOrder() => AnyStore.Sample(store =>
    {
        var journeys = store.Journeys.Select(j => TestData.Open(j)).ToList();
        var random = new Random(store.Seed);
        var shuffled = store.Journeys.Select(j => TestData.Open([.. j.OrderBy(_ => random.Next())])).ToList();
        foreach (var journey in journeys.Concat(shuffled))
        {
            journey.HasNoOrder();
            journey.Finish(Outcome.NotSaid, journey.LatestMomentOn, TestData.NowUtc);
        }

        var (measures, again) = (MeasuresOf(journeys), MeasuresOf(shuffled));

        Assert.Equal((double)measures.Collapsed / measures.Journeys, measures.FairShares.Sum(s => s.Share), 1e-12);
        Assert.All(measures.FairShares, s => Assert.True(0 <= s.Low && s.Low <= s.Share && s.Share <= s.High && s.High <= 1));
        Assert.Equal(
            measures.FairShares.Select(s => (s.Touchpoint, Math.Round(s.Share, 12))).Order(),
            again.FairShares.Select(s => (s.Touchpoint, Math.Round(s.Share, 12))).Order());
        Assert.Equal((0, 0), (measures.KillingMoments.Count, measures.SurvivalCurve.Count));
    });

    [Fact]
    public void AllTenJourneys_RaiseNoShare() => AnyStore.Sample(store =>
    {
        Journey Finished(ScoredMoment[] told)
        {
            var journey = TestData.Open(told);
            journey.Finish(Outcome.NotSaid, journey.LatestMomentOn, TestData.NowUtc);
            return journey;
        }

        var before = Of(store.Journeys.Select(Finished)).ToDictionary(s => s.Touchpoint, s => s.Share);
        var after = Of(store.Journeys.Select(Finished).Append(TestData.Finished("A10 B10")));

        Assert.All(after, s => Assert.True(s.Share <= before[s.Touchpoint]));
    });

    private static IReadOnlyList<FairShare> Of(IEnumerable<Journey> journeys) => MeasuresOf(journeys).FairShares;

    private static CompanyMeasures MeasuresOf(IEnumerable<Journey> journeys)
    {
        var tally = new Tally();
        foreach (var journey in journeys)
        {
            tally.Add(journey);
        }

        return CompanyMeasures.Of(
            new LedgerTotals(tally.Places.Values), "ABCDE".ToDictionary(TestData.Touchpoint, letter => letter.ToString()));
    }

}
