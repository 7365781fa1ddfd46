using System.Net;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.MyJourneys;

public sealed class CodeAddressTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("/r/", "/en/my-journeys/")]
    [InlineData("/ko/r/", "/ko/my-journeys/")]
    public async Task Address_OfACode_OpensTheJourneyAndLeadsToAnAddressWithoutIt(string address, string leadsTo)
    {
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        var browser = app.Browser();

        var answer = await browser.GetAsync(address + code);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(leadsTo + id, answer.Headers.Location?.OriginalString);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(leadsTo + id)).StatusCode);
    }

    [Fact]
    public async Task Address_AsPeopleWriteCodes_OpensTheJourney()
    {
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));

        var answer = await app.Browser().GetAsync("/en/r/" + code.ToString().Replace("-", "", StringComparison.Ordinal).ToLowerInvariant());

        Assert.Equal($"/en/my-journeys/{id}", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/r/nonsense", "en")]
    [InlineData("/ko/r/nonsense", "ko")]
    [InlineData("/en/r/%F0%9F%98%80", "en")]
    [InlineData("/en/r/0000-0000-0000-0000-0000-0000-0000", "en")]
    public async Task Address_OfNoCode_LeadsToThePageOfAWrongOne(string address, string culture)
    {
        var browser = app.Browser();
        var answer = await browser.GetAsync(address);

        Assert.Equal($"/{culture}/my-journeys?unknown=code", answer.Headers.Location?.OriginalString);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        var page = await browser.GetAsync(answer.Headers.Location);
        var typed = await browser.PostFormAsync($"/{culture}/my-journeys", new() { ["Code"] = ReceiptCode.New().ToString() });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.StatusCode);
        Assert.Equal(typed.StatusCode, page.StatusCode);
        var words = culture == "ko" ? "이 코드로 열 수 있는 여정이 없어요" : "This code opens nothing";
        Assert.Contains(words, await page.TextAsync(), StringComparison.Ordinal);
        Assert.Contains(words, await typed.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HundredCodes_EachOpenItsOwnJourneyAndNoOther()
    {
        var company = await app.CompanyAsync();
        var journeys = new List<(Guid Id, HttpClient Browser)>();
        for (var i = 0; i < 100; i++)
        {
            var (id, code) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
            var browser = app.Browser();
            Assert.Equal($"/en/my-journeys/{id}", (await browser.GetAsync($"/en/r/{code}")).Headers.Location?.OriginalString);
            journeys.Add((id, browser));
        }

        foreach (var (i, (id, browser)) in journeys.Index())
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/en/my-journeys/{id}")).StatusCode);
            foreach (var other in new[] { 1, 33, 99 }.Select(step => journeys[(i + step) % journeys.Count].Id).Where(other => other != id))
            {
                Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/en/my-journeys/{other}")).StatusCode);
            }
        }
    }

    [Theory]
    [InlineData("en", "QR code of the address")]
    [InlineData("ko", "QR 코드")]
    public async Task Confirmation_HasTheQrCodeOnlyWhereTheCodeIs(string culture, string label)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (journey, code) = await browser.SendAsync(company.LogAddress(culture), LogForms.Typed(("Shop", "8")));

        var confirmation = await browser.GetStringAsync(journey + "/sent");
        Assert.Contains("<svg", confirmation, StringComparison.Ordinal);
        Assert.Contains("class=\"qr\"", confirmation, StringComparison.Ordinal);
        Assert.Contains(label, WebUtility.HtmlDecode(confirmation), StringComparison.Ordinal);
        Assert.Contains(Uri.EscapeDataString("http://localhost/r/" + code), WebUtility.HtmlDecode(confirmation), StringComparison.Ordinal);
        Assert.DoesNotContain("style=", confirmation, StringComparison.Ordinal);
        Assert.DoesNotContain(code, Html.Parse(confirmation).Head!.OuterHtml, StringComparison.Ordinal);

        // Another browser may open the journey, and sees no code.
        var other = app.Browser();
        await other.GetAsync("/r/" + code);
        var elsewhere = await other.GetStringAsync(journey + "/sent");
        Assert.DoesNotContain("class=\"qr\"", elsewhere, StringComparison.Ordinal);
        Assert.DoesNotContain(code, elsewhere + await other.GetStringAsync(journey), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"qr\"", await browser.GetStringAsync(journey), StringComparison.Ordinal);
    }
}
