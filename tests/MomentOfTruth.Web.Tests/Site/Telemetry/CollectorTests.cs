using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Tests.Intake;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>What is sent to the collector that the settings name, and what never is.</summary>
public sealed class CollectorTests(CollectorTests.Observed app) : IClassFixture<CollectorTests.Observed>
{
    [Fact]
    public async Task RequestsAndFigures_AreSent_WithoutCodes_Stories_AndSearches()
    {
        var company = await app.CompanyAsync("Canary Telecom");
        var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("User-Agent", "CanaryBrowser/1.0");
        var (journey, code) = await browser.SendAsync(company.LogAddress(), LogForms.Typed(("Canary shop", "0")));

        // Others in this process may send so much at the same time that a span is left out: then it is asked for again.
        var isAllThere = false;
        for (var i = 0; i < 100 && !isAllThere; i++)
        {
            await browser.GetAsync($"/r/{code}");
            await browser.GetAsync($"{journey}?canary-name=canary-value");
            await browser.GetAsync("/canary-of-an-unknown-path");
            app.Services.GetRequiredService<TracerProvider>().ForceFlush();
            app.Services.GetRequiredService<MeterProvider>().ForceFlush();
            isAllThere = app.Collector.Has("/v1/traces", "/r/{code}") && app.Collector.Has("/v1/traces", "/my-journeys/{journey:guid}")
                && app.Collector.Has("/v1/traces", "GET error/{code:int}") && app.Collector.Has("/v1/metrics", "momentoftruth.journeys.logged");
        }

        Assert.True(isAllThere, app.Collector.ToString());
        Assert.All(
            [code, code.Replace("-", "", StringComparison.Ordinal), company.Slug, company.Id.ToString(), journey.Split('/')[^1], "canary", "Story of"],
            said => Assert.False(app.Collector.Has("", said), said));
        Assert.False(app.Collector.Has("/v1/logs", ""));
    }

    /// <summary>A collector in this process: keeps what it is sent.</summary>
    public sealed class TestCollector : IDisposable
    {
        private readonly ConcurrentQueue<(string Path, string Text)> _came = [];
        private readonly WebApplication _app;

        public TestCollector()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            _app = builder.Build();
            _app.Urls.Add("http://127.0.0.1:0");
            _app.MapPost("/{*path}", async (HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);

                // Its texts stand in the message as they are.
                _came.Enqueue((request.Path, Encoding.UTF8.GetString(body.ToArray())));
            });
            _app.Start();
        }

        public string Address => _app.Urls.Single();

        public bool Has(string path, string word) => _came.Any(message =>
            message.Path.StartsWith(path, StringComparison.Ordinal) && message.Text.Contains(word, StringComparison.OrdinalIgnoreCase));

        public override string ToString() => string.Join('\n', _came);

        public void Dispose() => ((IDisposable)_app).Dispose();
    }

    /// <summary>The app that sends to a collector.</summary>
    public sealed class Observed : AppFixture
    {
        public TestCollector Collector { get; } = new();

        protected override IEnumerable<(string Key, string Value)> Settings =>
            [(Telemetry.Collector, Collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")];

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            Collector.Dispose();
        }
    }
}
