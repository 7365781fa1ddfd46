using CsCheck;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Statistics;

public sealed class DifferenceOfDifferencesTests
{
    private const double Rounding = 1e-12;

    private static readonly Gen<Difference> AnyDifference = Gen.Select(
        Gen.Int[1, 200].SelectMany(n => Gen.Int[0, n], (n, count) => new Proportion(count, n)).Array[2], s => new Difference(s[0], s[1]));

    // 56/70 less 48/80 is .2 from .0524 to .3339, 9/10 less 3/10 is .6 from .1705 to .8090 (Newcombe's examples). The bounds by hand:
    // -.4 - √(.1476² + .2090²) and -.4 + √(.1339² + .4295²).
    [Fact]
    public void LowHigh_AreRecoveredFromThoseOfBoth()
    {
        var difference = new DifferenceOfDifferences(new(new(56, 70), new(48, 80)), new(new(9, 10), new(3, 10)));

        Assert.Equal(-0.4, difference.Value!.Value, 12);
        Assert.Equal(-0.6559, difference.Low!.Value, 3);
        Assert.Equal(0.0499, difference.High!.Value, 3);
        Assert.False(((IDifference)difference).IsCertain);
        Assert.False(difference.MayBeShown);
    }

    [Fact]
    public void Value_AnyShareWithoutObservations_IsNull()
    {
        var (known, unknown) = (new Difference(new(1, 40), new(2, 40)), new Difference(new(1, 40), default));

        Assert.True(new DifferenceOfDifferences(known, known).MayBeShown);
        foreach (var difference in new[] { new DifferenceOfDifferences(known, unknown), new DifferenceOfDifferences(unknown, known) })
        {
            Assert.Equal((null, null, null, false), (difference.Value, difference.Low, difference.High, difference.MayBeShown));
        }
    }

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void LowHigh_OfAny_AreWiderThanThoseOfEither_AndMirrored() => Gen.Select(AnyDifference, AnyDifference).Sample((first, second) =>
    {
        var (difference, back) = (new DifferenceOfDifferences(first, second), new DifferenceOfDifferences(second, first));

        Assert.Equal((difference.Value, difference.Low), (-back.Value, -back.High));
        Assert.InRange(difference.Value!.Value - difference.Low!.Value, first.Value!.Value - first.Low!.Value - Rounding, 2.83);
        Assert.InRange(difference.Value!.Value - difference.Low!.Value, second.High!.Value - second.Value!.Value - Rounding, 2.83);
    }, iter: 300);
}
