using CsCheck;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Shared;

namespace MomentOfTruth.Web.Tests.Shared;

/// <summary>The rules of the drawing; how it looks is seen in a browser.</summary>
public sealed class JourneyChartTests
{
    private static readonly Guid[] Places = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];

    private static readonly Gen<IReadOnlyList<ChartMoment>> Moments =
        Gen.Select(Gen.Int[0, 100], Gen.Int[0, Places.Length - 1]).List[1, 100].Select(
            IReadOnlyList<ChartMoment> (said) => [.. said.Select(m => Moment(m.Item1, m.Item2))]);

    // What the bars keep, one after the other, is the journey score; and no bar is longer than all or shorter than nothing.
    [Fact]
    public void Bars_MultiplyToTheProduct() => Moments.Sample(moments =>
    {
        var chart = new JourneyChart(moments, isOrdered: true);
        var left = 1.0;
        foreach (var step in chart.Steps)
        {
            Assert.InRange(step.Kept, 0, 1);
            Assert.Equal(left, step.Before, tolerance: 1e-12);
            left *= step.Kept;
            Assert.Equal(left, step.After, tolerance: 1e-12);
        }

        Assert.Equal(chart.Facts.Product, chart.Steps[^1].After);
        Assert.Equal(chart.Facts.KilledAt, chart.Steps.FirstOrDefault(step => step.Killed)?.Position);
        Assert.Equal(Math.Max(0, moments.Count - (chart.Facts.KilledAt ?? moments.Count)), chart.Steps.Count(step => step.CameAfter));
    });

    [Fact]
    public void Unordered_EachRowIsItsMomentAlone() => Moments.Sample(moments =>
    {
        var chart = new JourneyChart(moments, isOrdered: false);

        Assert.All(chart.Steps, step => Assert.Equal((1, step.Moment.Score.Fraction), (step.Before, step.After)));
        Assert.Null(chart.KillingStep);
        Assert.DoesNotContain(chart.Steps, step => step.CameAfter);
    });

    // An equation that is shortened says how many scores it leaves out, and never the killing one.
    [Fact]
    public void Equation_AddsUp() => Moments.Sample(moments =>
    {
        var chart = new JourneyChart(moments, isOrdered: true);

        Assert.Equal(moments.Count, chart.Factors.Sum(factor => factor.Skipped + 1));
        Assert.InRange(chart.Factors.Count, 1, JourneyChart.MostFactors);
        Assert.Equal(moments.Count <= JourneyChart.MostFactors, chart.Factors.All(factor => factor.Skipped == 0));
        Assert.True(chart.Facts.KilledAt is not { } killed || chart.Factors.Any(factor => factor.Step.Position == killed));
        Assert.Equal(chart.Factors.Select(factor => factor.Step.Position).Order(), chart.Factors.Select(factor => factor.Step.Position));
    });

    [Theory]
    [InlineData(12, 0)]
    [InlineData(13, 4)]
    [InlineData(100, 91)]
    public void Equation_OfMoreThanTwelve_IsShortened(int count, int skipped)
    {
        var chart = new JourneyChart([.. Enumerable.Repeat(Moment(90), count)], isOrdered: true);

        Assert.Equal(skipped, chart.Factors.Sum(factor => factor.Skipped));
    }

    // 9.9 of 100 would be no comfort; 10.0 is said. In any order, although the computer's fractions are not exact.
    [Theory]
    [InlineData(new[] { 99, 10, 0 }, false)]
    [InlineData(new[] { 10, 100, 0 }, true)]
    [InlineData(new[] { 50, 20, 0 }, true)]
    [InlineData(new[] { 0, 20, 50 }, true)]
    [InlineData(new[] { 40, 25, 0 }, true)]
    [InlineData(new[] { 33, 30, 0 }, false)]
    public void ButForThisOne_IsSaidFromTenOn(int[] tenths, bool isSaid)
    {
        var moments = tenths.Select(score => Moment(score, score == 0 ? 1 : 0));

        Assert.Equal(isSaid, new JourneyChart([.. moments], isOrdered: true).ButForThisOne is not null);
        Assert.Equal(isSaid, new JourneyChart([.. moments], isOrdered: false).ButForThisOne is not null);
    }

    [Fact]
    public void ButForThisOne_IsOfOnePlace_AndOfSomethingBesides()
    {
        Assert.Equal("Place 1", new JourneyChart([Moment(90), Moment(0, 1), Moment(80), Moment(0, 1)], true).ButForThisOne?.Touchpoint);
        Assert.Null(new JourneyChart([Moment(90), Moment(0, 1), Moment(0, 2)], true).ButForThisOne);
        Assert.Null(new JourneyChart([Moment(0, 1)], true).ButForThisOne);
        Assert.Null(new JourneyChart([Moment(90), Moment(80)], true).ButForThisOne);
    }

    [Theory]
    [InlineData(new[] { 80 }, false, false)]
    [InlineData(new[] { 100, 100 }, false, false)]
    [InlineData(new[] { 10, 10 }, true, false)]
    [InlineData(new[] { 90, 80 }, true, true)]
    [InlineData(new[] { 90, 0 }, true, false)]
    [InlineData(new int[0], false, false)]
    public void Average_AndEvenScore_AreSaidWhereTheySaySomething(int[] tenths, bool average, bool even)
    {
        var chart = new JourneyChart([.. tenths.Select(score => Moment(score))], isOrdered: true);

        Assert.Equal((average, even), (chart.HasAverage, chart.HasEvenScore));
    }

    [Theory]
    [InlineData(null, 5, 0)]
    [InlineData(2, 2, 3)]
    [InlineData(5, 5, 0)]
    [InlineData(6, 5, 0)]
    public void Last_ShowsTheLastRows_AndCountsTheEarlierOnes(int? last, int rows, int earlier)
    {
        var chart = new JourneyChart([.. Enumerable.Repeat(Moment(90), 5)], isOrdered: true) { Last = last };

        Assert.Equal((rows, earlier), (chart.Rows.Count, chart.Earlier));
        Assert.Equal(5, chart.Rows[^1].Position);
    }

    // A family of four is one sign to whoever reads it, and eleven characters to the computer.
    [Theory]
    [InlineData("일이삼사", 4, "일이삼사")]
    [InlineData("일이삼사오", 4, "일이삼사…")]
    [InlineData("ab 👨‍👩‍👧‍👦 cd", 4, "ab 👨‍👩‍👧‍👦…")]
    [InlineData("ab cd", 3, "ab…")]
    [InlineData("e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301…")]
    [InlineData("long", null, "long")]
    [InlineData(null, 2, null)]
    public void Words_AreCutBetweenTwoSigns(string? story, int? most, string? words) =>
        Assert.Equal(words, (Moment(50) with { Story = story }).Words(most));

    [Theory]
    [InlineData(null, null, false, "GoesOn")]
    [InlineData(Outcome.LeftForCompetitor, "Rival", false, "LeftFor")]
    [InlineData(Outcome.LeftForCompetitor, null, false, "LeftForCompetitor")]
    [InlineData(Outcome.Stayed, null, false, "Stayed")]
    [InlineData(Outcome.NotSaid, null, true, "ByItself")]
    public void Ending_HasItsWords(Outcome? outcome, string? competitor, bool byItself, string words) =>
        Assert.Equal("Drawing.Ending." + words, new ChartEnding(outcome, competitor, ByItself: byItself).Key);

    private static ChartMoment Moment(int tenths, int place = 0) =>
        new(Places[place], $"Place {place}", Channel.Phone, new Score(tenths));
}
