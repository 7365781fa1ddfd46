using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Domain.Tests.Companies;

public sealed class CompanyTests
{
    [Fact]
    public void New_Names_AreTrimmedAndKeyed()
    {
        var company = new Company("sk-telecom", " SK  Telecom ", "Asia/Seoul", " ＳＫ 텔레콤 ", isVerified: true);

        Assert.Equal(("sk-telecom", "SK  Telecom", "sk telecom"), (company.Slug, company.Name, company.NameKey));
        Assert.Equal(("ＳＫ 텔레콤", "sk 텔레콤"), (company.KoreanName, company.KoreanNameKey));
        Assert.Equal(("Asia/Seoul", true), (company.TimeZoneId, company.IsVerified));
        Assert.NotEqual(Guid.Empty, company.Id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void New_WithoutAKoreanName_HasNoKeyOfItAndIsUnverified(string? koreanName)
    {
        var company = new Company("한국통신", "한국통신", "UTC", koreanName);

        Assert.Equal((null, null, false), (company.KoreanName, company.KoreanNameKey, company.IsVerified));
    }

    [Theory]
    [InlineData("")]
    [InlineData("SK")]
    [InlineData("sk telecom")]
    [InlineData("-sk")]
    [InlineData("sk--telecom")]
    [InlineData("../etc")]
    public void New_NoSlug_Throws(string slug) => Assert.Throws<ArgumentException>(nameof(slug), () => new Company(slug, "SK", "UTC"));

    [Fact]
    public void New_SlugAtTheLimit_IsTaken()
    {
        Assert.Equal(Naming.MaxSlug, new Company(new string('a', Naming.MaxSlug), "A", "UTC").Slug.Length);
        Assert.Throws<ArgumentException>("slug", () => new Company(new string('a', Naming.MaxSlug + 1), "A", "UTC"));
    }

    [Fact]
    public void New_NameBlankOrTooLong_Throws()
    {
        Assert.Equal(Naming.MaxName, new Company("a", new string('a', Naming.MaxName), "UTC").Name.Length);
        Assert.Throws<ArgumentException>(() => new Company("a", " ", "UTC"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Company("a", new string('a', Naming.MaxName + 1), "UTC"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Company("a", "A", "UTC", new string('가', Naming.MaxName + 1)));
    }

    [Theory]
    [InlineData("Asia/Atlantis")]
    [InlineData("+09:00")]
    public void New_NoSuchTimeZone_Throws(string timeZoneId) =>
        Assert.Throws<TimeZoneNotFoundException>(() => new Company("sk", "SK", timeZoneId));
}
