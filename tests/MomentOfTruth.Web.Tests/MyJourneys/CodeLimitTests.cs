using System.Net;

namespace MomentOfTruth.Web.Tests.MyJourneys;

public sealed class CodeLimitTests(CodeLimitTests.Strict app) : IClassFixture<CodeLimitTests.Strict>
{
    [Fact]
    public async Task Codes_GuessedTooOftenTypedOrScanned_Are429WithRetryAfter()
    {
        var browser = app.Browser();
        var typed = await browser.PostFormAsync("/ko/my-journeys", new() { ["Code"] = "wrong" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, typed.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/r/wrong")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/ko/r/wrong")).StatusCode);

        var scanned = await browser.GetAsync("/ko/r/wrong");
        var typedAgain = await browser.PostFormAsync("/ko/my-journeys", new() { ["Code"] = "wrong" });

        foreach (var answer in new[] { scanned, typedAgain })
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 600);
            Assert.Contains("잠시만 기다려 주세요", await answer.TextAsync(), StringComparison.Ordinal);
        }

        // Reading the page that takes codes is no guess.
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/ko/my-journeys")).StatusCode);
    }

    // A shop or a family behind one address opens as many journeys as it has; with guesses used up, no code is told to be right.
    [Fact]
    public async Task Codes_ThatAreRight_AreNoGuesses()
    {
        await using var app = new Strict();
        IAsyncLifetime life = app;
        await life.InitializeAsync();
        var (id, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "5"));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal($"/en/my-journeys/{id}", (await app.Browser().PostFormAsync("/en/my-journeys", new() { ["Code"] = code.ToString() })).Headers.Location?.OriginalString);
            Assert.Equal($"/en/my-journeys/{id}", (await app.Browser().GetAsync($"/en/r/{code}")).Headers.Location?.OriginalString);
        }

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await app.Browser().GetAsync("/r/wrong")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await app.Browser().GetAsync($"/en/r/{code}")).StatusCode);
        await life.DisposeAsync();
    }

    public sealed class Strict : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Limits:CodesPerTenMinutes", "3")];
    }
}
