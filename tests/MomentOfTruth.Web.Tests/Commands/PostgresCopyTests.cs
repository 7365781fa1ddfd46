using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Data;
using Npgsql;

namespace MomentOfTruth.Web.Tests.Commands;

/// <summary>The operator's script for copies of a store on PostgreSQL, which checks each of them.</summary>
public sealed class PostgresCopyTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Backup_IsChecked_AndRestoredBesideTheStore()
    {
        if (TestDatabase.Provider != DatabaseProvider.PostgreSql)
        {
            return;
        }

        using var folder = new TemporaryFolder();
        var (file, company) = (Path.Combine(folder.Path, "copy.dump"), await app.CompanyAsync());
        await app.JourneyAsync(company, TestData.Said("Shop", "8"), TestData.Said("Call centre", "0"));
        var journeys = await JourneysAsync(app.Database.ConnectionString, company);

        var (exit, output, error) = await RunAsync("backup", file);

        Assert.True(exit == 0, error);
        Assert.Matches("^backed up [0-9]+ journeys, [0-9]+ moments, [0-9]+ photos; checked", output);
        Assert.Equal([file], Directory.GetFiles(folder.Path));
        await app.JourneyAsync(company, TestData.Said("Shop", "9"));

        // Once: what is there is not restored into.
        var name = new NpgsqlConnectionStringBuilder(app.Database.ConnectionString).Database + "_new";
        (exit, output, error) = await RunAsync("restore", file, name);
        Assert.True(exit == 0, error);
        Assert.StartsWith("restored ", output, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("restore", file, name)).Exit);
        var restored = new NpgsqlConnectionStringBuilder(app.Database.ConnectionString) { Database = name, Pooling = false }.ConnectionString;
        Assert.Equal(journeys, await JourneysAsync(restored, company));
        await DropAsync(name);
    }

    [Fact]
    public async Task Backup_OverAFile_OrOfAStoreWhoseLedgerIsWrong_IsRefused_AndLeavesNothing()
    {
        if (TestDatabase.Provider != DatabaseProvider.PostgreSql)
        {
            return;
        }

        using var folder = new TemporaryFolder();
        var (mine, wrong) = (Path.Combine(folder.Path, "mine.dump"), Path.Combine(folder.Path, "wrong.dump"));
        await File.WriteAllTextAsync(mine, "mine");
        var company = await app.CompanyAsync();
        await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "8"), TestData.Said("Call centre", "0"));
        await SpoilAsync(company, 6);

        Assert.Contains("is there already", (await RunAsync("backup", mine)).Error, StringComparison.Ordinal);
        var (exit, _, error) = await RunAsync("backup", wrong);
        await SpoilAsync(company, -6);

        Assert.Equal(1, exit);
        Assert.Contains("not as it should be", error, StringComparison.Ordinal);
        Assert.Equal([mine], Directory.GetFiles(folder.Path));
        Assert.Equal("mine", await File.ReadAllTextAsync(mine));
        Assert.Equal(1, (await RunAsync("restore", mine, "mot_never")).Exit);
        var name = new NpgsqlConnectionStringBuilder(app.Database.ConnectionString).Database;
        Assert.Equal(0, await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().Database
            .SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM pg_database WHERE datname = 'mot_never' OR datname LIKE {name + "_check%"}").SingleAsync()));
    }

    private Task SpoilAsync(Company company, int by) =>
        app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().SpoilKillsAsync(company.Id, by));

    private static async Task<List<Guid>> JourneysAsync(string connectionString, Company company)
    {
        await using var db = new PostgreSqlAppDbContext((DbContextOptions<PostgreSqlAppDbContext>)PostgreSqlAppDbContext.Configure(
            new DbContextOptionsBuilder<PostgreSqlAppDbContext>(), connectionString).Options);
        return await db.JourneysOf(company.Id).OrderBy(j => j.Id).Select(j => j.Id).ToListAsync();
    }

    private async Task DropAsync(string database)
    {
        await using var server = NpgsqlDataSource.Create(app.Database.ConnectionString);
        await using var drop = server.CreateCommand($"DROP DATABASE {database}");
        await drop.ExecuteNonQueryAsync();
    }

    private async Task<(int Exit, string Output, string Error)> RunAsync(params string[] words)
    {
        var server = new NpgsqlConnectionStringBuilder(app.Database.ConnectionString);
        var start = new ProcessStartInfo("bash", [SourceFiles.OfRoot(".github", "postgres-copy.sh"), .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PGHOST"] = server.Host, ["PGPORT"] = $"{server.Port}", ["PGUSER"] = server.Username, ["PGDATABASE"] = server.Database,
                ["MOMENTOFTRUTH"] = $"dotnet {Path.Combine(AppContext.BaseDirectory, "MomentOfTruth.Web.dll")}",
            },
        };
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, said[0], said[1]);
    }
}
