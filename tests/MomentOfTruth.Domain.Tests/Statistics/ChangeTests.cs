using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Statistics;

public sealed class ChangeTests
{
    // 48/80 and 56/70 are Newcombe's first example, of which the bounds are published.
    [Fact]
    public void OfShares_IsNowMinusBefore_WithNewcombesInterval()
    {
        var change = Change.OfShares(new(48, 80), new(56, 70), moreIsBetter: true);

        Assert.Equal((0.6, 0.8), (change.Before, change.Now));
        Assert.Equal((0.2, 0.0524, 0.3339), (Rounded(change.Value), Rounded(change.Low), Rounded(change.High)));
    }

    [Fact]
    public void OfMeans_IsNowMinusBefore_WithWelchsInterval()
    {
        var change = Change.OfMeans(SampleOf(2, 4, 6, 8, 10), SampleOf(1, 2, 3, 4, 5), moreIsBetter: true);

        Assert.Equal((6.0, 3.0, -3.0), (change.Before, change.Now, change.Value));
        Assert.Equal((-6.8877, 0.8877), (Rounded(change.Low), Rounded(change.High)));
        Assert.Equal(ChangeVerdict.NotSure, change.Verdict);
    }

    [Theory]
    [InlineData(48, 80, 56, 70, true, ChangeVerdict.Better)]
    [InlineData(48, 80, 56, 70, false, ChangeVerdict.Worse)]
    [InlineData(56, 70, 48, 80, true, ChangeVerdict.Worse)]
    [InlineData(56, 70, 48, 80, false, ChangeVerdict.Better)]
    [InlineData(50, 80, 50, 80, true, ChangeVerdict.NotSure)]
    [InlineData(10, 20, 12, 20, true, ChangeVerdict.NotSure)]
    [InlineData(0, 5, 5, 5, true, ChangeVerdict.Better)]
    [InlineData(0, 4, 500, 500, true, ChangeVerdict.TooFew)]
    [InlineData(0, 500, 4, 4, true, ChangeVerdict.TooFew)]
    [InlineData(0, 0, 9, 9, true, ChangeVerdict.TooFew)]
    public void Verdict_OfShares_IsSaidOnlyIfTheIntervalLeavesZero(
        long before, long beforeN, long now, long nowN, bool moreIsBetter, ChangeVerdict expected) =>
        Assert.Equal(expected, Change.OfShares(new(before, beforeN), new(now, nowN), moreIsBetter).Verdict);

    [Theory]
    [InlineData(5, 3, true, ChangeVerdict.Better)]
    [InlineData(5, 3, false, ChangeVerdict.Worse)]
    [InlineData(5, -3, true, ChangeVerdict.Worse)]
    [InlineData(5, 0.5, true, ChangeVerdict.NotSure)]
    [InlineData(4, 3, true, ChangeVerdict.TooFew)]
    public void Verdict_OfMeans_IsSaidOnlyIfTheIntervalLeavesZero(int n, double shift, bool moreIsBetter, ChangeVerdict expected)
    {
        double[] values = [.. Enumerable.Range(0, n).Select(i => 5 + (i % 2))];

        Assert.Equal(expected, Change.OfMeans(SampleOf(values), SampleOf([.. values.Select(v => v + shift)]), moreIsBetter).Verdict);
    }

    private static SampleMean SampleOf(params double[] values) => SampleMean.Of(values.Length, values.Sum(), values.Sum(v => v * v));

    private static double Rounded(double? value) => Math.Round(value!.Value, 4);
}
