using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Statistics;

public sealed class MantelHaenszelTests
{
    // The 95 % point of the normal distribution: that example is given with 90 % limits.
    private const double Z90 = 1.6448536269514722;

    // Deaths on tolbutamide and on placebo, in two age groups:
    // K. J. Rothman, S. Greenland and T. L. Lash, Modern Epidemiology, 3rd edition (2008), table 15-1.
    [Fact]
    public void Of_PublishedExample_Agrees()
    {
        var pooled = MantelHaenszel.Of([Stratum(8, 106, 5, 120), Stratum(22, 98, 16, 85)]);
        var halfWidth = (pooled.High!.Value - pooled.Low!.Value) / 2 * Z90 / Proportion.Z95;

        Assert.Equal((204, 205), (pooled.FirstN, pooled.SecondN));
        Assert.Equal(0.0349, pooled.Value!.Value, 4);
        Assert.Equal(-0.0176, pooled.Value!.Value - halfWidth, 4);
        Assert.Equal(0.0874, pooled.Value!.Value + halfWidth, 4);
    }

    // By hand. Stratum 1 (20 of 40 against 6 of 60): weight 40 · 60 / 100 = 24, difference (20 · 60 − 6 · 40) / 100 = 9.6,
    // variance (20 · 20 · 60³ + 6 · 54 · 40³) / (40 · 60 · 100²) = 107,136,000 / 24,000,000.
    // Stratum 2 (15 of 20 against 10 of 30): weight 12, difference 5, variance (15 · 5 · 30³ + 10 · 20 · 20³) / (20 · 30 · 50²) = 3,625,000
    // / 1,500,000.
    [Fact]
    public void Of_TwoStrata_AgreesWithTheCheckByHand()
    {
        var pooled = MantelHaenszel.Of([Stratum(20, 40, 6, 60), Stratum(15, 20, 10, 30)]);
        var halfWidth = Proportion.Z95 * Math.Sqrt((107_136_000 / 24_000_000.0) + (3_625_000 / 1_500_000.0)) / 36;

        Assert.Equal((60, 90), (pooled.FirstN, pooled.SecondN));
        Assert.Equal(14.6 / 36, pooled.Value!.Value, 12);
        Assert.Equal((14.6 / 36) - halfWidth, pooled.Low!.Value, 12);
        Assert.Equal((14.6 / 36) + halfWidth, pooled.High!.Value, 12);
    }

    // The plain difference of two shares with its standard error √(p(1 − p) / n + q(1 − q) / m).
    [Fact]
    public void Of_SingleStratum_IsThePlainDifference()
    {
        var pooled = MantelHaenszel.Of([Stratum(20, 50, 10, 100)]);
        var halfWidth = Proportion.Z95 * Math.Sqrt((0.4 * 0.6 / 50) + (0.1 * 0.9 / 100));

        Assert.Equal(0.3, pooled.Value!.Value, 12);
        Assert.Equal(0.3 - halfWidth, pooled.Low!.Value, 12);
        Assert.Equal(0.3 + halfWidth, pooled.High!.Value, 12);
    }

    [Fact]
    public void Of_StrataWithAnEmptyArm_DoNotCount()
    {
        var counted = Stratum(20, 50, 10, 100);

        Assert.Equal(
            MantelHaenszel.Of([counted]), MantelHaenszel.Of([Stratum(70, 70, 0, 0), counted, Stratum(0, 0, 90, 90), Stratum(0, 0, 0, 0)]));
    }

    [Fact]
    public void Of_NoStratumWithBothArms_IsNull()
    {
        var nothing = new MantelHaenszel(0, 0, null, null, null);

        Assert.Equal(nothing, MantelHaenszel.Of([]));
        Assert.Equal(nothing, MantelHaenszel.Of([Stratum(7, 70, 0, 0), Stratum(0, 0, 9, 90)]));
        Assert.False(nothing.MayBeShown);
    }

    [Fact]
    public void Of_EverybodyAgainstNobody_IsOne() =>
        Assert.Equal(new MantelHaenszel(40, 35, 1, 1, 1), MantelHaenszel.Of([Stratum(10, 10, 0, 5), Stratum(30, 30, 0, 30)]));

    // 29 and 1 in strata that count; the 100 of the third stratum have nobody to be compared with.
    [Theory]
    [InlineData(29, 29, true)]
    [InlineData(28, 29, false)]
    [InlineData(29, 28, false)]
    public void MayBeShown_AtTheLimit_AsksForThirtyOfEachInStrataThatCount(long firstN, long secondN, bool shown)
    {
        var pooled = MantelHaenszel.Of([Stratum(0, firstN, 0, secondN), Stratum(0, 1, 0, 1), Stratum(0, 100, 0, 0), Stratum(0, 0, 0, 100)]);

        Assert.Equal((firstN + 1, secondN + 1), (pooled.FirstN, pooled.SecondN));
        Assert.Equal(shown, pooled.MayBeShown);
    }

    private static Stratum Stratum(long firstCount, long firstN, long secondCount, long secondN) =>
        new(new Proportion(firstCount, firstN), new Proportion(secondCount, secondN));
}
