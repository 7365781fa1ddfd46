using CsCheck;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Statistics;

public sealed class StudentTTests
{
    // The tables of Student's distribution; those of freedoms that are not whole by another program, from the incomplete beta function.
    [Theory]
    [InlineData(1, 12.706205)]
    [InlineData(1.5, 6.016663)]
    [InlineData(2, 4.302653)]
    [InlineData(3, 3.182446)]
    [InlineData(4, 2.776445)]
    [InlineData(4.5, 2.658912)]
    [InlineData(5, 2.570582)]
    [InlineData(5.88235, 2.458824)]
    [InlineData(10, 2.228139)]
    [InlineData(29, 2.045230)]
    [InlineData(30, 2.042272)]
    [InlineData(60, 2.000298)]
    [InlineData(120, 1.979930)]
    [InlineData(1e9, 1.959964)]
    public void Of975_IsThatOfTheTables(double freedom, double expected) => Assert.Equal(expected, StudentT.Of975(freedom), 3e-6);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of975_MoreFreedom_IsNeverWider() => Gen.Select(Gen.Double[1, 200], Gen.Double[0, 10]).Sample((freedom, more) =>
        Assert.True(StudentT.Of975(freedom + more) <= StudentT.Of975(freedom) + 1e-6));
}
