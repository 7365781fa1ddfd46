using System.Net;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Tests.MyJourneys;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>
/// The length of a compressed page tells something of its secrets to whoever can put words into it: only pages without such secrets are
/// compressed.
/// </summary>
public sealed class CompressionTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Id = "0197b1c2-0000-7000-8000-000000000000";

    [Theory]
    [InlineData("/en/companies/acme", true)]
    [InlineData("/ko/companies/acme/journeys", true)]
    [InlineData("/en/companies/acme/journeys/" + Id, true)]
    [InlineData("/en/companies", true)]
    [InlineData("/ko/my-journeys/" + Id, true)]
    [InlineData("/ko/my-journeys", false)]
    [InlineData("/ko/my-journeys/erased", false)]
    [InlineData("/ko/my-journeys/" + Id + "/sent", false)]
    [InlineData("/ko/my-journeys/" + Id + "/moments/new", false)]
    [InlineData("/en/log/acme", false)]
    [InlineData("/en/log/companies", false)]
    [InlineData("/en/log/acme/check/0123456789abcdef0123456789abcdef", false)]
    [InlineData("/en/published/acme", true)]
    [InlineData("/en/log", true)]
    [InlineData("/ko/my-journeys/" + Id + "/history", true)]
    [InlineData("/ko/my-journeys/" + Id + "/erase", true)]
    [InlineData("/ko/my-journeys/" + Id + "/download", false)]
    [InlineData("/ko/my-journeys/erased/history", false)]
    [InlineData("/en/sign-in", false)]
    [InlineData("/en/sign-up/confirm", false)]
    [InlineData("/en/account", false)]
    [InlineData("/en/help", true)]
    [InlineData("/en/method", true)]
    [InlineData("/companies/acme", false)]
    [InlineData("/fr", false)]
    [InlineData("/en", true)]
    [InlineData("/", true)]
    [InlineData("", false)]
    public void IsCompressed_OfPagesWithSecrets_IsFalse(string path, bool isCompressed) =>
        Assert.Equal(isCompressed, Compression.IsCompressed(path));

    [Fact]
    public async Task Pages_AreCompressedOrNot_AsTheRuleSays()
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var viewer = await app.SignedInAsync(journey.Company, CompanyRole.Viewer);

        Assert.Equal(["br"], await EncodingOfAsync(viewer, $"/en/companies/{journey.Company.Slug}"));
        Assert.Equal(["br"], await EncodingOfAsync(journey.Browser, journey.Address));
        string[] pages = ["/en/my-journeys", journey.Address + "/moments/new", $"/en/log/{journey.Company.Slug}", "/en/sign-in"];
        foreach (var page in pages)
        {
            Assert.Empty(await EncodingOfAsync(journey.Browser, page));
        }
    }

    // Another site cannot make somebody's browser ask so.
    [Theory]
    [InlineData("same-origin", true)]
    [InlineData("none", true)]
    [InlineData("same-site", false)]
    [InlineData("cross-site", false)]
    public async Task TheForm_IsCompressed_ForAPageOfOurs(string site, bool isCompressed)
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var form = $"/en/log/{journey.Company.Slug}";

        Assert.Equal(isCompressed ? ["br"] : [], await EncodingOfAsync(journey.Browser, form, site));
        Assert.Equal(["br"], await EncodingOfAsync(app.Browser(), form, site));
    }

    private static async Task<ICollection<string>> EncodingOfAsync(HttpClient browser, string address, string? site = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Sec-Fetch-Site", site ?? "cross-site");
        request.Headers.AcceptEncoding.ParseAdd("br, gzip");
        var answer = await browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer.Content.Headers.ContentEncoding;
    }
}
