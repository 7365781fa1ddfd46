using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.MyJourneys;
using Npgsql;

namespace MomentOfTruth.Web.Tests.Data;

/// <summary>
/// On PostgreSQL the tables that grow with the journeys are partitioned by company, and a page of one company, or of one journey, reads one
/// partition of each.
/// </summary>
public sealed partial class PartitionTests(PartitionTests.Listened app) : IClassFixture<PartitionTests.Listened>
{
    [Fact]
    public async Task Page_OfOneCompany_ReadsOnePartition()
    {
        if (TestDatabase.Provider != DatabaseProvider.PostgreSql)
        {
            return;
        }

        var mine = await OpenedJourney.OfAsync(app, "en");
        await app.FinishedAsync(
            mine.Company, Outcome.Left, null, TestData.Said("Shop", "8", story: "told"), TestData.Said("Call centre", "0"));
        var manager = await app.SignedInAsync(mine.Company, CompanyRole.Manager);
        var (home, touchpoint) = ($"/en/companies/{mine.Company.Slug}", await TouchpointAsync(mine.Company));
        var asked = await AssertOnePartitionAsync(
            manager, home, $"{home}?period=all", $"{home}/fix-first", $"{home}/journeys?state=all", $"{home}/journeys?q=told",
            $"{home}/journeys/{mine.Id}", $"{home}/touchpoints/{touchpoint}", $"{home}/export/journeys.csv", $"{home}/export/moments.csv");
        asked += await AssertOnePartitionAsync(
            mine.Browser, "/en/my-journeys", mine.Address, mine.Address + "/history", mine.Address + "/erase", mine.Address + "/download",
            $"/en/log/{mine.Company.Slug}", $"/en/published/{mine.Company.Slug}");
        Assert.True(asked > 30, $"{asked} statements are too few to have seen what the pages ask.");
    }

    private async Task<int> AssertOnePartitionAsync(HttpClient browser, params string[] pages)
    {
        var all = 0;
        foreach (var page in pages)
        {
            foreach (var (statement, parameters) in await AskedAsync(() => browser.GetAsync(page)))
            {
                all++;
                var plan = await PlanAsync(statement, parameters);
                foreach (var table in Partition().Matches(plan).Select(m => (Table: m.Groups[1].Value, Number: m.Groups[2].Value)).GroupBy(m => m.Table))
                {
                    Assert.True(
                        table.Select(m => m.Number).Distinct().Count() == 1,
                        $"{page} reads several partitions of {table.Key}:\n{statement}\n{plan}");
                }
            }
        }

        return all;
    }

    private async Task<Guid> TouchpointAsync(Company company) => await app.InScopeAsync(services =>
        services.GetRequiredService<AppDbContext>().Touchpoints.Where(t => t.CompanyId == company.Id).Select(t => t.Id).FirstAsync());

    // What the page asked of the partitioned tables. The comparison of a company with all others is meant to read them all.
    private async Task<List<(string Statement, NpgsqlParameter[] Parameters)>> AskedAsync(Func<Task<HttpResponseMessage>> visit)
    {
        app.Statements.Clear();
        var answer = await visit();
        Assert.True((int)answer.StatusCode < 400, $"{answer.RequestMessage?.RequestUri} answered {answer.StatusCode}");
        await answer.Content.ReadAsByteArrayAsync();
        return [.. app.Statements.Where(s => s.Statement.StartsWith("SELECT", StringComparison.Ordinal) && TheTables().IsMatch(s.Statement) && !OfAllCompanies().IsMatch(s.Statement))];
    }

    private async Task<string> PlanAsync(string statement, NpgsqlParameter[] parameters)
    {
        await using var connection = new NpgsqlConnection(app.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + statement, connection);
        command.Parameters.AddRange(parameters);
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
        {
            lines.Add(rows.GetString(0));
        }

        // A partition that a row of another table rules out while the plan runs is listed, and never read.
        return string.Join('\n', lines.Where(line => !line.Contains("never executed", StringComparison.Ordinal)));
    }

    [GeneratedRegex("\"(Journeys|Moments|Facts)_(\\d+)\"")]
    private static partial Regex Partition();

    [GeneratedRegex("\"(Journeys|Moments|Facts)\"")]
    private static partial Regex TheTables();

    [GeneratedRegex("FROM \"Facts\" AS f\\s+WHERE f.\"CompanyId\" = ANY")]
    private static partial Regex OfAllCompanies();

    /// <summary>The app, and what it asks of the store.</summary>
    public sealed class Listened : AppFixture
    {
        internal ConcurrentQueue<(string Statement, NpgsqlParameter[] Parameters)> Statements { get; } = [];

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.ConfigureDbContext<PostgreSqlAppDbContext>(
                options => options.AddInterceptors(new Listener(Statements))));
        }
    }

    private sealed class Listener(ConcurrentQueue<(string, NpgsqlParameter[])> statements) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            statements.Enqueue(
                (command.CommandText, [.. command.Parameters.Cast<NpgsqlParameter>().Select(parameter => parameter.Clone())]));
            return new(result);
        }
    }
}
