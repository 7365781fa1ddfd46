using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>Programs fill in a form in no time. People who do are asked to press once more, and nothing is lost.</summary>
public sealed class QuickSendTests(QuickSendTests.Timed app) : IClassFixture<QuickSendTests.Timed>
{
    [Theory]
    [InlineData("en", "That was very quick")]
    [InlineData("ko", "너무 빨리 눌려서 아직 보내지 않았어요")]
    public async Task Journey_SentFasterThanPeopleType_AsksToPressOnceMore(string culture, string words)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var opened = Forms.Hidden(await browser.GetStringAsync(company.LogAddress(culture)), "Input.Opened");
        foreach (var stamp in new[] { opened, "forged", "" })
        {
            var (_, html) = await browser.CheckAsync(company.LogAddress(culture), Typed(stamp).With("Input.Opened", stamp));
            var quick = await browser.SubmitAsync(html, "Ticket");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, quick.StatusCode);
            var asked = await quick.Content.ReadAsStringAsync();
            Assert.Contains(words, asked, StringComparison.Ordinal);
            Assert.Contains($"Story of Shop {stamp.Length}", asked, StringComparison.Ordinal);
            if (stamp == opened)
            {
                Assert.EndsWith(
                    "/sent", (await browser.SubmitAsync(asked, "Ticket")).Headers.Location!.OriginalString, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Journey_OfAFormDrawnAWhileAgo_IsSentAtOnce()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        app.Clock.Ahead = TimeSpan.Zero;
        var opened = Forms.Hidden(await browser.GetStringAsync(company.LogAddress()), "Input.Opened");
        app.Clock.Ahead = TimeSpan.FromSeconds(61);

        var (_, html) = await browser.CheckAsync(company.LogAddress(), Typed("").With("Input.Opened", opened));
        var sent = await browser.SubmitAsync(html, "Ticket");
        app.Clock.Ahead = TimeSpan.Zero;

        Assert.EndsWith("/sent", sent.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Typed(string stamp) => LogForms.Typed(($"Shop {stamp.Length}", "8"));

    /// <summary>The app in which a form is not filled in within a minute.</summary>
    public sealed class Timed : AppFixture
    {
        public AheadClock Clock { get; } = new();

        protected override IEnumerable<(string Key, string Value)> Settings => [("Limits:SecondsToFillIn", "60")];

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
        }
    }

    /// <summary>The usual clock, but so much ahead.</summary>
    public sealed class AheadClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
