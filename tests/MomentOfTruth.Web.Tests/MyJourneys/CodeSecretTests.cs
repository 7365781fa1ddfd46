using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.MyJourneys;

public sealed class CodeSecretTests(CodeSecretTests.Talkative app) : IClassFixture<CodeSecretTests.Talkative>
{
    [Fact]
    public async Task Log_OfEverything_HoldsNoCode()
    {
        var (_, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        var unknown = ReceiptCode.New();
        var browser = app.Browser();

        foreach (var tried in new[] { code, unknown })
        {
            await browser.GetAsync("/r/" + tried);
            await browser.GetAsync("/ko/r/" + tried);
            await browser.GetAsync($"/ko/r/{tried}/more?code={tried}");
            await browser.PostAsync("/r/" + tried, null);
            await browser.PostFormAsync("/en/my-journeys", new() { ["Code"] = tried.ToString() });
        }

        // Also when the store fails under a request.
        await app.InScopeAsync(
            s => s.GetRequiredService<AppDbContext>().Database.ExecuteSqlRawAsync("""ALTER TABLE "Receipts" RENAME TO "Gone" """));
        var failed = await browser.GetAsync("/en/r/" + code);
        await app.InScopeAsync(
            s => s.GetRequiredService<AppDbContext>().Database.ExecuteSqlRawAsync("""ALTER TABLE "Gone" RENAME TO "Receipts" """));

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.DoesNotContain(code.ToString(), await failed.TextAsync(), StringComparison.Ordinal);
        var log = string.Join('\n', CapturedLog.Lines(nameof(CodeSecretTests)));
        Assert.Contains("\"Route\":\"/r/{code}\"", log, StringComparison.Ordinal);
        Assert.Contains("Request starting", log, StringComparison.Ordinal);
        foreach (var secret in new[] { code, unknown })
        {
            Assert.DoesNotContain(secret.ToString(), log, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret.ToString().Replace("-", "", StringComparison.Ordinal), log, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>The app with a log of all that it and the framework ever say.</summary>
    public sealed class Talkative : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
        [
            .. CapturedLog.Settings(nameof(CodeSecretTests), "Verbose"),
            ("Serilog:MinimumLevel:Override:Microsoft.AspNetCore", "Verbose"),
            ("Serilog:MinimumLevel:Override:Microsoft.EntityFrameworkCore", "Verbose"),
        ];
    }
}
