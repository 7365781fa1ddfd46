using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Site;

public sealed class HealthTests(AppFixture app, HealthTests.SetTime timed) : IClassFixture<AppFixture>, IClassFixture<HealthTests.SetTime>
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

    [Fact]
    public async Task AWriterThatStandsStill_IsNotReady_AndReadyAgainOnceItMoves()
    {
        var (goOn, began) = (new TaskCompletionSource(), new TaskCompletionSource());
        var line = timed.Services.GetRequiredService<CommitLine>();
        var write = line.RunAsync(
            async _ =>
            {
                began.SetResult();
                await goOn.Task;
                return true;
            },
            default);
        await began.Task;

        timed.Clock.Passed = CommitLine.LongestTransaction;
        Assert.Equal(HttpStatusCode.OK, await AskAsync("ready"));
        timed.Clock.Passed += TimeSpan.FromTicks(1);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync("ready"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("live"));

        goOn.SetResult();
        Assert.True(await write);
        Assert.Equal(HttpStatusCode.OK, await AskAsync("ready"));

        async Task<HttpStatusCode> AskAsync(string probe) => (await timed.Browser().GetAsync($"/health/{probe}")).StatusCode;
    }

    /// <summary>The app in which time passes when it is told to.</summary>
    public sealed class SetTime : AppFixture
    {
        public SetTimestamps Clock { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
        }
    }

    /// <summary>The usual clock, but for the time that passes.</summary>
    public sealed class SetTimestamps : TimeProvider
    {
        private static readonly long Started = System.GetTimestamp();

        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Started + Passed.Ticks;
    }
}
