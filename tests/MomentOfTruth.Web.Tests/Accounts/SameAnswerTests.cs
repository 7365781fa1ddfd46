using System.Data.Common;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Mail;
using Xunit.Abstractions;

namespace MomentOfTruth.Web.Tests.Accounts;

/// <summary>
/// Two hundred addresses with an account and two hundred without, at every page that takes one: the answers are the same to the letter, and
/// so is what is asked of the store for them. How long it takes follows from that; the gap of the medians is told and not asserted.
/// </summary>
public sealed partial class SameAnswerTests(SameAnswerTests.Counted app, ITestOutputHelper output) : IClassFixture<SameAnswerTests.Counted>
{
    private const int Addresses = 200;

    [Theory]
    [InlineData("/en/sign-in")]
    [InlineData("/en/sign-up")]
    [InlineData("/en/forgot-password")]
    public async Task KnownAndUnknownAddress_AreAnsweredAlike(string page)
    {
        var company = await app.CompanyAsync();
        var (answers, times) = (new HashSet<string>(), new Dictionary<bool, List<double>> { [true] = [], [false] = [] });
        var template = await app.PersonAsync(company, CompanyRole.Viewer);
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            for (var i = 0; i < Addresses; i++)
            {
                db.Add(new User { UserName = Known(page, i), NormalizedUserName = Known(page, i).ToUpperInvariant(), Email = Known(page, i), NormalizedEmail = Known(page, i).ToUpperInvariant(), EmailConfirmed = true, PasswordHash = template.PasswordHash, SecurityStamp = $"{i}" });
            }

            return await db.SaveChangesAsync();
        });
        app.Server.PreserveExecutionContext = true;
        var browser = app.Browser();
        var token = Forms.TokenOf(await browser.GetStringAsync(page));

        // The first try of all begins the count of its network.
        await browser.PostFormAsync("/en/sign-in", new() { ["Input.Email"] = $"first{page.Replace('/', '-')}@example.test", ["Input.Password"] = "not the password" });
        for (var i = 0; i < Addresses; i++)
        {
            foreach (var isKnown in new[] { true, false })
            {
                var email = isKnown ? Known(page, i) : Known(page, i).Replace("known", "other", StringComparison.Ordinal);
                var fields = new Dictionary<string, string> { ["Input.Email"] = email, ["__RequestVerificationToken"] = token };
                if (page == "/en/sign-in")
                {
                    fields["Input.Password"] = "not the password, surely";
                }

                Counter.Commands.Value = [];
                var begun = Stopwatch.GetTimestamp();
                var answer = await browser.PostAsync(page, Forms.Content(fields));
                var body = await answer.Content.ReadAsStringAsync();
                times[isKnown].Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                Assert.NotEmpty(Counter.Commands.Value);
                var commands = string.Join('\n', Counter.Commands.Value);
                answers.Add($"{answer.StatusCode} {answer.Headers.Location} {Plain(body, email)}\n{commands}");
            }
        }

        output.WriteLine($"{page}: known {Median(times[true]):0.00} ms, unknown {Median(times[false]):0.00} ms");
        Assert.True(answers.Count == 1, string.Join("\n=====\n", answers.Take(3)));
    }

    private static string Known(string page, int i) => $"known{page.Replace('/', '-')}{i}@example.test";

    // Tokens are masked differently every time, and the field keeps what was typed.
    private static string Plain(string body, string email) => Token().Replace(body, "").Replace(email, "", StringComparison.Ordinal);

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+")]
    private static partial Regex Token();

    public sealed class Counted : MailFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings => base.Settings.Append(("Limits:MailsToOneAddressPerHour", "100000"));

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => _ = TestDatabase.Provider == DatabaseProvider.Sqlite
                ? services.ConfigureDbContext<SqliteAppDbContext>(options => options.AddInterceptors(new Counter()))
                : services.ConfigureDbContext<PostgreSqlAppDbContext>(options => options.AddInterceptors(new Counter())));
        }
    }

    /// <summary>What one request asks of the store. The test server is told to run requests in the flow of who sends them.</summary>
    public sealed class Counter : DbCommandInterceptor
    {
        public static AsyncLocal<List<string>> Commands { get; } = new();

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Commands.Value?.Add(command.CommandText);
            return new(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Commands.Value?.Add(command.CommandText);
            return new(result);
        }
    }
}
