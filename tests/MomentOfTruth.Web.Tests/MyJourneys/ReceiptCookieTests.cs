using System.Net;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Tests.MyJourneys;

public sealed class ReceiptCookieTests(AppFixture app) : IClassFixture<AppFixture>
{
    // Browsers keep no longer cookie, and servers refuse longer headers.
    private const int LongestCookie = 4096;

    [Fact]
    public async Task Cookie_AfterFiftyJourneys_ForgetsTheOneOpenedLongestAgo()
    {
        var company = await app.CompanyAsync();
        var journeys = new List<Guid>();
        var browser = app.Browser();
        var cookie = "";
        for (var i = 0; i < ReceiptCookie.MaxJourneys; i++)
        {
            cookie = await OpenAsync();
        }

        Assert.Equal(50, journeys.Count);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [await OpensAsync(journeys[0]), await OpensAsync(journeys[^1])]);
        Assert.InRange(cookie.Length, 1, LongestCookie);

        var longer = await OpenAsync();

        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.OK],
            [await OpensAsync(journeys[0]), await OpensAsync(journeys[1]), await OpensAsync(journeys[^1])]);
        Assert.Equal(cookie.Length, longer.Length);

        async Task<string> OpenAsync()
        {
            var (id, code) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
            journeys.Add(id);
            var opened = await browser.GetAsync("/r/" + code);
            return opened.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("journeys=", StringComparison.Ordinal)).Split(';')[0];
        }

        async Task<HttpStatusCode> OpensAsync(Guid journey) => (await browser.GetAsync($"/en/my-journeys/{journey}")).StatusCode;
    }
}
