using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.Site;

public sealed class LimitsTests(LimitsTests.Strict app) : IClassFixture<LimitsTests.Strict>
{
    private static int _addresses;

    [Fact]
    public async Task SignIn_TriedTooOften_Is429WithRetryAfterInItsLanguage()
    {
        var browser = app.BrowserAt("198.51.100.1");
        var fields = new Dictionary<string, string> { ["Input.Email"] = "nobody@example.test", ["Input.Password"] = "wrong" };
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostFormAsync("/ko/sign-in", fields)).StatusCode);
        }

        await AssertRefusedAsync(await browser.PostFormAsync("/ko/sign-in", fields), "잠시만 기다려 주세요", 600);
    }

    [Theory]
    [InlineData("en", "Please wait a moment", "it is kept as a draft")]
    [InlineData("ko", "잠시만 기다려 주세요", "초안으로 보관해요")]
    public async Task Journeys_FloodFromOneAddress_IsRefusedAndOthersAreNot(string culture, string words, string kept)
    {
        var company = await app.CompanyAsync();
        var (flood, other) = (app.BrowserAt(NextAddress()), app.BrowserAt(NextAddress()));
        var (address, html) = await flood.CheckAsync(company.LogAddress(culture), Journey(0));
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await flood.SubmitAsync(html, "Ticket", ("Ticket", "forged"))).StatusCode);
        }

        for (var i = 0; i < 20; i++)
        {
            var refused = await flood.SubmitAsync(html, "Ticket");
            await AssertRefusedAsync(refused, words, 3600);
            Assert.Contains(kept, await refused.TextAsync(), StringComparison.Ordinal);
            Assert.Contains($"href=\"{address}\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // The page with all that was typed still opens, and somebody else still sends to the same company.
        Assert.Contains("Story of Shop 0", await flood.GetStringAsync(address), StringComparison.Ordinal);
        await other.SendAsync(company.LogAddress(culture), Journey(1));
    }

    [Fact]
    public async Task Journeys_FloodOfOneCompany_IsRefusedAndOtherCompaniesAreNot()
    {
        var (company, other) = (await app.CompanyAsync(), await app.CompanyAsync());
        for (var i = 0; i < 6; i++)
        {
            await app.BrowserAt(NextAddress()).SendAsync(company.LogAddress(), Journey(i));
        }

        var late = app.BrowserAt(NextAddress());
        var (_, html) = await late.CheckAsync(company.LogAddress(), Journey(6));
        for (var i = 0; i < 10; i++)
        {
            await AssertRefusedAsync(await late.SubmitAsync(html, "Ticket"), "Please wait a moment", 3600);
        }

        // What the company refused has cost its sender no more than one try each.
        await app.BrowserAt(NextAddress()).SendAsync(other.LogAddress(), Journey(7));
    }

    [Fact]
    public async Task Journeys_RefusedByTheCompany_LeaveTheSendersOwnTries()
    {
        var (company, other) = (await app.CompanyAsync(), await app.CompanyAsync());
        for (var i = 0; i < 6; i++)
        {
            await app.BrowserAt(NextAddress()).SendAsync(company.LogAddress(), Journey(i));
        }

        var late = app.BrowserAt(NextAddress());
        var (_, html) = await late.CheckAsync(company.LogAddress(), Journey(6));
        for (var i = 0; i < 3; i++)
        {
            await AssertRefusedAsync(await late.SubmitAsync(html, "Ticket"), "Please wait a moment", 3600);
        }

        await late.SendAsync(other.LogAddress(), Journey(7));
    }

    [Fact]
    public async Task Drafts_SavedTooOften_Are429AndOthersAreNot()
    {
        var company = await app.CompanyAsync();
        var (flood, other) = (app.BrowserAt(NextAddress()), app.BrowserAt(NextAddress()));
        var html = await flood.GetStringAsync(company.LogAddress());
        for (var i = 0; i < 10; i++)
        {
            await flood.SaveAsync(html, ("Input.Title", "Typing"));
        }

        await AssertRefusedAsync(await flood.PostDraftAsync(html), "Please wait a moment", 600);
        await other.SaveAsync(company, Journey(0));
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, string words, int atMost)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, atMost);
        Assert.Contains(words, await answer.TextAsync(), StringComparison.Ordinal);
    }

    private static string NextAddress() => $"203.0.113.{Interlocked.Increment(ref _addresses)}";

    private static Dictionary<string, string> Journey(int number) => LogForms.Typed(($"Shop {number}", "8"));

    /// <summary>The app with few tries, and browsers at addresses of their own.</summary>
    public class Strict : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
        [
            ("Limits:SignInsPerTenMinutes", "3"), ("Limits:JourneysPerHour", "4"), ("Limits:CompanyJourneysPerHour", "6"),
            ("Limits:FormPostsPerTenMinutes", "10"),
        ];

        public HttpClient BrowserAt(string address)
        {
            var browser = Browser();
            browser.DefaultRequestHeaders.Add(Addresses.Header, address);
            return browser;
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<IStartupFilter, Addresses>());
        }
    }

    private sealed class Addresses : IStartupFilter
    {
        public const string Header = "Test-Address";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, then) =>
            {
                http.Connection.RemoteIpAddress = IPAddress.Parse(http.Request.Headers[Header].ToString());
                return then(http);
            });
            next(app);
        };
    }
}
