using System.Net;

namespace MomentOfTruth.Web.Tests.Site;

public sealed class HealthTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("GET", HttpStatusCode.OK)]
    [InlineData("HEAD", HttpStatusCode.OK)]
    [InlineData("POST", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", HttpStatusCode.MethodNotAllowed)]
    [InlineData("OPTIONS", HttpStatusCode.MethodNotAllowed)]
    public async Task Probes_AreRead_AndNothingElse(string method, HttpStatusCode expected)
    {
        foreach (var path in new[] { "/health/live", "/health/ready" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            var answer = await app.Browser().SendAsync(request);

            Assert.Equal(expected, answer.StatusCode);
            Assert.True(answer.IsSuccessStatusCode || answer.Content.Headers.Allow.Order().SequenceEqual(["GET", "HEAD"]));
        }
    }
}
