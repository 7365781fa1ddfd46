using System.Net;

namespace MomentOfTruth.Web.Tests.MyJourneys;

/// <summary>A hundred customers of one company: what opens one journey opens no other.</summary>
public sealed class HundredCodesTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const int Customers = 100;

    private static readonly string[] Pages = ["", "/sent", "/moments/new", "/finish"];

    [Fact]
    public async Task HundredCodes_OpenTheirOwnJourneyAndNoOther()
    {
        var company = await app.CompanyAsync();
        var customers = new List<(Guid Journey, string Code, string Cookie)>();
        for (var i = 0; i < Customers; i++)
        {
            var (id, code) = await app.JourneyAsync(company, TestData.Said("Shop", "8", story: $"Canary {i:000}"));
            var opened = await app.Browser().PostFormAsync("/en/my-journeys", new() { ["Code"] = code.ToString() });
            Assert.Equal($"/en/my-journeys/{id}", opened.Headers.Location?.OriginalString);
            customers.Add((
                id, code.ToString(),
                opened.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("journeys=", StringComparison.Ordinal)).Split(';')[0]));
        }

        for (var i = 0; i < Customers; i++)
        {
            var mine = BrowserWith(customers[i].Cookie);
            Assert.Contains(
                $"Canary {i:000}", await mine.GetStringAsync($"/en/my-journeys/{customers[i].Journey}"), StringComparison.Ordinal);

            // Every other journey is tried by somebody, and each by ten.
            for (var step = 1; step < Customers; step += 10)
            {
                var other = customers[(i + step) % Customers];
                var answer = await mine.GetAsync($"/en/my-journeys/{other.Journey}{Pages[step / 10 % Pages.Length]}");
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
                Assert.DoesNotContain("Canary", await answer.TextAsync(), StringComparison.Ordinal);
            }

            // A code with the end of another, and a cookie with the end of another.
            var (code, swapped) = (customers[i].Code, customers[(i + 1) % Customers]);
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity,
                (await app.Browser().PostFormAsync("/en/my-journeys", new() { ["Code"] = code[..20] + swapped.Code[20..] })).StatusCode);
            var half = customers[i].Cookie.Length / 2;
            var mixed = BrowserWith(customers[i].Cookie[..half] + swapped.Cookie[Math.Min(half, swapped.Cookie.Length)..]);
            Assert.Equal(HttpStatusCode.NotFound, (await mixed.GetAsync($"/en/my-journeys/{customers[i].Journey}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await mixed.GetAsync($"/en/my-journeys/{swapped.Journey}")).StatusCode);
        }
    }

    private HttpClient BrowserWith(string cookie)
    {
        var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        return browser;
    }
}
