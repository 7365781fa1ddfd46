using CsCheck;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Measures;

public sealed class SurvivalCurveTests
{
    // Weeks in remission of the 21 patients on 6-mercaptopurine; a minus marks those who were still in remission.
    // E. J. Freireich et al., The effect of 6-mercaptopurine on the duration of steroid-induced remissions in acute leukemia, Blood 21
    // (1963).
    private static readonly int[] Freireich = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];

    private static readonly Gen<(int Position, bool Killed, long Journeys)[]> Ends =
        Gen.Select(Gen.Int[1, 12], Gen.Bool, Gen.Long[1, 20], (position, killed, n) => (position, killed, n)).Array[0, 20];

    [Fact]
    public void Of_TheEight_AgreesWithTheCheckByHand() => Assert.Equal(
        [(1, 8, 1, 0.875), (2, 7, 1, 0.75), (3, 6, 2, 0.5), (4, 2, 1, 0.25), (5, 1, 0, 0.25)],
        SurvivalCurve.Of([(1, true, 1), (2, true, 1), (3, true, 2), (4, true, 1), (3, false, 2), (5, false, 1)], fewestAtRisk: 1)
            .Select(p => (p.Position, p.AtRisk, p.Killed, Math.Round(p.Survival, 12))));

    // Bounds as R's survfit(conf.type = "log-log") and Stata's sts list give them.
    [Theory]
    [InlineData(6, 21, 3, 0.8571, 0.6197, 0.9516)]
    [InlineData(7, 17, 1, 0.8067, 0.5631, 0.9228)]
    [InlineData(10, 15, 1, 0.7529, 0.5032, 0.8894)]
    [InlineData(13, 12, 1, 0.6902, 0.4316, 0.8491)]
    [InlineData(16, 11, 1, 0.6275, 0.3675, 0.8049)]
    [InlineData(22, 7, 1, 0.5378, 0.2678, 0.7468)]
    [InlineData(23, 6, 1, 0.4482, 0.1881, 0.6801)]
    public void Of_PublishedExample_Agrees(int week, long atRisk, long killed, double survival, double low, double high)
    {
        var point = SurvivalCurve.Of(Remissions(), fewestAtRisk: 1)[week - 1];

        Assert.Equal((week, atRisk, killed), (point.Position, point.AtRisk, point.Killed));
        Assert.Equal(survival, point.Survival, 4);
        Assert.Equal(low, point.Low!.Value, 4);
        Assert.Equal(high, point.High!.Value, 4);
    }

    [Fact]
    public void Of_PublishedExample_StaysLevelBetweenKillsAndToTheLastCensored()
    {
        var curve = SurvivalCurve.Of(Remissions(), fewestAtRisk: 1);

        Assert.Equal(Enumerable.Range(1, 35), curve.Select(p => p.Position));
        Assert.Equal((curve[22].Survival, curve[22].Low, curve[22].High), (curve[34].Survival, curve[34].Low, curve[34].High));
        Assert.Equal(8, curve.Select(p => p.Survival).Distinct().Count());
    }

    // 10 are at risk in week 17, 9 in week 18.
    [Fact]
    public void Of_PublishedExample_EndsWhereFewerThanTenAreAtRisk()
    {
        var curve = SurvivalCurve.Of(Remissions());

        Assert.Equal((17, 10), (curve[^1].Position, curve[^1].AtRisk));
        Assert.Equal(SurvivalCurve.Of(Remissions(), fewestAtRisk: 1).Take(17), curve);
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 2)]
    public void Of_FewJourneys_NeedsTenForAPoint(long journeys, int points) =>
        Assert.Equal(points, SurvivalCurve.Of([(2, false, journeys)]).Count);

    [Fact]
    public void Of_Nothing_IsEmpty()
    {
        Assert.Empty(SurvivalCurve.Of([]));
        Assert.Empty(SurvivalCurve.Of([], fewestAtRisk: 0));
    }

    [Fact]
    public void Of_NobodyOrEverybodyKilled_HasNoBand() => Assert.Equal(
        [new SurvivalPoint(1, 20, 0, 1, null, null), new SurvivalPoint(2, 20, 20, 0, null, null)],
        SurvivalCurve.Of([(2, true, 20)]));

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_NobodyFinishedAliveBeforeTheLastPosition_EndsAtSurvival() => Ends.Sample(ends =>
    {
        var whole = ends.Select(e => e.Killed ? e : (Position: 12, e.Killed, e.Journeys)).ToArray();
        var (n, killed) = (whole.Sum(e => e.Journeys), whole.Where(e => e.Killed).Sum(e => e.Journeys));
        var curve = SurvivalCurve.Of(whole, fewestAtRisk: 1);

        Assert.Equal(n > 0, curve.Count > 0);
        Assert.All(curve.TakeLast(1), end => Assert.Equal(1 - ((double)killed / n), end.Survival, 1e-12));
    }, iter: 200);

    // Greenwood's standard error on the log-log scale, as an exponent: S^exp(± z · se / ln S).
    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_AnyEnds_AgreesWithTheProductLimitWrittenOut() => Ends.Sample(ends =>
    {
        long AtRisk(int k) => ends.Where(e => e.Position >= k).Sum(e => e.Journeys);
        long Killed(int k) => ends.Where(e => e.Position == k && e.Killed).Sum(e => e.Journeys);
        var positions = Enumerable.Range(1, 12).TakeWhile(k => AtRisk(k) >= SurvivalCurve.FewestAtRisk).ToList();
        var curve = SurvivalCurve.Of(ends);

        Assert.Equal(positions, curve.Select(p => p.Position));
        foreach (var point in curve)
        {
            var until = Enumerable.Range(1, point.Position).ToList();
            var survival = until.Select(k => 1 - ((double)Killed(k) / AtRisk(k))).Aggregate((all, s) => all * s);
            Assert.Equal((AtRisk(point.Position), Killed(point.Position)), (point.AtRisk, point.Killed));
            Assert.Equal(survival, point.Survival, 1e-12);
            Assert.Equal(point.Survival is > 0 and < 1, point.Low is not null && point.High is not null);
            if (point is { Low: { } low, High: { } high })
            {
                var error = Math.Sqrt(until.Sum(k => Killed(k) / (AtRisk(k) * (double)(AtRisk(k) - Killed(k)))));
                var theta = Proportion.Z95 * error / Math.Log(survival);
                Assert.Equal(Math.Pow(survival, Math.Exp(-theta)), low, 1e-9);
                Assert.Equal(Math.Pow(survival, Math.Exp(theta)), high, 1e-9);
                Assert.InRange(point.Survival, low, high);
                Assert.InRange(low, 0, high);
                Assert.InRange(high, low, 1);
            }
        }
    }, iter: 200);

    private static IEnumerable<(int Position, bool Killed, long Journeys)> Remissions() =>
        Freireich.Select(week => (Math.Abs(week), week > 0, 1L));
}
