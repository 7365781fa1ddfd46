using CsCheck;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Measures;

/// <summary>Laws of all measures together: what must follow for their figures when the journeys are changed in a known way.</summary>
public sealed class MetamorphicTests
{
    private const int Samples = 25;

    // Few scores and few lengths, so that many journeys are alike; some without an order.
    private static readonly Gen<Told> AnyTold = Gen.Select(
        Gen.Select(Gen.Char['A', 'E'], Gen.OneOf(0, 0, 1, 60, 80, 95, 100, 100)).Array[1, 6], Gen.Enum<Outcome>(), Gen.Bool,
        (moments, outcome, isOrdered) => new Told(moments, outcome, isOrdered));

    private static readonly Gen<Told[]> AnyStore = AnyTold.Array[1, 60];

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void MomentsOfUnorderedJourneys_InAnotherOrder_ChangeNoFigure() => Gen.Select(AnyStore, Gen.Int).Sample((store, seed) =>
    {
        var random = new Random(seed);
        var shuffled = store.Select(t => t.IsOrdered ? t : t with { Moments = [.. t.Moments.OrderBy(_ => random.Next())] });

        Assert.Equal(Recount.TallyOf(store.Select(Finished)).Counts().ToHashSet(), Recount.TallyOf(shuffled.Select(Finished)).Counts().ToHashSet());
    }, iter: 100);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void WhatNeedsAnOrder_IsThatOfTheOrderedJourneysAlone() => AnyStore.Sample(store =>
    {
        var (all, ordered) = (Of(store), Of(store.Where(t => t.IsOrdered)));

        Assert.Equal(ordered.Measures.KillingMoments, all.Measures.KillingMoments);
        Assert.Equal(ordered.Measures.SurvivalCurve, all.Measures.SurvivalCurve);
        Assert.Equal(ordered.Measures.RuleTest.Recovery, all.Measures.RuleTest.Recovery);
        Assert.Equal(Flat(ordered.Risks), Flat(all.Risks));
        Assert.Equal(ordered.Measures.Journeys, all.Measures.Ordered);
    }, iter: Samples);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void EveryJourneyTwice_LeavesEveryRateAndMean_AndWidensNoInterval() => AnyStore.Sample(store =>
    {
        var (once, twice) = (Of(store), Of([.. store, .. store]));

        // Sorted, as what was too few to be ranked may be now.
        Assert.All(Figures(once).OrderBy(f => f.Name).Zip(Figures(twice).OrderBy(f => f.Name)), pair =>
        {
            var ((name, value, low, high), (sameName, sameValue, newLow, newHigh)) = pair;
            Assert.Equal(name, sameName);
            Near(value, sameValue);
            Assert.True(!(newHigh - newLow > high - low + 1e-9), $"{name}: {low} to {high} became {newLow} to {newHigh}");
        });
        Assert.Equal(Figures(once).Count, Figures(twice).Count);
        Assert.Equal(once.Measures.Sequence.Select(s => (s.Touchpoint, 2 * s.Rescued)), twice.Measures.Sequence.Select(s => (s.Touchpoint, s.Rescued)));
    }, iter: Samples);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void TouchpointsWithOtherNames_MoveRowsOnly() => Gen.Select(AnyStore, Gen.Int).Sample((store, seed) =>
    {
        var random = new Random(seed);
        var others = "ABCDE".Zip("ABCDE".OrderBy(_ => random.Next())).ToDictionary(p => p.First, p => p.Second);
        var renamed = store.Select(t => t with { Moments = [.. t.Moments.Select(m => (others[m.Touchpoint], m.Tenths))] });

        // The name is the first letter of what a figure is called.
        string Renamed(string name) => name[1] == ' ' ? others[name[0]] + name[1..] : name;
        var (expected, actual) = (
            Figures(Of(store)).Select(f => f with { Name = Renamed(f.Name) }).OrderBy(f => f.Name).ToList(),
            Figures(Of(renamed)).OrderBy(f => f.Name).ToList());

        Assert.Equal(expected.Select(f => f.Name), actual.Select(f => f.Name));
        Assert.All(expected.Zip(actual), pair =>
        {
            Near(pair.First.Value, pair.Second.Value);
            Near(pair.First.Low, pair.Second.Low);
            Near(pair.First.High, pair.Second.High);
        });
    }, iter: Samples);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void ACompanySplitInTwo_AndAddedTogether_IsTheOldOne() => Gen.Select(AnyStore, Gen.Int).Sample((store, cut) =>
    {
        var at = (int)((uint)cut % (store.Length + 1));
        var (whole, one, other) = (TotalsOf(store), BagOf(store[..at]), BagOf(store[at..]));

        Assert.Equal(Figures(Of(whole)), Figures(Of(new LedgerTotals(one, other))));
    }, iter: Samples);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void AllTenJourneys_RaiseNoFairShare_AndNoKillShareOrCurveOfATouchpoint() => Gen.Select(AnyStore, Gen.Int[1, 30]).Sample((store, tens) =>
    {
        var ten = new Told([('A', 100), ('B', 100)], Outcome.Stayed, false);
        var (before, after) = (Of(store), Of([.. store, .. Enumerable.Repeat(ten, tens)]));
        var shares = before.Measures.FairShares.ToDictionary(s => s.Touchpoint, s => s.Share);

        Assert.Equal(shares.Count, after.Measures.FairShares.Count);
        Assert.All(after.Measures.FairShares, s => Assert.True(s.Share <= shares[s.Touchpoint]));
        Assert.Equal(Flat(before.Risks), Flat(after.Risks));
        Assert.Equal((double)after.Measures.Collapsed / after.Measures.Journeys, after.Measures.FairShares.Sum(s => s.Share), 1e-12);
        Assert.Equal(
            after.Measures.Survival.Rate!.Value - before.Measures.Survival.Rate!.Value,
            WhatMoved.Of(before.Measures, after.Measures).Bars.Sum(b => b.Value), 1e-12);
    }, iter: Samples);

