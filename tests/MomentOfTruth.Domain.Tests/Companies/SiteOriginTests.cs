using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Domain.Tests.Companies;

public sealed class SiteOriginTests
{
    [Theory]
    [InlineData("https://www.example.com", "https://www.example.com")]
    [InlineData(" HTTPS://WWW.Example.com:443/ ", "https://www.example.com")]
    [InlineData("https://example.com:8443", "https://example.com:8443")]
    [InlineData("https://가게.example", "https://xn--o39akk.example")]
    [InlineData("http://localhost:5000", "http://localhost:5000")]
    public void TryParse_ASite_IsItsOrigin(string typed, string origin) => Assert.Equal(origin, SiteOrigin.TryParse(typed)?.ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("example.com")]
    [InlineData("http://example.com")]
    [InlineData("ftp://localhost")]
    [InlineData("https://example.com/a")]
    [InlineData("https://example.com/#a")]
    [InlineData("https://a@example.com")]
    [InlineData("https://*.example.com")]
    [InlineData("https://[::1]")]
    [InlineData("https://a.example;script-src")]
    public void TryParse_AnythingElse_IsNull(string? typed) => Assert.Null(SiteOrigin.TryParse(typed));

    [Fact]
    public void AllowEmbedding_KeepsEachSiteOnce_AndNoneIsNull()
    {
        var company = new Company("acme", "Acme", "Asia/Seoul");
        var site = SiteOrigin.TryParse("https://shop.example")!;

        company.AllowEmbedding([site, SiteOrigin.TryParse("HTTPS://shop.example/")!]);
        Assert.Equal([site], SiteOrigin.ListOf(company.EmbeddingSites));

        company.AllowEmbedding([]);
        Assert.Null(company.EmbeddingSites);
    }
}
