using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using MomentOfTruth.Web.Commands;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests;

/// <summary>How the executable starts, and what it says when it cannot.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("Database__Provider", "Oracle", "Database:Provider")]
    [InlineData("Database__ConnectionString", "", "ConnectionString")]
    [InlineData("Database__ConnectionString", "Data Source=/nowhere/at/all/a.db", "unable to open database file")]
    [InlineData("Database__ConnectionString", "nonsense", "initialization string")]
    [InlineData("Limits__JourneysPerHour", "many", "Limits:JourneysPerHour")]
    [InlineData("Limits__JourneysPerHour", "0", "JourneysPerHour")]
    [InlineData("ASPNETCORE_URLS", "nonsense", "nonsense")]
    public async Task Setting_ThatIsWrong_IsOneLine_AndExit1(string setting, string value, string named)
    {
        using var folder = new TemporaryFolder();
        (string, string)[] settings =
        [
            ("Database__Provider", nameof(DatabaseProvider.Sqlite)), ("Database__ConnectionString", $"Data Source={Path.Combine(folder.Path, "a.db")}"),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("Serilog__MinimumLevel__Default", "Warning"), ("Site__BaseAddress", "https://mot.example"), (setting, value),
        ];

        await AssertOneLineAsync(settings, named);
    }

    [Fact]
    public async Task Port_ThatIsTaken_IsOneLine_AndExit1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var folder = new TemporaryFolder();

        await AssertOneLineAsync(
            [
                ("Database__ConnectionString", $"Data Source={Path.Combine(folder.Path, "a.db")}"), ("Serilog__MinimumLevel__Default", "Warning"),
                ("Site__BaseAddress", "https://mot.example"), ("ASPNETCORE_URLS", $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}"),
            ],
            "address already in use");
    }

    [Fact]
    public async Task Database_ThatIsNotThere_IsOneLine_AndExit1_ForCommandsToo() => await AssertOneLineAsync(
        [("Database__Provider", nameof(DatabaseProvider.PostgreSql)), ("Database__ConnectionString", "Host=127.0.0.1;Port=1;Username=nobody;Timeout=2")],
        "127.0.0.1:1", "measures");

    [Fact]
    public async Task Migrate_OfAnEmptyDatabase_LogsNothing_AndSaysWhatItDid()
    {
        await using var empty = new TestDatabase();

        var first = await Executable.RunAsync(Executable.On(empty), "migrate");
        var second = await Executable.RunAsync(Executable.On(empty), "migrate");

        Assert.Equal((0, ""), (first.Exit, first.Error));
        Assert.Matches(@"^The database is up to date: applied \d+_Initial(, \d+_\w+)*\.\s*$", first.Output);
        Assert.Equal((0, "The database was up to date.", ""), (second.Exit, second.Output.Trim(), second.Error));
    }

    [Theory]
    [InlineData("http://localhost:5000/health/live")]
    [InlineData("http://localhost:8080/health/live", "HTTP_PORTS", "8080;8081")]
    [InlineData("https://localhost:8443/health/live", "HTTPS_PORTS", "8443")]
    [InlineData("http://127.0.0.1:7000/health/live", "URLS", "http://127.0.0.1:7000")]
    [InlineData("http://localhost:7001/health/live", "URLS", "https://*:7000;http://+:7001")]
    [InlineData("http://[::1]:7000/health/live", "URLS", "http://[::1]:7000")]
    [InlineData("http://localhost:7000/health/live", "URLS", "http://[::]:7000")]
    [InlineData("http://localhost:7000/health/live", "URLS", "http://0.0.0.0:7000", "HTTP_PORTS", "8080")]
    [InlineData("http://localhost:7000/at/health/live", "URLS", "http://*:7000/at")]
    [InlineData("http://10.0.0.7:9000/health/live", "URLS", "http://*:7000", "Kestrel:Endpoints:Inside:Url", "http://10.0.0.7:9000")]
    public void Health_AsksWhereTheServerIsConfiguredToListen(string asked, params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Chunk(2).Select(s => KeyValuePair.Create(s[0], (string?)s[1])))
            .Build();

        Assert.Equal(asked, HealthCommand.AddressOf(configuration).AbsoluteUri);
    }

    private static async Task AssertOneLineAsync((string, string)[] settings, string named, params string[] words)
    {
        var (exit, output, error) = await Executable.RunAsync(settings, words);

        Assert.Equal(1, exit);
        Assert.Equal("", output);
        var line = Assert.Single(error.Trim().Split('\n'));
        Assert.Contains(named, line, StringComparison.OrdinalIgnoreCase);
    }
}
