using Microsoft.AspNetCore.Hosting;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>What an operator is warned of at start.</summary>
public sealed class StartWarningsTests
{
    [Fact]
    public async Task FirstStart_InDevelopment_WarnsOfNothing()
    {
        await using var app = new Started();
        IAsyncLifetime life = app;
        await life.InitializeAsync();

        _ = app.Services;

        Assert.DoesNotContain(CapturedLog.Lines(app.Mark), line => line.Contains("\"@l\":\"", StringComparison.Ordinal));
        await life.DisposeAsync();
    }

    private sealed class Started : AppFixture
    {
        /// <summary>Under which this app's log is kept.</summary>
        public string Mark { get; } = Guid.NewGuid().ToString("N");

        protected override IEnumerable<(string Key, string Value)> Settings => [.. CapturedLog.Settings(Mark, "Warning")];

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment("Development");
        }
    }
}
