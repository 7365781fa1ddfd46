using CsCheck;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Statistics;

public sealed class MeanDifferenceTests
{
    // Worked out with another program: Welch's t on 1..5 and 2, 4, 6, 8, 10 has 5.88235 degrees of freedom.
    [Fact]
    public void Interval_IsWelchs()
    {
        var difference = new MeanDifference(SampleOf(1, 2, 3, 4, 5), SampleOf(2, 4, 6, 8, 10));

        Assert.Equal(-3, difference.Value!.Value, 12);
        Assert.Equal(-6.888, difference.Low!.Value, 3);
        Assert.Equal(0.888, difference.High!.Value, 3);
        Assert.False(((IDifference)difference).IsCertain);
        Assert.False(difference.MayBeShown);
    }

    [Fact]
    public void Sample_IsThatOfItsValues() => Gen.Int[0, 100].Array[2, 60].Sample(tenths =>
    {
        var sample = SampleOf([.. tenths.Select(t => t / 10.0)]);
        var mean = tenths.Average() / 10;

        Assert.Equal(mean, sample.Mean!.Value, 10);
        Assert.Equal(tenths.Sum(t => Math.Pow((t / 10.0) - mean, 2)) / (tenths.Length - 1), sample.Variance!.Value, 8);
        Assert.Equal(4 * sample.Variance.Value, sample.Times(2).Variance!.Value, 8);
    });

    [Fact]
    public void Difference_OfTheSameSample_IsNoNews_AndOfOneFarOff_Is()
    {
        var (low, high) = (SampleOf([.. Enumerable.Range(0, 60).Select(i => (double)(i % 5))]), SampleOf([.. Enumerable.Range(0, 60).Select(i => 4.0 + (i % 5))]));

        Assert.False(((IDifference)new MeanDifference(low, low)).IsCertain);
        Assert.True(((IDifference)new MeanDifference(high, low)).IsCertain);
        Assert.True(new MeanDifference(high, low).MayBeShown);
    }

    [Fact]
    public void Sample_OfTooFew_HasNoInterval()
    {
        Assert.Null(SampleMean.Of(0, 0, 0).Mean);
        Assert.Null(new MeanDifference(SampleOf(1), SampleOf(1, 2)).Low);
    }

    // A difference exactly at zero's edge is no news; one on either side is.
    [Theory]
    [InlineData(0, 30, 0, 30, false)]
    [InlineData(0, 300, 15, 300, true)]
    [InlineData(15, 300, 0, 300, true)]
    public void Shares_AreCertain_OnlyIfTheIntervalLeavesZero(long count, long n, long countBefore, long before, bool expected) =>
        Assert.Equal(expected, ((IDifference)new Difference(new Proportion(count, n), new Proportion(countBefore, before))).IsCertain);

    private static SampleMean SampleOf(params double[] values) => SampleMean.Of(values.Length, values.Sum(), values.Sum(v => v * v));
}
