using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Intake;

public sealed class LogSecretsTests(LogSecretsTests.Logged app) : IClassFixture<LogSecretsTests.Logged>
{
    [Fact]
    public async Task Store_HoldsOnlyHashesOfKeysAndCodes()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (draft, _) = await browser.CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")));
        var (_, code) = await browser.SendAsync(
            company.LogAddress(), LogForms.Typed(("Shop", "8")).With("Input.Title", "Found in the store"));

        var store = await AllTextAsync();

        Assert.Contains("Found in the store", store, StringComparison.Ordinal);
        AssertAbsent(store, [draft.Split('/')[^1], code, code.Replace("-", "", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task Log_HoldsNothingThatIsSecretOrSaid()
    {
        var company = await app.CompanyAsync();
        var person = await app.PersonAsync(company, Domain.Companies.CompanyRole.Manager);
        var browser = app.Browser();
        var typed = LogForms.Typed(("Canary shop", "8")).With("Input.Title", "Canary title").With("Input.Moments[0].Story", "Canary story");
        var (draft, _) = await browser.CheckAsync(company.LogAddress(), typed);
        var saved = await browser.SaveAsync(company, typed.With("Input.Moments[0].OccurredOn", "canary day"));
        await browser.GetStringAsync($"{company.LogAddress()}?draft={saved.Key}");
        await browser.GetAsync($"{company.LogAddress()}/check/{saved.Key}");
        var (journey, code) = await browser.SendAsync(company.LogAddress(), typed);
        await browser.PressAsync(company.LogAddress(), typed.With("Input.Moments[0].Score", "canary score"), "all");
        await browser.PostFormAsync("/en/my-journeys", new() { ["Code"] = code });
        await browser.PostFormAsync("/en/my-journeys", new() { ["Code"] = "canary code" });
        await browser.SubmitAsync(
            await browser.GetStringAsync(journey + "/finish"), "Input.EndedOn", ("Input.Outcome", "left-for-competitor"),
            ("Input.Competitor", "Canary rival"));
        await browser.PostFormAsync("/en/sign-in", new() { ["Input.Email"] = person.Email!, ["Input.Password"] = "canary password" });
        await app.SignedInAsync(person);
        await browser.GetAsync("/en/log?q=canary+search");

        // Also when the store fails under a request.
        await app.InScopeAsync(
            s => s.GetRequiredService<AppDbContext>().Database.ExecuteSqlRawAsync("""ALTER TABLE "Drafts" RENAME TO "Gone" """));
        var failed = await browser.PressAsync(company.LogAddress(), typed, "all");
        await app.InScopeAsync(
            s => s.GetRequiredService<AppDbContext>().Database.ExecuteSqlRawAsync("""ALTER TABLE "Gone" RENAME TO "Drafts" """));

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        var log = string.Join('\n', CapturedLog.Lines(nameof(LogSecretsTests)));
        Assert.Contains("{culture:culture}/log/{company}/check/{draft}", log, StringComparison.Ordinal);
        Assert.Contains("\"StatusCode\":500", log, StringComparison.Ordinal);
        AssertAbsent(log, ["canary", draft.Split('/')[^1], saved.Key, code, code.Replace("-", "", StringComparison.Ordinal), person.Email!, TestData.Password]);
    }

    private static void AssertAbsent(string text, string[] secrets) => Assert.All(secrets, secret =>
    {
        Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToHexString(Encoding.UTF8.GetBytes(secret)), text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('='), text, StringComparison.Ordinal);
    });

    // Every column of every table; bytes as text and as hexadecimal digits.
    private Task<string> AllTextAsync() => app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<AppDbContext>();
        var text = new StringBuilder();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()).Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The names are those of our own model.
            command.CommandText = $"SELECT * FROM \"{table}\"";
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    text.AppendLine(reader.GetValue(i) is byte[] bytes ? Encoding.Latin1.GetString(bytes) + "\n" + Convert.ToHexString(bytes) : reader.GetValue(i).ToString());
                }
            }
        }

        return text.ToString();
    });

    /// <summary>The app with the log that an operator gets, copied to where a test can read it.</summary>
    public sealed class Logged : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
            CapturedLog.Settings(nameof(LogSecretsTests), "Information");
    }
}
