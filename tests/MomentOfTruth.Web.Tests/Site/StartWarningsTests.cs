using Microsoft.AspNetCore.Hosting;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>What an operator is warned of at start.</summary>
public sealed class StartWarningsTests
{
    [Theory]
    [InlineData("Production", null, true)]
    [InlineData("Production", "https://feedback.example.com", false)]
    [InlineData("Testing", null, false)]
    public async Task Start_WithoutTheSitesAddress_WarnsInProduction(string environment, string? address, bool isWarned)
    {
        await using var app = new Started(environment, address);
        IAsyncLifetime life = app;
        await life.InitializeAsync();

        _ = app.Services;

        Assert.Equal(isWarned ? 1 : 0, CapturedLog.Lines(app.Mark).Count(line =>
            line.Contains("Site:BaseAddress is not set", StringComparison.Ordinal)));
        await life.DisposeAsync();
    }

    [Fact]
    public async Task FirstStart_InDevelopment_WarnsOfNothing()
    {
        await using var app = new Started("Development", null);
        IAsyncLifetime life = app;
        await life.InitializeAsync();

        _ = app.Services;

        Assert.DoesNotContain(CapturedLog.Lines(app.Mark), line => line.Contains("\"@l\":\"", StringComparison.Ordinal));
        await life.DisposeAsync();
    }

    private sealed class Started(string environment, string? address) : AppFixture
    {
        /// <summary>Under which this app's log is kept.</summary>
        public string Mark { get; } = Guid.NewGuid().ToString("N");

        protected override IEnumerable<(string Key, string Value)> Settings =>
        [
            .. CapturedLog.Settings(Mark, "Warning"),
            .. address is null ? Array.Empty<(string, string)>() : [("Site:BaseAddress", address)],
        ];

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment(environment);
        }
    }
}
