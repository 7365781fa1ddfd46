using System.Net;

namespace MomentOfTruth.Web.Tests.Http;

public sealed class LimitsTests(LimitsTests.Strict app) : IClassFixture<LimitsTests.Strict>
{
    [Fact]
    public async Task SignIn_TriedTooOften_Is429WithRetryAfterInItsLanguage()
    {
        var browser = app.Browser();
        var fields = new Dictionary<string, string> { ["Input.Email"] = "nobody@example.test", ["Input.Password"] = "wrong" };
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostFormAsync("/ko/sign-in", fields)).StatusCode);
        }

        var answer = await browser.PostFormAsync("/ko/sign-in", fields);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 600);
        Assert.Contains("잠시만 기다려 주세요", await answer.TextAsync(), StringComparison.Ordinal);
    }

    public sealed class Strict : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Limits:SignInsPerTenMinutes", "3")];
    }
}
