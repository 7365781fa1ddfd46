using CsCheck;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Measures;

public sealed class WhatMovedTests
{
    private static readonly Gen<ScoredMoment[][]> AnyStore = TestData.Moments.Array[1, 40];

    // Before: 40 journeys, 20 of them lost at C alone and 4 at C and D. Now: 40, of which 6 are lost at C, and 2 at A.
    [Fact]
    public void Of_TwoPeriods_SaysWhichTouchpointMovedSurvivalByHowMuch()
    {
        var moved = WhatMoved.Of(
            MeasuresOf([.. Times("A9 C0", 20), .. Times("C0 D0", 4), .. Times("A9 C9", 16)]),
            MeasuresOf([.. Times("A9 C0", 6), .. Times("A0 C9", 2), .. Times("A9 C9", 32)]));

        Assert.Equal((3, 0.4), (moved.Touchpoints, Math.Round(moved.Survival.Value!.Value, 12)));
        Assert.Equal(ChangeVerdict.Better, moved.Survival.Verdict);
        Assert.Equal(
            [("C", .55, .15, .4, true), ("A", 0, .05, -.05, false), ("D", .05, 0, .05, false)],
            moved.Bars.Select(b => (b.Touchpoint, Math.Round(b.Before, 9), Math.Round(b.Now, 9), Math.Round(b.Value, 9), b.IsCertain)));

        // Variances by hand: before (20 + 4/4)/40 - .55², now 6/40 - .15², each over 40.
        var halfWidth = 1.959963984540054 * Math.Sqrt((.525 - .3025 + .15 - .0225) / 40);
        Assert.Equal((.4 - halfWidth, .4 + halfWidth), (moved.Bars[0].Low, moved.Bars[0].High), NearEnough);
        Assert.Equal(TestData.Touchpoint('C'), moved.Bars[0].TouchpointId);
        Assert.Equal(TestData.Touchpoint('D'), moved.Bars[2].TouchpointId);
    }

    [Fact]
    public void Of_ASmallBarThatIsCertain_StandsBeforeALargeOneThatIsNot()
    {
        var moved = WhatMoved.Of(
            MeasuresOf([.. Times("C0", 16), .. Times("C9", 24)]),
            MeasuresOf([.. Times("C0", 500), .. Times("D0", 200), .. Times("C9", 1300)]));

        Assert.Equal(["D", "C"], moved.Bars.Select(b => b.Touchpoint));
        Assert.True(Math.Abs(moved.Bars[1].Value) > Math.Abs(moved.Bars[0].Value));
        Assert.Equal([true, false], moved.Bars.Select(b => b.IsCertain));
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Of_FewZerosAtATouchpoint_ItsBarIsNotCertain(int zeros, bool isCertain) => Assert.Equal(isCertain, WhatMoved.Of(
        MeasuresOf([.. Times("A0", zeros), .. Times("A9", 40 - zeros)]), MeasuresOf(Times("A9", 400))).Bars.Single().IsCertain);

    [Theory]
    [InlineData(29, 30, false)]
    [InlineData(30, 29, false)]
    [InlineData(30, 30, true)]
    public void Of_FewJourneys_HasNoCertainBar(int before, int now, bool isCertain) =>
        Assert.Equal(isCertain, WhatMoved.Of(MeasuresOf(Times("A0", before)), MeasuresOf(Times("A9", now))).Bars.Single().IsCertain);

    [Fact]
    public void Of_APeriodWithoutJourneys_HasNoBars()
    {
        Assert.Empty(WhatMoved.Of(MeasuresOf([]), MeasuresOf(Times("A0", 40))).Bars);
        Assert.Empty(WhatMoved.Of(MeasuresOf(Times("A0", 40)), MeasuresOf([])).Bars);
        Assert.Null(WhatMoved.Of(MeasuresOf([]), MeasuresOf([])).Survival.Value);
    }

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_AnyPeriods_SumsToTheChangeOfSurvival() => Gen.Select(AnyStore, AnyStore).Sample((before, now) =>
    {
        var (then, since) = (MeasuresOf(before.Select(Finished)), MeasuresOf(now.Select(Finished)));
        var (moved, back) = (WhatMoved.Of(then, since), WhatMoved.Of(since, then));

        Assert.Equal(since.Survival.Rate!.Value - then.Survival.Rate!.Value, moved.Bars.Sum(b => b.Value), 1e-12);
        Assert.All(moved.Bars, b => Assert.True(b.Low <= b.Value && b.Value <= b.High));
        Assert.All(moved.Bars.Where(b => b.IsCertain), b => Assert.True(b.Low > 0 || b.High < 0));
        Assert.Equal(
            moved.Bars.Select(b => (b.Touchpoint, -b.Value, b.IsCertain)), back.Bars.Select(b => (b.Touchpoint, b.Value, b.IsCertain)));
        Assert.All(WhatMoved.Of(then, then).Bars, b => Assert.Equal((0.0, false), (b.Value, b.IsCertain)));
    }, iter: 60);

    // Found with another program.
    [LoungesFact]
    public void Of_TheLoungesOf2013And2014_IsWhatAnotherProgramFound()
    {
        var years = Lounges.All().ToLookup(r => r.Journey.Day.Year, r => r.Journey);

        var moved = WhatMoved.Of(Lounges.MeasuresOf(years[2013]), Lounges.MeasuresOf(years[2014]));

        var bar = moved.Bars.Single(b => b.Touchpoint == "Bar");
        Assert.Equal((-14.3, 7), (Points(moved.Survival.Value!.Value), moved.Touchpoints));
        Assert.Equal((-3.6, -6.0, -1.3, true), (Points(bar.Value), Points(bar.Low), Points(bar.High), bar.IsCertain));
        Assert.Equal(moved.Survival.Value!.Value, moved.Bars.Sum(b => b.Value), 1e-12);
    }

    private static double Points(double share) => Math.Round(100 * share, 1);

    private static bool NearEnough((double, double) a, (double, double) b) =>
        Math.Abs(a.Item1 - b.Item1) < 1e-12 && Math.Abs(a.Item2 - b.Item2) < 1e-12;

    private static IEnumerable<Journey> Times(string moments, int n) => Enumerable.Range(0, n).Select(_ => TestData.Finished(moments));

    private static Journey Finished(ScoredMoment[] moments)
    {
        var journey = TestData.Open(moments);
        journey.Finish(Outcome.NotSaid, TestData.Day, TestData.NowUtc);
        return journey;
    }

    private static CompanyMeasures MeasuresOf(IEnumerable<Journey> journeys) => TwoCompanies.MeasuresOf([.. journeys]);
}
