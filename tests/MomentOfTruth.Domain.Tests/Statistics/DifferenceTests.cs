using CsCheck;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Statistics;

public sealed class DifferenceTests
{
    private static readonly Gen<Proportion> AnyShare = Gen.Int[1, 200].SelectMany(
        n => Gen.Int[0, n], (n, count) => new Proportion(count, n));

    // R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17 (1998), table II,
    // method 10.
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(0, 10, 0, 10, -0.2775, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void LowHigh_PublishedExamples_Agree(long firstCount, long firstN, long secondCount, long secondN, double low, double high)
    {
        var difference = new Difference(new(firstCount, firstN), new(secondCount, secondN));

        Assert.Equal(((double)firstCount / firstN) - ((double)secondCount / secondN), difference.Value);
        Assert.Equal(low, difference.Low!.Value, 4);
        Assert.Equal(high, difference.High!.Value, 4);
    }

    [Fact]
    public void Value_EitherWithoutObservations_IsNull()
    {
        foreach (var difference in new[] { new Difference(new(1, 2), default), new(default, new(1, 2)), new(default, default) })
        {
            Assert.Null(difference.Value);
            Assert.Null(difference.Low);
            Assert.Null(difference.High);
        }
    }

    [Theory]
    [InlineData(30, 30, true)]
    [InlineData(29, 30, false)]
    [InlineData(30, 29, false)]
    [InlineData(0, 5000, false)]
    public void MayBeShown_AtTheLimit_AsksForThirtyOfEach(long firstN, long secondN, bool shown) =>
        Assert.Equal(shown, new Difference(new(0, firstN), new(0, secondN)).MayBeShown);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void LowHigh_AnyShares_EncloseTheValueWithinOneEitherWay() => Gen.Select(AnyShare, AnyShare).Sample((first, second) =>
    {
        var difference = new Difference(first, second);

        Assert.InRange(difference.Value!.Value, difference.Low!.Value, difference.High!.Value);
        Assert.InRange(difference.Low!.Value, -1, 1);
        Assert.InRange(difference.High!.Value, -1, 1);
    }, iter: 300);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void LowHigh_TheOtherWayRound_AreMirrored() => Gen.Select(AnyShare, AnyShare).Sample((first, second) =>
    {
        var (difference, reverse) = (new Difference(first, second), new Difference(second, first));

        Assert.Equal(difference.Value!.Value, -reverse.Value!.Value, 1e-12);
        Assert.Equal(difference.Low!.Value, -reverse.High!.Value, 1e-12);
        Assert.Equal(difference.High!.Value, -reverse.Low!.Value, 1e-12);
    }, iter: 300);
}
