using System.Net;

namespace MomentOfTruth.Web.Tests.Site;

public sealed class ErrorPageTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("/en/nothing/here", "Page not found")]
    [InlineData("/ko/nothing/here", "페이지를 찾을 수 없어요")]
    [InlineData("/en/log/no-such-company", "Page not found")]
    [InlineData("/ko/log/없는-회사", "페이지를 찾을 수 없어요")]
    [InlineData("/de/log", "Page not found")]
    public async Task UnknownAddress_Is404InItsLanguage(string address, string words)
    {
        var answer = await app.Browser().GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(words, await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JourneyThatIsNotOpen_LeadsToItsCode_AndShowsWhatWasWritten()
    {
        var browser = app.Browser();
        var address = $"/en/my-journeys/{Guid.NewGuid()}/moments/new";

        var read = await browser.GetAsync(address);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("They hung up.\r\n<b>Twice.</b>"), "Input.Story" },
            { new StringContent("Call centre"), "Input.Touchpoint" },
            { new StringContent("secret"), "Input.Password" },
        };
        var sent = await browser.PostAsync(address, form);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (read.StatusCode, sent.StatusCode));
        Assert.Contains("Enter the receipt code", await read.TextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("What you wrote", await read.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("They hung up.\n<b>Twice.", (await sent.TextAsync()).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", await sent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", await sent.TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/en/log?q=a%00b")]
    [InlineData("/ko/companies?q=%00")]
    public async Task NulInTheAddress_Is400(string address) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Browser().GetAsync(address)).StatusCode);

    [Fact]
    public async Task PostToAPageThatTakesNone_IsNoServerError()
    {
        var answer = await app.Browser().PostAsync("/en/nothing", Forms.Content([new("a", "b")]));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task MalformedMultipart_Is400()
    {
        foreach (var (type, body) in new[]
        {
            ("multipart/form-data", "no boundary"),
            ("multipart/form-data; boundary=" + new string('b', 200), "--x\r\n"),
            ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nno end"),
            ("application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"f{i}=1"))),
        })
        {
            using var content = new StringContent(body);
            content.Headers.Remove("Content-Type");
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            var answer = await app.Browser().PostAsync("/en/sign-in", content);

            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{type}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Root_LeadsToTheLanguageOfTheBrowser()
    {
        var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("Accept-Language", "ko-KR,ko;q=0.9,en;q=0.5");
        Assert.Equal("/ko", (await browser.GetAsync("/")).Headers.Location?.OriginalString);

        Assert.Equal("/en", (await app.Browser().GetAsync("/")).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task EveryAnswer_CarriesTheSecurityHeaders()
    {
        foreach (var address in new[] { "/en", "/en/nothing", "/en/sign-in", "/health/live", "/css/site.css" })
        {
            var answer = await app.Browser().GetAsync(address);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task Health_Answers()
    {
        Assert.Equal(HttpStatusCode.OK, (await app.Browser().GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Browser().GetAsync("/health/ready")).StatusCode);
    }
}
