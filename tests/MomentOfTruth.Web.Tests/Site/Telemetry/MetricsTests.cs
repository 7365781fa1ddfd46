using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Tests.Intake;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>What Prometheus reads, and who else does.</summary>
public sealed partial class MetricsTests(MetricsTests.Measured app, AppFixture unmeasured)
    : IClassFixture<MetricsTests.Measured>, IClassFixture<AppFixture>
{
    private const string Token = "a-token-of-thirty-two-characters";

    [Fact]
    public async Task WithoutAToken_NothingIsMeasured_AndThereIsNoSuchAddress()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(unmeasured, "Bearer ")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(unmeasured, null)).StatusCode);
        Assert.Null(unmeasured.Services.GetService<MeterProvider>());
        Assert.Null(unmeasured.Services.GetService<TracerProvider>());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData(Token)]
    [InlineData("Basic " + Token)]
    [InlineData("Bearer a-token-of-thirty-two-character")]
    [InlineData("Bearer A-token-of-thirty-two-characters")]
    [InlineData("Bearer " + Token + "s")]
    [InlineData("Bearer " + Token + " " + Token)]
    public async Task WhoeverShowsAnythingElse_IsRefused_WithoutAPage(string? authorization)
    {
        var administrator = await app.SignedInAsync(await app.PersonAsync(await app.CompanyAsync(), null, isAdministrator: true));
        foreach (var browser in new[] { app.Browser(), administrator })
        {
            var refused = await AskAsync(browser, authorization);

            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.ToString());
            Assert.Empty(await refused.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task WhoeverShowsTheToken_ReadsText_ThatIsStoredNowhere()
    {
        var answer = await AskAsync(app, "Bearer " + Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    // The token opens nothing else.
    [Theory]
    [InlineData("/en/account")]
    [InlineData("/en/admin")]
    public async Task TheToken_IsNoSignIn(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Authorization", "Bearer " + Token);

        Assert.Contains("/sign-in", (await app.Browser().SendAsync(request)).Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    // Labels are a closed list: a new one is a decision, since what is in it leaves the house, and each of its values costs.
    [Fact]
    public async Task AJourney_IsCounted_AndNothingOfItIsTold()
    {
        var company = await app.CompanyAsync("Canary Telecom");
        var before = Sum(await ReadAsync(), "momentoftruth_journeys_logged_total");

        var (journey, code) = await app.Browser().SendAsync(company.LogAddress(), LogForms.Typed(("Canary shop", "0")));
        var opened = await app.Browser().PostFormAsync("/en/my-journeys", new() { ["Code"] = code });
        Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);

        var text = await UntilAsync(read => Sum(read, "momentoftruth_journeys_logged_total") > before);
        Assert.All(
            [company.Slug, company.Id.ToString(), code, code.Replace("-", "", StringComparison.Ordinal), journey.Split('/')[^1], "Canary", "Story of"],
            said => Assert.DoesNotContain(said, text, StringComparison.OrdinalIgnoreCase));
        var labels = Samples(text).Where(s => s.Name.StartsWith("momentoftruth_", StringComparison.Ordinal))
            .SelectMany(s => Label().Matches(s.Labels).Select(m => m.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal);
        Assert.Empty(labels.Except(["job", "kind", "le", "otel_scope_name", "outcome"]));
    }

    // The line of writers is that of a store with one writer.
    [Fact, Trait("Engine", "Any")]
    public async Task TheBoard_ShowsOnlyWhatThereIs()
    {
        // What happens seldom.
        Instruments.Refused();
        Instruments.Mailed("sign-up", "Sent");
        Instruments.Worked("Sweeper", isDone: false, TimeSpan.FromSeconds(1));
        await app.Browser().SendAsync((await app.CompanyAsync()).LogAddress(), LogForms.Typed(("Shop", "8")));
        Assert.Throws<FormatException>(() => int.Parse("none", CultureInfo.InvariantCulture));
        var shown = Expression().Matches(await File.ReadAllTextAsync(SourceFiles.OfRoot(".github", "grafana.json")))
            .Select(m => Regex.Unescape(m.Groups[1].Value)).ToList();

        // Each has a metric at least, and each metric its selector.
        Assert.InRange(shown.Count, 15, 100);
        Assert.All(shown, expression => Assert.Matches(Metric(), expression));
        var metrics = shown.SelectMany(expression => Metric().Matches(expression).Select(m => m.Groups[1].Value)).ToHashSet();

        Assert.Empty(metrics.Except(Names(await UntilAsync(read => metrics.IsSubsetOf(Names(read))))));
    }

    // The store's own figures are read when the app starts, and now and then.
    [Fact]
    public async Task Figures_AreThoseOfTheStore()
    {
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            db.AddRange(Mail(null), Mail(null), Mail(DateTime.UtcNow));
            await db.SaveChangesAsync();
        });

        await app.Services.GetServices<IHostedService>().OfType<StoreFigures>().Single().ReadAsync(default);

        await UntilAsync(read =>
            Sum(read, "momentoftruth_mails_waiting") == 2 && Sum(read, "momentoftruth_mails_given_up") == 1
            && Sum(read, "momentoftruth_ledger_repairs") == 0);

        static OutboxMail Mail(DateTime? givenUp) => new()
        {
            Id = Guid.CreateVersion7(),
            Kind = "sign-up",
            Order = "",
            GivenUpAtUtc = givenUp,
            DueAtUtc = DateTime.UtcNow.AddDays(1),
        };
    }

    private static Task<HttpResponseMessage> AskAsync(AppFixture app, string? authorization) => AskAsync(app.Browser(), authorization);

    private static Task<HttpResponseMessage> AskAsync(HttpClient browser, string? authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Telemetry.Path);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return browser.SendAsync(request);
    }

    private async Task<string> ReadAsync() => await (await AskAsync(app, "Bearer " + Token)).Content.ReadAsStringAsync();

    // What is read may be a moment old.
    private async Task<string> UntilAsync(Predicate<string> isSo)
    {
        var read = await ReadAsync();
        for (var i = 0; i < 200 && !isSo(read); i++)
        {
            await Task.Delay(50);
            read = await ReadAsync();
        }

        Assert.True(isSo(read), read);
        return read;
    }

    private static IEnumerable<(string Name, string Labels, double Value)> Samples(string text) =>
        Sample().Matches(text).Select(m => (
            m.Groups[1].Value, m.Groups[2].Value, double.Parse(m.Groups[3].Value, CultureInfo.InvariantCulture)));

    private static HashSet<string> Names(string text) => [.. Samples(text).Select(s => s.Name)];

    private static double Sum(string text, string name) => Samples(text).Where(s => s.Name == name).Sum(s => s.Value);

    [GeneratedRegex(@"^(\w+)(?:\{(.*)\})? ([-+.\deE]+)$", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex(@"(\w+)=""(?:[^""\\]|\\.)*""")]
    private static partial Regex Label();

    [GeneratedRegex(@"""expr"": ""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Expression();

    [GeneratedRegex(@"(?<![\w$""])([a-z]\w*)\{")]
    private static partial Regex Metric();

    /// <summary>The app that Prometheus may read.</summary>
    public sealed class Measured : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Metrics:Token", Token)];
    }
}
