using CsCheck;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Tests.Measures;

public sealed class CompetingRisksTests
{
    // Short journeys with many zeros, of two companies that call their touchpoints the same.
    private static readonly Gen<Journey[]> AnyJourneys = Gen.Select(
        Gen.OneOf("ABCDEabcde".ToCharArray()), Gen.OneOf(0, 50, 90, 100),
        (touchpoint, tenths) => new ScoredMoment(TestData.Touchpoint(touchpoint), new Score(tenths))).Array[1, 7].Select(Finished).Array[1, 80];

    // S is 0.875, 0.75, 0.5, 0.25, 0.25. A took 1 of 8 at the first moment; C 1 of 7 at the second and 2 of 6 at the third; D 1 of 2.
    [Fact]
    public void Of_TheEight_AgreesWithTheCheckByHand()
    {
        var risks = Of([.. TestData.EightJourneys.Select(j => TestData.Finished(j))], fewestAtRisk: 1);

        Assert.Equal(["C", "D", "A"], risks.Touchpoints.Select(t => t.Touchpoint));
        Assert.Equal([.375, .25, .125], risks.Touchpoints.Select(t => Math.Round(t.Total, 12)));
        Assert.Equal(
            [(1, 0, 0, 0), (2, 1, .125, .125), (3, 2, .25, .375), (4, 0, 0, .375), (5, 0, 0, .375)],
            risks.Touchpoints[0].Steps.Select(s => (s.Position, s.Killed, Math.Round(s.Taken, 12), Math.Round(s.Total, 12))));
        Assert.Equal(TestData.Touchpoint('C'), risks.Touchpoints[0].TouchpointId);
    }

    [Fact]
    public void Of_TheEight_EndsWhereFewerThanTenAreAtRisk()
    {
        var risks = Of([.. TestData.EightJourneys.Select(j => TestData.Finished(j))]);

        Assert.Equal((0, 0), (risks.Curve.Count, risks.Touchpoints.Count));
    }

    // Eleven at risk at first, eight at the second moment, where B kills: beyond the end of the curve.
    [Fact]
    public void Of_KillsBeyondTheCurve_AreLeftOut()
    {
        var risks = Of([.. Times("A0", 3), .. Times("A9 B0", 8)]);

        Assert.Equal(("A", 1), (Assert.Single(risks.Touchpoints).Touchpoint, risks.Curve.Count));
    }

    [Fact]
    public void Of_JourneysWithoutAnOrder_HasNothing()
    {
        var journeys = Enumerable.Range(0, 40).Select(_ => TestData.Open("A9 C0")).ToArray();
        foreach (var journey in journeys)
        {
            journey.HasNoOrder();
            journey.Finish(Outcome.NotSaid, TestData.Day, TestData.NowUtc);
        }

        Assert.Empty(Of(journeys).Touchpoints);
    }

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_AnyJourneys_TheTouchpointsTakeWhatSurvivalLoses() => AnyJourneys.Sample(journeys =>
    {
        var risks = Of(journeys);

        Assert.Equal(TwoCompanies.MeasuresOf(journeys).SurvivalCurve, risks.Curve);
        Assert.All(risks.Touchpoints, t => Assert.Equal(risks.Curve.Select(p => p.Position), t.Steps.Select(s => s.Position)));
        foreach (var (index, point) in risks.Curve.Index())
        {
            Assert.Equal(1 - point.Survival, risks.Touchpoints.Sum(t => t.Steps[index].Total), 1e-12);
            Assert.Equal(point.Killed, risks.Touchpoints.Sum(t => t.Steps[index].Killed));
            foreach (var touchpoint in risks.Touchpoints)
            {
                // Killed at this position at this touchpoint, from the moments themselves.
                var killed = journeys.Count(j => j.Moments.Count > index
                    && j.Moments.Take(index).All(m => !m.Score.IsZero) && j.Moments[index].Score.IsZero
                    && TwoCompanies.Names[j.Moments[index].TouchpointId] == touchpoint.Touchpoint);
                Assert.Equal(killed, touchpoint.Steps[index].Killed);
                Assert.Equal(
                    touchpoint.Steps[index].Total, touchpoint.Steps.Take(index + 1).Sum(s => s.Taken), 1e-12);
            }
        }

        Assert.Equal(risks.Touchpoints.OrderByDescending(t => t.Total).ThenBy(t => t.Touchpoint), risks.Touchpoints);
    }, iter: 60);

    private static IEnumerable<Journey> Times(string moments, int n) => Enumerable.Range(0, n).Select(_ => TestData.Finished(moments));

    private static Journey Finished(ScoredMoment[] moments)
    {
        var journey = TestData.Open(moments);
        journey.Finish(Outcome.NotSaid, TestData.Day, TestData.NowUtc);
        return journey;
    }

    private static CompetingRisks Of(IReadOnlyCollection<Journey> journeys, int fewestAtRisk = SurvivalCurve.FewestAtRisk) =>
        CompetingRisks.Of(Recount.TallyOf(journeys).Totals(), TwoCompanies.Names, fewestAtRisk);
}
