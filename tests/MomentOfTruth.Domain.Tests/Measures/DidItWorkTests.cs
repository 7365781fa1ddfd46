using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Measures;

public sealed class DidItWorkTests
{
    private static readonly DateOnly On = new(2026, 3, 10);
    private static readonly Guid There = TestData.Touchpoint('C');
    private static readonly Marker Change = new(TestData.Company, There, On, "New script");

    // 10 a day there, of which 3 zeros before and 1 after; elsewhere 20 a day, of which 4 before and 6 after.
    [Fact]
    public void Of_AChange_IsWhatHappenedThereLessWhatHappenedElsewhere()
    {
        var result = Of(Enumerable.Range(-300, 330).Select(d => Day(d, d < 0 ? 3 : 1, 10, d < 0 ? 4 : 6, 20)));

        Assert.Equal(30, result.Days);
        Assert.Equal((new Proportion(30, 300), new Proportion(90, 300)), (result.There.First, result.There.Second));
        Assert.Equal((new Proportion(180, 600), new Proportion(120, 600)), (result.Elsewhere.First, result.Elsewhere.Second));
        Assert.Equal(-0.3, result.Effect.Value!.Value, 12);
        Assert.Equal((100, 100, ChangeVerdict.Better), (result.OrdinaryDays, result.LargerThan, result.Verdict));
    }

    [Fact]
    public void Of_TheSameEverywhere_IsNoEffect()
    {
        var result = Of(Enumerable.Range(-300, 330).Select(d => Day(d, d < 0 ? 3 : 1, 10, d < 0 ? 6 : 2, 20)));

        Assert.Equal(-0.2, result.There.Value!.Value, 12);
        Assert.Equal((0, ChangeVerdict.NotSure), (Math.Round(result.Effect.Value!.Value, 12), result.Verdict));
    }

    [Fact]
    public void Of_MoreZerosThanElsewhere_IsWorse() => Assert.Equal(
        ChangeVerdict.Worse, Of(Enumerable.Range(-300, 330).Select(d => Day(d, d < 0 ? 1 : 3, 10, 4, 20))).Verdict);

    // Every 60 days the share there swings as far as it does at the change.
    [Fact]
    public void Of_AStoreThatAlwaysSwingsLikeThat_IsNotSure()
    {
        var result = Of(Enumerable.Range(-600, 630).Select(d => Day(d, Math.Abs(d - 1000) / 30 % 2 == 0 ? 1 : 5, 10, 4, 20)));

        Assert.True(((IDifference)result.Effect).IsCertain);
        Assert.True(result.LargerThan < 95, $"{result.LargerThan}");
        Assert.Equal(ChangeVerdict.NotSure, result.Verdict);
    }

    [Theory]
    [InlineData(-300, 29, 30, 100)]
    [InlineData(-300, 0, 1, 100)]
    [InlineData(-300, 200, 90, 100)]
    [InlineData(-60, 29, 20, 21)]
    [InlineData(-54, 29, 18, 19)]
    [InlineData(-53, 29, 17, 20)]
    [InlineData(-2, 29, 0, 0)]
    [InlineData(3, 29, 0, 0)]
    public void Of_TheDaysThereAre_ComparesAThirdOfThoseBefore_AndTheOthersAreOrdinary(int first, int last, int days, int ordinary)
    {
        var result = Of(Enumerable.Range(first, last - first + 1).Select(d => Day(d, d % 2 == 0 ? 3 : 1, 10, 2, 20)), On.AddDays(last));

        Assert.Equal((days, ordinary), (result.Days, result.OrdinaryDays));
    }

    // 18 ordinary days and the day itself are 19 in 19 ths: no place is as rare as 5 in 100.
    [Fact]
    public void Verdict_WithFewOrdinaryDays_IsNotSure()
    {
        DidItWork Among(int ordinary) => new(Change, 30, new(new(0, 500), new(250, 500)), new(new(50, 500), new(50, 500)), ordinary, ordinary);

        Assert.Equal(ChangeVerdict.NotSure, Among(18).Verdict);
        Assert.Equal(ChangeVerdict.Better, Among(19).Verdict);
    }

    [Theory]
    [InlineData(95, ChangeVerdict.NotSure)]
    [InlineData(96, ChangeVerdict.Better)]
    public void Verdict_AmongAHundredOrdinaryDays_CountsItselfToo(int larger, ChangeVerdict expected) => Assert.Equal(
        expected, new DidItWork(Change, 30, new(new(0, 500), new(250, 500)), new(new(50, 500), new(50, 500)), 100, larger).Verdict);

    [Fact]
    public void Verdict_AnIntervalThatHoldsZero_IsNotSure() => Assert.Equal(
        ChangeVerdict.NotSure, new DidItWork(Change, 30, new(new(5, 20), new(7, 20)), new(new(50, 500), new(50, 500)), 100, 100).Verdict);

    [Theory]
    [InlineData(4, 500, 500, 500, ChangeVerdict.TooFew)]
    [InlineData(500, 4, 500, 500, ChangeVerdict.TooFew)]
    [InlineData(500, 500, 4, 500, ChangeVerdict.TooFew)]
    [InlineData(500, 500, 500, 4, ChangeVerdict.TooFew)]
    [InlineData(500, 5, 500, 500, ChangeVerdict.Better)]
    public void Verdict_FewerThanFiveOnASide_AreTooFew(
        long after, long before, long elsewhereAfter, long elsewhereBefore, ChangeVerdict expected) => Assert.Equal(expected, new DidItWork(
            Change, 30, new(new(0, after), new(before, before)), new(new(0, elsewhereAfter), new(0, elsewhereBefore)), 100, 100).Verdict);

