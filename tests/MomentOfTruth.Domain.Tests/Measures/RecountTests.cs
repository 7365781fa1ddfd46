using CsCheck;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Measures;

/// <summary>Whatever the journeys, the measures found through the ledger are those of a recount.</summary>
public sealed class RecountTests
{
    private const int Samples = 25;

    // Few scores and few lengths, so that many journeys are alike; most of them finished.
    private static readonly Gen<Journey> AnyJourney = Gen.Select(
        Gen.Select(Gen.Char['A', 'E'], Gen.OneOf(0, 0, 1, 60, 80, 95, 100, 100), (touchpoint, tenths) => (touchpoint, tenths)).Array[1, 6],
        Gen.Bool, Gen.Enum<Outcome>(), Gen.OneOf<string?>(null, "Rival: one", "RIVAL: One", "Other"), Gen.Int[0, 9],
        (moments, isOtherCompany, outcome, competitor, open) => Logged(
            moments.Select(m => new ScoredMoment(
                TestData.Touchpoint(isOtherCompany ? char.ToLowerInvariant(m.touchpoint) : m.touchpoint), new Score(m.tenths))),
            open == 0 ? null : outcome, competitor));

    private static readonly Gen<Journey[]> Journeys = Gen.OneOf(AnyJourney.Array[0, 5], AnyJourney.Array[10, 60]);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_AnyJourneys_CountsAndAveragesAsTheJourneysSay() => Journeys.Sample(journeys =>
    {
        var (measures, recount) = (TwoCompanies.MeasuresOf(journeys), new Recount(journeys, TwoCompanies.Names));

        Assert.Equal(
            (recount.Journeys, recount.InProgress, recount.Collapsed), (measures.Journeys, measures.InProgress, measures.Collapsed));
        Assert.Equal(new Proportion(recount.Journeys - recount.Collapsed, recount.Journeys), measures.Survival);
        Assert.Equal(new Proportion(recount.Hidden, recount.Collapsed), measures.Hidden);
        Near(recount.MeanProduct, measures.MeanProduct);
        Near(recount.MeanEvenScore, measures.MeanEvenScore);
        Near(recount.MeanAverage, measures.MeanAverage);
        Same(
            recount.Touchpoints(), measures.Touchpoints.Select(t => (t.Touchpoint, t.N, t.Zeros, t.Mean)), t => t.Mean,
            t => t with { Mean = 0 });
    }, iter: Samples);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_AnyJourneys_FindsTheKillingMomentsAndFixesThatTheJourneysSay() => Journeys.Sample(journeys =>
    {
        var (measures, recount) = (TwoCompanies.MeasuresOf(journeys), new Recount(journeys, TwoCompanies.Names));

        foreach (var touchpoint in "ABCDE".Select(letter => letter.ToString()))
        {
            var killing = measures.KillingMoments.SingleOrDefault(k => k.Touchpoint == touchpoint);
            Assert.Equal((recount.Reached(touchpoint), recount.Kills(touchpoint)), (killing?.Reached ?? 0, killing?.Kills ?? 0));

            var fix = measures.Fixes.SingleOrDefault(f => f.Touchpoint == touchpoint);
            Assert.Equal(recount.Rescued(touchpoint), fix?.Rescued.Count ?? 0);
            if (fix is not null)
            {
                Assert.Equal(recount.Journeys, fix.Rescued.N);
                Near(recount.GainLow(touchpoint), fix.GainLow);
                Near(recount.GainHigh(touchpoint), fix.GainHigh);
            }
        }

        Assert.Equal(new Proportion(recount.Unsavable, recount.Journeys), measures.Unsavable);
        Assert.Equal(recount.Sequence(), measures.Sequence.Select(step => (step.Touchpoint, step.Rescued)));
        Assert.All(measures.KillingMoments, k => Assert.Equal(recount.Collapsed, k.Collapsed));
        Assert.Equal(FixFirst.Rank(measures.Fixes), measures.Fixes);
        Assert.Equal(KillingMoments.Rank(measures.KillingMoments), measures.KillingMoments);
    }, iter: Samples);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_AnyJourneys_FindsTheEndingsAndTheCurveThatTheJourneysSay() => Journeys.Sample(journeys =>
    {
        var (measures, recount) = (TwoCompanies.MeasuresOf(journeys), new Recount(journeys, TwoCompanies.Names));
        var destinations = measures.Destinations;

        Assert.Equal((recount.Left(collapsed: true), recount.Left(collapsed: false)), (destinations.Collapsed, destinations.Survived));
        Assert.Equal((recount.NotSaid, recount.LeftNowhere), (destinations.NotSaid, destinations.LeftNowhere));
        Assert.Equal(recount.Named().Order(), destinations.Named.Select(d => (d.Name?.ToUpperInvariant(), d.Leavers)).Order());
        Assert.Equal(new Difference(recount.Recovery(good: true), recount.Recovery(good: false)), measures.RuleTest.Recovery);
        Near(recount.AtEqualAverage()?.Value, measures.RuleTest.AtEqualAverage.Value);
        Near(recount.AtEqualAverage()?.Low, measures.RuleTest.AtEqualAverage.Low);
        Near(recount.AtEqualAverage()?.High, measures.RuleTest.AtEqualAverage.High);
        Same(
            recount.SurvivalCurve(), measures.SurvivalCurve.Select(p => (p.Position, p.AtRisk, p.Killed, p.Survival)), p => p.Survival,
            p => p with { Survival = 0 });
    }, iter: Samples);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_AnyJourneys_IsTrueToItself() => Journeys.Sample(journeys =>
    {
        var measures = TwoCompanies.MeasuresOf(journeys);
        var rescued = measures.Fixes.ToDictionary(f => f.Touchpoint, f => f.Rescued.Count);

        Assert.Equal(measures.Collapsed, measures.KillingMoments.Sum(k => k.Kills));
        Assert.All(measures.KillingMoments, k => Assert.True(rescued.GetValueOrDefault(k.Touchpoint) <= k.Kills && k.Kills <= k.Reached));
        Assert.All(measures.Fixes, f => Assert.True(f.GainLow > 0 && f.GainHigh is null or > 0));
        Assert.Equal(measures.Collapsed, measures.Unsavable.Count + rescued.Values.Sum());
        Assert.Equal(measures.Collapsed, measures.Sequence.Sum(step => step.Rescued));
        Assert.Equal(measures.Collapsed, measures.ZeroSets.Sum(set => set.Journeys));
        Assert.Equal(rescued.Values.DefaultIfEmpty().Max(), measures.Sequence.Take(1).Sum(step => step.Rescued));
        Assert.All(
            measures.Fixes,
            f => Assert.Equal(f.Rescued.Count, FixFirst.RescuedBy(measures.ZeroSets, new HashSet<string> { f.Touchpoint })));
    }, iter: Samples);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_TouchpointsOfTwoCompanies_IsWhatOneCompanyWithAllTheJourneysWouldHave() => Journeys.Sample(journeys =>
    {
        var (apart, together) = (TwoCompanies.MeasuresOf(journeys), TwoCompanies.MeasuresOf([.. journeys.Select(OfFirstCompany)]));

        Assert.Equal(
            together.KillingMoments.Select(k => k with { TouchpointId = null }),
            apart.KillingMoments.Select(k => k with { TouchpointId = null }));
        Assert.Equal(
            together.Sequence.Select(step => step with { TouchpointId = null }),
            apart.Sequence.Select(step => step with { TouchpointId = null }));
        Assert.Equal(together.Fixes.Select(f => (f.Touchpoint, f.Rescued)), apart.Fixes.Select(f => (f.Touchpoint, f.Rescued)));
        Assert.Equal(
            together.Touchpoints.Select(t => (t.Touchpoint, t.N, t.Zeros, t.Mean)), apart.Touchpoints.Select(t => (t.Touchpoint, t.N, t.Zeros, t.Mean)));
        Assert.Equal(together.Touchpoints.Select(t => t.Bands), apart.Touchpoints.Select(t => t.Bands));
        Assert.Equal((together.Unsavable, together.Survival), (apart.Unsavable, apart.Survival));
    }, iter: Samples);

    private static Journey Logged(IEnumerable<ScoredMoment> moments, Outcome? outcome, string? competitor)
    {
        var journey = TestData.Open([.. moments]);
        if (outcome is { } ending)
        {
            journey.Finish(ending, TestData.Day, TestData.NowUtc, ending == Outcome.LeftForCompetitor ? competitor : null);
        }

        return journey;
    }

    private static Journey OfFirstCompany(Journey journey) => Logged(
        journey.Moments.Select(m => new ScoredMoment(TestData.Touchpoint(TwoCompanies.Names[m.TouchpointId][0]), m.Score)), journey.Outcome, journey.Competitor);

    // The ledger keeps shares to eleven digits.
    private static void Near(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        Assert.Equal(expected ?? 0, actual ?? 0, 1e-9);
    }

    private static void Same<T>(IEnumerable<T> expected, IEnumerable<T> actual, Func<T, double> number, Func<T, T> withoutIt)
    {
        Assert.Equal(expected.Select(withoutIt), actual.Select(withoutIt));
        Assert.All(expected.Zip(actual), pair => Near(number(pair.First), number(pair.Second)));
    }
}
