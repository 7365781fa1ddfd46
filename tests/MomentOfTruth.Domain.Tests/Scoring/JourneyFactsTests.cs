using System.Numerics;
using CsCheck;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Tests.Scoring;

public sealed class JourneyFactsTests
{
    private const int Samples = 200;

    [Fact]
    public void Of_NoMoments_LosesNothing()
    {
        Assert.Same(JourneyFacts.None, JourneyFacts.Of([]));
        Assert.Equal((0, 1.0, 1.0), (JourneyFacts.None.Moments, JourneyFacts.None.Product, JourneyFacts.None.ButForZeros));
        Assert.False(JourneyFacts.None.IsCollapsed);
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 0, 0, 7.2)]
    [InlineData(2, 0, 0, 7)]
    [InlineData(3, 0, 0, 7)]
    [InlineData(4, 0, 0, 7.0 / 3)]
    [InlineData(5, 0.9 * 0.9 * 0.8 * 0.9 * 0.9, 8.790468, 8.8)]
    [InlineData(6, 0.6 * 0.7 * 0.6, 6.316360, 19.0 / 3)]
    [InlineData(7, 1, 10, 10)]
    public void Of_EachOfTheEight_GivesItsScores(int journey, double product, double evenScore, double average)
    {
        var facts = JourneyFacts.Of(TestData.Scored(TestData.EightJourneys[journey]));

        Assert.Equal(product, facts.Product, 12);
        Assert.Equal(100 * product, facts.JourneyScore, 10);
        Assert.Equal(evenScore, facts.EvenScore, 6);
        Assert.Equal(average, facts.Average, 12);
    }

    [Theory]
    [InlineData(0, 5, 1, 'A', null, 1, 0.0)]
    [InlineData(1, 1, 3, 'C', 'C', 0.8 * 0.9 * 0.9 * 1, 9.5)]
    [InlineData(2, 1, 3, 'C', 'C', 0.8 * 0.9 * 0.9 * 0.9, 9.0)]
    [InlineData(3, 1, 4, 'D', 'D', 0.9 * 0.8 * 0.9 * 0.9, 9.0)]
    [InlineData(4, 2, 2, 'C', null, 0.7, 0.0)]
    [InlineData(5, 0, null, null, null, 0.9 * 0.9 * 0.8 * 0.9 * 0.9, null)]
    [InlineData(6, 0, null, null, null, 0.6 * 0.7 * 0.6, null)]
    [InlineData(7, 0, null, null, null, 1, null)]
    public void Of_EachOfTheEight_GivesWhatKilledIt(
        int journey, int zeros, int? killedAt, char? killer, char? soleKiller, double butForZeros, double? averageAfterZero)
    {
        var facts = JourneyFacts.Of(TestData.Scored(TestData.EightJourneys[journey]));

        Assert.Equal(zeros, facts.Zeros);
        Assert.Equal(zeros > 0, facts.IsCollapsed);
        Assert.Equal(killedAt, facts.KilledAt);
        Assert.Equal(killer is { } k ? TestData.Touchpoint(k) : (Guid?)null, facts.KillerTouchpointId);
        Assert.Equal(soleKiller is { } s ? TestData.Touchpoint(s) : (Guid?)null, facts.SoleKillerTouchpointId);
        Assert.Equal(butForZeros, facts.ButForZeros, 12);
        Assert.Equal(averageAfterZero, facts.AverageAfterZero);
    }

    [Fact]
    public void Of_TheEight_HaveTheMeansFoundByHand()
    {
        var facts = TestData.EightJourneys.Select(j => JourneyFacts.Of(TestData.Scored(j))).ToList();

        Assert.Equal(3, facts.Count(f => !f.IsCollapsed));
        Assert.Equal(0.222, facts.Average(f => f.Product), 3);
        Assert.Equal(3.14, facts.Average(f => f.EvenScore), 2);
        Assert.Equal(6.08, facts.Average(f => f.Average), 2);
    }

    [Fact]
    public void Of_ZeroAtTheEnd_HasNothingAfterIt()
    {
        var facts = JourneyFacts.Of(TestData.Scored("A9 B9 C0"));

        Assert.Equal(3, facts.KilledAt);
        Assert.Null(facts.AverageAfterZero);
    }

    [Fact]
    public void Of_TwoZerosAtOneTouchpoint_HasOneSoleKiller()
    {
        var facts = JourneyFacts.Of(TestData.Scored("A9 C0 B5 C0"));

        Assert.Equal((2, TestData.Touchpoint('C')), (facts.Zeros, facts.SoleKillerTouchpointId));
        Assert.Equal(2.5, facts.AverageAfterZero);
    }

    [Fact]
    public void Of_HundredMomentsAtATenth_NeitherUnderflowsNorCollapses()
    {
        var facts = JourneyFacts.Of([.. Enumerable.Repeat(TestData.Scored("A0.1").Single(), 100)]);

        Assert.True(facts.Product > 0);
        Assert.Equal(1, facts.Product / 1e-200, 12);
        Assert.False(facts.IsCollapsed);
        Assert.Null(facts.KilledAt);
        Assert.Equal(0.1, facts.EvenScore, 12);
        Assert.Equal(0.1, facts.Average, 15);
    }

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_AnyMoments_HasProductZeroExactlyWithAZero() => TestData.Moments.Sample(moments =>
    {
        var facts = JourneyFacts.Of(moments);
        var hasZero = moments.Any(m => m.Score.Tenths == 0);

        Assert.Equal(hasZero, facts.Product == 0);
        Assert.Equal(hasZero, facts.EvenScore == 0);
        Assert.Equal(hasZero, facts.IsCollapsed);
        Assert.True(facts.ButForZeros > 0);
    }, iter: Samples);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_SameMomentsInAnotherOrder_GivesTheSameBits() =>
        Gen.Select(TestData.Moments, Gen.Int.Array[100]).Sample((moments, keys) =>
        {
            var shuffled = moments.Zip(keys).OrderBy(m => m.Second).Select(m => m.First).ToList();

            Assert.Equal(WithoutOrder(JourneyFacts.Of(moments)), WithoutOrder(JourneyFacts.Of(shuffled)));
        }, iter: Samples);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_OneMomentMore_NeverHasAHigherProduct() =>
        Gen.Select(TestData.Moments, Gen.Int[0, 100], Gen.Int[0, 100]).Sample((moments, tenths, at) =>
        {
            var more = moments.ToList();
            more.Insert(Math.Min(at, more.Count), new ScoredMoment(TestData.Touchpoint('F'), new Score(tenths)));

            Assert.True(JourneyFacts.Of(more).Product <= JourneyFacts.Of(moments).Product);
        }, iter: Samples);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_AnyMoments_HasScoresBetweenTheLowestAndTheHighest() => TestData.Moments.Sample(moments =>
    {
        var facts = JourneyFacts.Of(moments);
        var (low, high) = (moments.Min(m => m.Score.Tenths) / 10.0, moments.Max(m => m.Score.Tenths) / 10.0);

        Assert.InRange(facts.Average, low, high);
        Assert.InRange(facts.EvenScore, low - 1e-12, high + 1e-12);
        Assert.True(facts.EvenScore <= facts.Average + 1e-12, "A geometric mean is never above the arithmetic one.");
        Assert.InRange(facts.Product, 0, 1);
    }, iter: Samples);

    // Everything anew from the definitions, in whole numbers: no floating point but the result under test.
    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_AnyMoments_EqualsExactArithmetic() => TestData.Moments.Sample(moments =>
    {
        var facts = JourneyFacts.Of(moments);
        var tenths = moments.Select(m => m.Score.Tenths).ToList();
        var killedAt = tenths.IndexOf(0) + 1;
        var touchpointsOfZeros = moments.Where(m => m.Score.Tenths == 0).Select(m => m.TouchpointId).ToHashSet();
        var nonZero = tenths.Where(t => t != 0).ToList();
        var butForZeros = (nonZero.Aggregate(BigInteger.One, (all, t) => all * t), BigInteger.Pow(100, nonZero.Count));
        var product = (tenths.Aggregate(BigInteger.One, (all, t) => all * t), BigInteger.Pow(100, tenths.Count));

        Assert.Equal(tenths.Count, facts.Moments);
        Assert.Equal(tenths.Count(t => t == 0), facts.Zeros);
        Assert.Equal(killedAt == 0 ? null : killedAt, facts.KilledAt);
        Assert.Equal(killedAt == 0 ? null : moments[killedAt - 1].TouchpointId, facts.KillerTouchpointId);
        Assert.Equal(touchpointsOfZeros.Count == 1 ? touchpointsOfZeros.Single() : null, facts.SoleKillerTouchpointId);
        AssertClose(product, Exactly(facts.Product), tenths.Count);
        AssertClose(butForZeros, Exactly(facts.ButForZeros), tenths.Count);
        AssertClose((tenths.Sum(), 10 * tenths.Count), Exactly(facts.Average), 1);

        // (even score / 10)^m is the product again.
        var (top, bottom) = Exactly(facts.EvenScore);
        var power = (BigInteger.Pow(top, tenths.Count), BigInteger.Pow(bottom * 10, tenths.Count));
        AssertClose(product, power, 8 * tenths.Count);

        var after = killedAt == 0 ? [] : tenths[killedAt..];
        Assert.Equal(after.Count == 0, facts.AverageAfterZero is null);
        if (facts.AverageAfterZero is { } averageAfterZero)
        {
            AssertClose((after.Sum(), 10 * after.Count), Exactly(averageAfterZero), 1);
        }
    }, iter: Samples);

    private static object WithoutOrder(JourneyFacts facts) => (
        facts.Moments,
        BitConverter.DoubleToInt64Bits(facts.Product),
        BitConverter.DoubleToInt64Bits(facts.EvenScore),
        BitConverter.DoubleToInt64Bits(facts.Average),
        BitConverter.DoubleToInt64Bits(facts.ButForZeros),
        facts.Zeros,
        facts.SoleKillerTouchpointId);

    /// <summary>A positive double is a whole number of 53 bits times a power of two.</summary>
    private static (BigInteger Top, BigInteger Bottom) Exactly(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52);
        var fraction = bits & ((1L << 52) - 1);
        var (whole, shift) = exponent == 0 ? (fraction, -1074) : (fraction | (1L << 52), exponent - 1075);
        return shift < 0 ? (whole, BigInteger.One << -shift) : (new BigInteger(whole) << shift, BigInteger.One);
    }

    /// <summary>Equal but for <paramref name="roundings"/> roundings of one part in 2^52 each; zero only equals zero.</summary>
    private static void AssertClose((BigInteger Top, BigInteger Bottom) expected, (BigInteger Top, BigInteger Bottom) actual, int roundings)
    {
        var difference = BigInteger.Abs((expected.Top * actual.Bottom) - (actual.Top * expected.Bottom));
        Assert.True(difference << 52 <= expected.Top * actual.Bottom * roundings);
    }
}
