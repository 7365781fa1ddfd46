using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>Only pages without secrets are compressed (BREACH).</summary>
public sealed class CompressionTests
{
    private const string Id = "0198d0a5-0000-7000-8000-000000000000";

    [Theory]
    [InlineData("/en/companies", true)]
    [InlineData("/ko/companies/sora-air/journeys", true)]
    [InlineData("/en/my-journeys/" + Id, true)]
    [InlineData("/en/my-journeys", false)]
    [InlineData("/en/my-journeys/erased", false)]
    [InlineData("/en/my-journeys/" + Id + "/sent", false)]
    [InlineData("/en/my-journeys/" + Id + "/finish", false)]
    [InlineData("/en/sign-in", false)]
    [InlineData("/en/log/sora-air", false)]
    [InlineData("/en/log/companies/check/x", false)]
    [InlineData("/companies", false)]
    [InlineData("/", false)]
    public void IsCompressed_OnlyCompaniesPagesAndACustomersJourney(string path, bool expected) => Assert.Equal(expected, Compression.IsCompressed(path));
}