    private static Journey Finished(Told told)
    {
        var journey = TestData.Open([.. told.Moments.Select(m => new ScoredMoment(TestData.Touchpoint(m.Touchpoint), new Score(m.Tenths)))]);
        if (!told.IsOrdered)
        {
            journey.HasNoOrder();
        }

        journey.Finish(told.Outcome, TestData.Day, TestData.NowUtc);
        return journey;
    }

    private static CountBag BagOf(IEnumerable<Told> store) => Recount.TallyOf(store.Select(Finished)).All();

    private static LedgerTotals TotalsOf(IEnumerable<Told> store) => new(BagOf(store));

    private static Found Of(IEnumerable<Told> store) => Of(TotalsOf(store));

    private static Found Of(LedgerTotals totals) => new(
        CompanyMeasures.Of(totals, TwoCompanies.NamesOfTheFirst),
        CompetingRisks.Of(totals, TwoCompanies.NamesOfTheFirst, fewestAtRisk: 1),
        FloorAndReward.Of(totals, TwoCompanies.NamesOfTheFirst));

    // Every rate and mean with its interval, where it has one. Those of a touchpoint begin with its letter.
    private static List<Figure> Figures(Found found)
    {
        var (measures, risks, floors) = (found.Measures, found.Risks, found.Floors);
        static Figure Share(string name, Proportion share) => new(name, share.Rate, share.Low, share.High);
        static Figure Compared(string name, MantelHaenszel compared) => new(name, compared.Value, compared.Low, compared.High);
        static Figure Between(string name, IDifference difference) => new(name, difference.Value, difference.Low, difference.High);
        return
        [
            Share("Survival", measures.Survival), Share("Hidden", measures.Hidden), Share("Unsavable", measures.Unsavable),
            Share("Left", measures.Destinations.Left), Between("Left more", measures.Destinations.LeftDifference),
            Between("Recovery", measures.RuleTest.Recovery), Compared("Equal average", measures.RuleTest.AtEqualAverage),
            new("Product", measures.MeanProduct, null, null), new("Even score", measures.MeanEvenScore, null, null),
            new("Average", measures.MeanAverage, null, null),
            .. measures.KillingMoments.SelectMany(k => new[]
            {
                Share($"{k.Touchpoint} kills", k.KillRate), Share($"{k.Touchpoint} of kills", k.KillShare),
            }),
            .. measures.Fixes.SelectMany(f => new[]
            {
                Share($"{f.Touchpoint} rescued", f.Rescued), new($"{f.Touchpoint} low", f.GainLow, null, null),
                new($"{f.Touchpoint} high", f.GainHigh, null, null),
            }),
            .. measures.FairShares.Select(s => new Figure($"{s.Touchpoint} share", s.Share, s.Low, s.High)),
            .. measures.Touchpoints.Select(t => new Figure($"{t.Touchpoint} mean", t.Mean, null, null)),
            .. risks.Curve.Select(p => new Figure($"Curve {p.Position}", p.Survival, p.Low, p.High)),
            .. risks.Touchpoints.SelectMany(t => t.Steps.Select(s => new Figure($"{t.Touchpoint} risk {s.Position}", s.Total, null, null))),
            .. floors.SelectMany(t => t.LeftByScore.Select((share, score) => Share($"{t.Touchpoint} left at {score}", share))),
            .. floors.SelectMany(t => new[] { Compared($"{t.Touchpoint} cost", t.CostOfZero), Compared($"{t.Touchpoint} worth", t.WorthOfTen) }),
        ];
    }

    private static IEnumerable<(string, int, long, double)> Flat(CompetingRisks risks) =>
        risks.Touchpoints.SelectMany(t => t.Steps, (t, s) => (t.Touchpoint, s.Position, s.Killed, s.Total));

    // The ledger keeps shares to eleven digits.
    private static void Near(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        Assert.Equal(expected ?? 0, actual ?? 0, 1e-9);
    }

    private sealed record Told((char Touchpoint, int Tenths)[] Moments, Outcome Outcome, bool IsOrdered);

    private sealed record Found(CompanyMeasures Measures, CompetingRisks Risks, IReadOnlyList<FloorAndReward> Floors);

    private sealed record Figure(string Name, double? Value, double? Low, double? High);
}
