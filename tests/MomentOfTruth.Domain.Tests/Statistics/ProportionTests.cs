using CsCheck;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Statistics;

public sealed class ProportionTests
{
    private static readonly Gen<(long Count, long N)> Counts =
        Gen.OneOf(Gen.Int[1, 40], Gen.Int[1, 10_000_000]).SelectMany(n => Gen.Int[0, n], (n, count) => ((long)count, (long)n));

    // R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void LowHigh_PublishedExamples_Agree(long count, long n, double low, double high)
    {
        var proportion = new Proportion(count, n);

        Assert.Equal(low, proportion.Low!.Value, 4);
        Assert.Equal(high, proportion.High!.Value, 4);
    }

    [Fact]
    public void LowHigh_ThreeOfEight_AgreeWithTheCheckByHand()
    {
        var proportion = new Proportion(3, 8);

        Assert.Equal(0.375, proportion.Rate);
        Assert.Equal(0.137, proportion.Low!.Value, 3);
        Assert.Equal(0.694, proportion.High!.Value, 3);
    }

    [Fact]
    public void Rate_OfNothing_IsNull()
    {
        foreach (var proportion in new[] { default, new Proportion(0, 0) })
        {
            Assert.Null(proportion.Rate);
            Assert.Null(proportion.Low);
            Assert.Null(proportion.High);
            Assert.Equal(SampleVerdict.CountsOnly, proportion.Verdict);
        }
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    [InlineData(0, -1)]
    [InlineData(-2, -1)]
    public void New_CountNotWithinN_Throws(long count, long n) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Proportion(count, n));

    [Theory]
    [InlineData(0, SampleVerdict.CountsOnly)]
    [InlineData(4, SampleVerdict.CountsOnly)]
    [InlineData(5, SampleVerdict.LowBase)]
    [InlineData(29, SampleVerdict.LowBase)]
    [InlineData(30, SampleVerdict.Ranked)]
    [InlineData(long.MaxValue, SampleVerdict.Ranked)]
    public void Verdict_AtTheLimits_ChangesAtFiveAndThirty(long n, SampleVerdict verdict)
    {
        Assert.Equal(verdict, new Proportion(0, n).Verdict);
        Assert.Equal(verdict, Proportion.VerdictOf(n));
    }

    // Computed as the others are, many of them would miss by the last bit, to either side.
    [Fact]
    public void LowHigh_NoneOrAll_AreExactlyZeroAndOne()
    {
        foreach (var n in Enumerable.Range(1, 500))
        {
            Assert.Equal((0.0, 1.0), (new Proportion(0, n).Low, new Proportion(n, n).High));
        }
    }

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void LowHigh_AnyCounts_EncloseTheRateWithinZeroAndOne() => Counts.Sample((count, n) =>
    {
        var proportion = new Proportion(count, n);

        Assert.InRange(proportion.Rate!.Value, proportion.Low!.Value, proportion.High!.Value);
        Assert.InRange(proportion.Low!.Value, 0, 1);
        Assert.InRange(proportion.High!.Value, 0, 1);
        Assert.Equal(count == 0, proportion.Low == 0);
        Assert.Equal(count == n, proportion.High == 1);
    }, iter: 1000);

    // By definition the bounds are the shares p from which count / n lies exactly z standard errors away.
    [Fact]
    [Trait("Inputs", "Drawn")]
    public void LowHigh_AnyCounts_LieOneZFromTheRate() => Counts.Sample((count, n) =>
    {
        var proportion = new Proportion(count, n);
        foreach (var p in new[] { proportion.Low!.Value, proportion.High!.Value }.Where(p => p is > 0 and < 1))
        {
            Assert.Equal(1, Math.Abs(((double)count / n) - p) / (Proportion.Z95 * Math.Sqrt(p * (1 - p) / n)), 6);
        }
    }, iter: 1000);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void LowHigh_OfTheRest_AreMirrored() => Counts.Sample((count, n) =>
    {
        var (proportion, rest) = (new Proportion(count, n), new Proportion(n - count, n));

        Assert.Equal(proportion.Low!.Value, 1 - rest.High!.Value, 1e-12);
        Assert.Equal(proportion.High!.Value, 1 - rest.Low!.Value, 1e-12);
    }, iter: 1000);
}
