using System.Net;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Tests.MyJourneys;

public sealed class ReceiptTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly string[] Pages = ["", "/sent", "/moments/new", "/moments/1/edit", "/moments/1/remove", "/history", "/finish", "/download", "/erase"];

    [Fact]
    public async Task TwentyCodes_EachOpenItsOwnJourneyAndNoOther()
    {
        var company = await app.CompanyAsync();
        var journeys = new List<(Guid Id, HttpClient Browser)>();
        for (var i = 0; i < 20; i++)
        {
            var (id, code) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
            var browser = app.Browser();
            var opened = await browser.PostFormAsync("/en/my-journeys", new() { ["Code"] = code.ToString() });
            Assert.Equal($"/en/my-journeys/{id}", opened.Headers.Location?.OriginalString);
            journeys.Add((id, browser));
        }

        foreach (var (i, mine) in journeys.Index())
        {
            foreach (var (j, other) in journeys.Index())
            {
                var answer = await mine.Browser.GetAsync($"/en/my-journeys/{other.Id}{Pages[(i + j) % Pages.Length]}");
                Assert.Equal(i == j ? HttpStatusCode.OK : HttpStatusCode.NotFound, answer.StatusCode);
            }
        }
    }

    [Fact]
    public async Task JourneyPages_WithoutTheCookieOrWithATamperedOne_Are404()
    {
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8", story: "Canary"));
        var opened = await app.Browser().PostFormAsync("/en/my-journeys", new() { ["Code"] = code.ToString() });
        var cookie = opened.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("journeys=", StringComparison.Ordinal)).Split(';')[0];
        var tampered = Enumerable.Range(1, 12).Select(i => cookie.Length * i / 13).Select(
            at => cookie[..at] + (cookie[at] == 'A' ? 'B' : 'A') + cookie[(at + 1)..]);
        foreach (var bad in tampered.Concat(["other=1", "journeys=", "journeys=" + id.ToString("N"), cookie[..^8], cookie + "AAAA"]))
        {
            var browser = app.Browser();
            browser.DefaultRequestHeaders.Add("Cookie", bad);
            foreach (var page in Pages)
            {
                var answer = await browser.GetAsync($"/ko/my-journeys/{id}{page}");
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
                Assert.DoesNotContain("Canary", await answer.TextAsync(), StringComparison.Ordinal);
            }
        }

        var thief = app.Browser();
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync($"/ko/my-journeys/{id}")).StatusCode);
    }

    [Theory]
    [InlineData("en", "", "Please enter your receipt code")]
    [InlineData("ko", " ", "접수 코드를 입력해 주세요")]
    [InlineData("en", "nonsense", "This code is too short: 20 letters and digits are missing.")]
    [InlineData("ko", "nonsense", "코드가 짧아요. 20자가 빠졌어요.")]
    [InlineData("en", "0000-0000-0000-0000-0000-0000-000", "This code is too short: 1 letter or digit is missing.")]
    [InlineData("en", "0000-0000-0000-0000-0000-0000-0000-0", "This code is too long: it has 28 letters and digits, and you typed 29.")]
    [InlineData("en", "0000-0000-0000-0000-0000-0000-0000", "This code opens nothing")]
    [InlineData("en", "' OR 1=1 --", "This code is too short: 24 letters and digits are missing.")]
    [InlineData("ko", "😀\uFFFE", "이 코드로 열 수 있는 여정이 없어요")]
    public async Task WrongOrMalformedCode_Is422AndKeepsIt(string culture, string code, string words)
    {
        var answer = await app.Browser().PostFormAsync($"/{culture}/my-journeys", new() { ["Code"] = code });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains(words, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Equal(code.Trim(), Forms.FormOf(html, "Code").Fields["Code"]);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.StartsWith("journeys=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AGoodCodeOfNoJourney_Is422() => Assert.Equal(
        HttpStatusCode.UnprocessableEntity,
        (await app.Browser().PostFormAsync("/en/my-journeys", new() { ["Code"] = ReceiptCode.New().ToString() })).StatusCode);

    [Fact]
    public async Task Forget_OpensNothingAnyMore()
    {
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        var browser = app.Browser();
        await browser.PostFormAsync("/en/my-journeys", new() { ["Code"] = code.ToString() });

        await browser.PostFormAsync("/en/my-journeys?handler=Forget", []);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/en/my-journeys/{id}")).StatusCode);
    }
}
