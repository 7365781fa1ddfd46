using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Domain.Tests.Companies;

public sealed class NearNamesTests
{
    [Theory]
    [InlineData("vodafone", "vodafone", true)]
    [InlineData("vodafone", "vodafon", true)]
    [InlineData("vodafone", "vodaphone", true)]
    [InlineData("vodafone", "vodafoen", true)]
    [InlineData("vodafone", "vodaphoen", false)]
    [InlineData("orange", "orenge", true)]
    [InlineData("orange", "oranges", true)]
    [InlineData("orange", "arenge", false)]
    [InlineData("acme", "acne", true)]
    [InlineData("kt1", "kt2", false)]
    [InlineData("acme", "kt", false)]
    [InlineData("우리은행", "우리은헹", true)]
    [InlineData("우리은행", "우리은행들", true)]
    [InlineData("우리은행", "하나은행", false)]
    public void AreNear_OfASlip_IsTrue(string one, string other, bool areNear)
    {
        Assert.Equal(areNear, NearNames.AreNear(one, other));
        Assert.Equal(areNear, NearNames.AreNear(other, one));
    }

    [Fact]
    public void Dense_HasNoSpaces() => Assert.Equal("britishairways", NearNames.Dense(Naming.KeyOf(" British  Airways ")));
}
