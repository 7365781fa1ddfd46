using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>Whose word on the sender is taken, and that a proxy which nobody named does not stay unnoticed.</summary>
public sealed class ForwardedTests(ForwardedTests.Proxied app) : IClassFixture<ForwardedTests.Proxied>
{
    [Theory]
    [InlineData("192.0.2.7", 1)]
    [InlineData("::ffff:192.0.2.7", 2)]
    [InlineData("10.20.30.40", 3)]
    [InlineData("::ffff:10.1.2.3", 4)]
    [InlineData("2001:db8:5::9", 5)]
    [InlineData("fd00:1:2:3::4", 6)]
    public async Task NamedProxy_IsBelieved_AndTheLogIsQuiet(string proxy, int net)
    {
        for (var i = 1; i <= 6; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await SignInAsync(proxy, $"198.51.{net}.{i}"));
        }

        Assert.DoesNotContain(Warnings(), line => line.Contains(proxy.Replace("::ffff:", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("192.0.2.8")]
    [InlineData("11.0.0.1")]
    [InlineData("::ffff:11.0.0.2")]
    [InlineData("2001:db8:6::9")]
    [InlineData("fe00::1")]
    public async Task UnnamedPeer_IsNotBelieved_AndNamedInTheLogOnce(string peer)
    {
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await SignInAsync(peer, $"203.0.113.{i}"));
        }

        // One sender, whatever it says of others.
        Assert.Equal(HttpStatusCode.TooManyRequests, await SignInAsync(peer, "203.0.113.99"));
        var plain = IPAddress.Parse(peer) is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4().ToString() : peer;
        var warning = Assert.Single(Warnings(), line => line.Contains($"\"{plain}\"", StringComparison.Ordinal));
        Assert.Contains("Proxies:0", warning, StringComparison.Ordinal);
    }

    // A second proxy before the named one.
    [Fact]
    public async Task UnnamedHop_IsNamedInTheLog()
    {
        await SignInAsync("192.0.2.7", "203.0.113.200, 172.31.9.9");

        Assert.Single(Warnings(), line => line.Contains("\"172.31.9.9\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ManyStrangers_FillNoLog()
    {
        await using var other = new Proxied();
        IAsyncLifetime life = other;
        await life.InitializeAsync();
        var browser = other.Browser();
        for (var i = 0; i < 60; i++)
        {
            await browser.SendAsync(Request($"172.16.{i}.1", "203.0.113.1", HttpMethod.Get, "/en"));
        }

        Assert.Equal(20, Warnings().Count(line => line.Contains("\"172.16.", StringComparison.Ordinal)));
        await life.DisposeAsync();
    }

    [Fact]
    public async Task SpoofedScheme_ChangesNoLink()
    {
        var company = await app.CompanyAsync();
        var owner = await app.SignedInAsync(await app.PersonAsync(company, CompanyRole.Owner), "192.0.2.201");

        using var request = Request("192.0.2.202", "203.0.113.1", HttpMethod.Get, $"/en/companies/{company.Slug}/poster");
        request.Headers.Add("X-Forwarded-Proto", "gopher");
        var html = await (await owner.SendAsync(request)).TextAsync();

        Assert.DoesNotContain("gopher", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Proxies:0", "proxy.example")]
    [InlineData("Proxies:0", "10.0.0.0/33")]
    [InlineData("Proxies:0", "10.0.0.0/-1")]
    [InlineData("Proxies:0", "fe80::1%1")]
    [InlineData("Proxies:0", "10")]
    [InlineData("Proxies:1", "")]
    [InlineData("Proxies", "10.0.0.1")]
    [InlineData("Site:DefaultZone", "Mars/Olympus")]
    [InlineData("Site:DefaultZone", "")]
    public async Task Start_WithASettingThatIsWrong_IsRefusedAndNamesIt(string setting, string value)
    {
        await using var wrong = new Misconfigured(setting, value);
        IAsyncLifetime life = wrong;
        await life.InitializeAsync();

        var refused = Assert.ThrowsAny<Exception>(() => wrong.Services);

        Assert.Contains(setting, refused.Message, StringComparison.Ordinal);
        await life.DisposeAsync();
    }

    private static IEnumerable<string> Warnings() => CapturedLog.Lines(nameof(ForwardedTests)).Where(line => line.Contains("is not named as a proxy", StringComparison.Ordinal));

    private async Task<HttpStatusCode> SignInAsync(string peer, string forwardedFor)
    {
        var browser = app.Browser();
        var token = Forms.TokenOf(await browser.GetStringAsync("/en/sign-in"));
        using var request = Request(peer, forwardedFor, HttpMethod.Post, "/en/sign-in");
        request.Content = Forms.Content(
            [new("__RequestVerificationToken", token), new("Input.Email", "nobody@example.test"), new("Input.Password", "wrong")]);
        return (await browser.SendAsync(request)).StatusCode;
    }

    private static HttpRequestMessage Request(string peer, string forwardedFor, HttpMethod method, string address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Add(Peers.Header, peer);
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        return request;
    }

    /// <summary>The app behind two networks and two single proxies, with few tries.</summary>
    public sealed class Proxied : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
        [
            ("Proxies:0", "192.0.2.7"), ("Proxies:1", "10.0.0.0/8"), ("Proxies:2", "2001:db8:5::9"), ("Proxies:3", "fd00::/8"),
            ("Limits:SignInsPerTenMinutes", "3"),
            .. CapturedLog.Settings(nameof(ForwardedTests), "Warning"),
        ];

        public async Task<HttpClient> SignedInAsync(Web.Data.User person, string peer)
        {
            var browser = Browser();
            browser.DefaultRequestHeaders.Add(Peers.Header, peer);
            await browser.PostFormAsync("/en/sign-in", new() { ["Input.Email"] = person.Email!, ["Input.Password"] = TestData.Password });
            browser.DefaultRequestHeaders.Remove(Peers.Header);
            return browser;
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<IStartupFilter, Peers>());
        }
    }

    private sealed class Misconfigured(string setting, string value) : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [(setting, value)];
    }

    private sealed class Peers : IStartupFilter
    {
        public const string Header = "Test-Peer";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, then) =>
            {
                http.Connection.RemoteIpAddress = http.Request.Headers[Header].ToString() is { Length: > 0 } peer ? IPAddress.Parse(peer) : null;
                return then(http);
            });
            next(app);
        };
    }
}