    // A change on the day -60 takes the ordinary days from -89 to -30 away, around which it would be among the 60 days compared.
    [Fact]
    public void Of_AnotherChange_NoOrdinaryDayHasItAmongItsDays()
    {
        var days = Enumerable.Range(-120, 150).Select(d => Day(d, d < -60 ? 0 : 9, 10, 2, 20)).ToList();

        var (alone, beside) = (Of(days), Of(days, otherChanges: [On.AddDays(-60)]));

        Assert.Equal((30, 61, 30), (alone.Days, alone.OrdinaryDays, beside.Days));
        Assert.Equal(1, beside.OrdinaryDays);
    }

    // 7.85 · (.5·.5 + .4·.6) / .1² = 384.65.
    [Theory]
    [InlineData(0.5, 0.4, 385L)]
    [InlineData(0.4, 0.5, 385L)]
    [InlineData(0.1, 0.05, 432L)]
    [InlineData(0, 1, 1L)]
    [InlineData(0.3, 0.3, null)]
    public void NeededFor_TwoShares_IsTheFormulas(double first, double second, long? expected) =>
        Assert.Equal(expected, DidItWork.NeededFor(first, second));

    // 20 % and 10 %: 7.85 · (.16 + .09) / .01 = 197 are needed, which 20 days have at 10 a day, and no 90 days at 2.
    [Theory]
    [InlineData(10, 1, 20)]
    [InlineData(20, 1, 10)]
    [InlineData(10, 5, null)]
    public void KnownOn_IsTheDayOnWhichThereAreEnough(int moments, int every, int? days)
    {
        var told = Enumerable.Range(-300, 305).Where(d => d % every == 0);
        var result = Of(told.Select(d => Day(d, moments * (d < 0 ? 2 : 1) / 10, moments, 4, 20)), On.AddDays(4));

        Assert.Equal((5, 197L), (result.Days, result.NeededMoments));
        Assert.Equal(days is { } n ? On.AddDays(n - 1) : null, result.KnownOn);
    }

    [Fact]
    public void KnownOn_OnceItHasPassed_IsNull()
    {
        DateOnly? KnownOn(int last) =>
            Of(Enumerable.Range(-300, 301 + last).Select(d => Day(d, d < 0 ? 2 : 1, 10, 4, 20)), On.AddDays(last)).KnownOn;

        Assert.Equal(On.AddDays(19), KnownOn(18));
        Assert.Null(KnownOn(19));
    }

    [Fact]
    public void Of_NoMoments_HasNothing()
    {
        var result = Of([]);

        Assert.Equal((0, 0, null, null, null), (result.Days, result.OrdinaryDays, result.Effect.Value, result.NeededMoments, result.KnownOn));
        Assert.Equal(ChangeVerdict.TooFew, result.Verdict);
    }

    // Told on the 18th, of the 14th and of the 12th.
    [Fact]
    public void Day_OfTheLedger_HasTheMomentsOfThatDay()
    {
        var journey = new Journey(TestData.Company, TestData.Entry("C0") with { OccurredOn = TestData.Day.AddDays(-2) }, TestData.NowUtc);
        foreach (var moment in new[] { "C0", "C9", "A0", "B9", "A9" })
        {
            journey.Add(TestData.Entry(moment));
        }

        journey.Finish(Outcome.NotSaid, TestData.Day.AddDays(4), TestData.NowUtc);
        var days = Recount.TallyOf([journey]).Places.Select(p => MomentDay.Of(p.Key.Period, p.Value, There)).OrderBy(d => d.Day);

        Assert.Equal(
            [
                new(TestData.Day.AddDays(-2), new(1, 1), default), new(TestData.Day, new(1, 2), new(1, 3)),
                new(TestData.Day.AddDays(4), default, default),
            ],
            days);
    }

    // Stores in which nothing changes but what chance changes: from day to day, or a rate of its own on each day.
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void Verdict_OfMarksAtWhichNothingChanged_IsCertainInFiveOfAHundredAtMost(double swing)
    {
        const int Stores = 600;
        var random = new Random(20260310);
        var certain = 0;
        for (var store = 0; store < Stores; store++)
        {
            var (there, elsewhere) = (0.05 + (0.3 * random.NextDouble()), 0.05 + (0.3 * random.NextDouble()));
            int Drawn(int n, double rate) => Enumerable.Range(0, n).Count(_ => random.NextDouble() < rate);
            var (n, m, history) = (random.Next(1, 12), random.Next(1, 30), random.Next(60, 400));
            var result = Of(Enumerable.Range(-history, history + 60).Select(d => Day(
                d, Drawn(n, Math.Max(0, there + (swing * (random.NextDouble() - 0.5)))), n, Drawn(m, elsewhere), m)).ToList(), On.AddDays(59));
            certain += result.Verdict is ChangeVerdict.Better or ChangeVerdict.Worse ? 1 : 0;
        }

        Assert.InRange(certain, 1, Stores / 20);
    }

    private static DidItWork Of(IEnumerable<MomentDay> days, DateOnly? today = null, params DateOnly[] otherChanges) =>
        DidItWork.Of(Change, days, otherChanges, today ?? On.AddDays(29));

    private static MomentDay Day(int day, int zeros, int n, int elsewhere, int m) =>
        new(On.AddDays(day), new Proportion(zeros, n), new Proportion(elsewhere, m));
}
