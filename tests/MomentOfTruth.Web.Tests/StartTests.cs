using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;
using MomentOfTruth.Web.Commands;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests;

/// <summary>How the executable starts, and what it says when it cannot.</summary>
public sealed class StartTests
{
    private const string PublicKey = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    [Theory]
    [InlineData("Database__Provider", "Oracle", "Database:Provider")]
    [InlineData("Database__ConnectionString", "", "ConnectionString")]
    [InlineData("Database__ConnectionString", "Data Source=/nowhere/at/all/a.db", "unable to open database file")]
    [InlineData("Database__ConnectionString", "nonsense", "Database:ConnectionString")]
    [InlineData("Database__ConnectionString", "Data Sauce=a.db", "Database:ConnectionString")]
    [InlineData("Limits__JourneysPerHour", "many", "Limits:JourneysPerHour")]
    [InlineData("Limits__JourneysPerHour", "0", "JourneysPerHour")]
    [InlineData("ASPNETCORE_URLS", "nonsense", "ASPNETCORE_URLS")]
    [InlineData("Site__BaseAddress", "feedback.example.com", "Site:BaseAddress")]
    [InlineData("Site__BaseAddress", "https://feedback.example.com/at/a/path", "Site:BaseAddress")]
    [InlineData("Site__BaseAddress", "", "Site:BaseAddress")]
    [InlineData("Site__DefaultZone", "Moon/Crater", "Site:DefaultZone")]
    [InlineData("Proxies__0", "10.0.0.0/99", "Proxies:0")]
    [InlineData("Proxies__1", "proxy.example", "Proxies:1")]
    [InlineData("Mail__Host", "mail.example", "Mail:From")]
    [InlineData("Mail__Port", "many", "Mail:Port")]
    [InlineData("Mail__Security", "Perhaps", "Mail:Security")]
    [InlineData("Push__PublicKey", PublicKey, "Push:PrivateKey")]
    [InlineData("Push__PublicKey", "nonsense", "Push:PublicKey")]
    [InlineData("Push__PrivateKey", "nonsense", "Push:PrivateKey must be 32 bytes")]
    [InlineData("Push__Subject", "somebody", "Push:Subject")]
    [InlineData("Push__Services__0", "push.example.com", "Push:Services:0")]
    [InlineData("Admin__Email", "nobody at all", "Admin:Email")]
    [InlineData("Metrics__Token", "a-token-of-31-characters-so-few", "Metrics:Token")]
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
            "ASPNETCORE_URLS", isProcess: true);
    }

    [Fact]
    public async Task Address_OfTheSite_IsNeededToServe_AndNotForACommand()
    {
        using var folder = new TemporaryFolder();
        (string, string)[] settings = [("Database__ConnectionString", $"Data Source={Path.Combine(folder.Path, "a.db")}")];

        await AssertOneLineAsync(settings, "Site:BaseAddress");

        Assert.Equal(0, (await Executable.RunAsync(settings, "facts", "verify")).Exit);
    }

    [Fact]
    public async Task Settings_AreRefused_BeforeTheStoreIsMade()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "a.db");

        await AssertOneLineAsync(
            [("Database__ConnectionString", $"Data Source={file}"), ("Site__BaseAddress", "https://mot.example"), ("Proxies__0", "nobody")], "Proxies:0");

        Assert.False(File.Exists(file));
    }

    // What a server says that knows another password; the tests' own server asks for none.
    [Theory]
    [InlineData()]
    [InlineData("migrate")]
    [InlineData("user", "list")]
    public async Task Password_OfTheDatabase_ThatIsWrong_IsOneLine_AndExit1(params string[] words)
    {
        using var server = new RefusingServer("28P01", "password authentication failed for user \"mot\"");

        await AssertOneLineAsync(
            [
                ("Database__Provider", nameof(DatabaseProvider.PostgreSql)), ("Site__BaseAddress", "https://mot.example"),
                ("Database__ConnectionString", $"Host=127.0.0.1;Port={server.Port};Username=mot;Password=not-this-one;Timeout=60"),
            ],
            "Database:ConnectionString: 28P01: password authentication failed", words);
    }

    [Fact]
    public async Task Store_ThatWasNotMigrated_IsOneLine_AndExit1()
    {
        if (TestDatabase.Provider == DatabaseProvider.Sqlite)
        {
            return; // It is brought up to date at start.
        }

        await using var empty = new TestDatabase();

        await AssertOneLineAsync([.. Executable.On(empty), ("Site__BaseAddress", "https://mot.example")], "Run the command \"migrate\" first.");
    }

    [Fact]
    public async Task Database_ThatIsNotThere_IsOneLine_AndExit1_ForCommandsToo() => await AssertOneLineAsync(
        [("Database__Provider", nameof(DatabaseProvider.PostgreSql)), ("Database__ConnectionString", "Host=127.0.0.1;Port=1;Username=nobody;Timeout=2")],
        "127.0.0.1:1", isProcess: true, "measures");

    [Fact]
    public async Task Migrate_OfAnEmptyDatabase_LogsNothing_AndSaysWhatItDid()
    {
        await using var empty = new TestDatabase();

        var first = await Executable.StartAsync(Executable.On(empty), "", "migrate");
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

    private static Task AssertOneLineAsync((string, string)[] settings, string named, params string[] words) =>
        AssertOneLineAsync(settings, named, isProcess: false, words);

    private static async Task AssertOneLineAsync((string, string)[] settings, string named, bool isProcess, params string[] words)
    {
        var (exit, output, error) = isProcess ? await Executable.StartAsync(settings, "", words) : await Executable.RunAsync(settings, words);

        Assert.True(exit == 1, output + error);
        Assert.Equal("", output);
        var line = Assert.Single(error.Trim().Split('\n'));
        Assert.Contains(named, line, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Speaks as much of PostgreSQL's protocol as it takes to refuse whoever connects.</summary>
    private sealed class RefusingServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public RefusingServer(string state, string message)
        {
            _listener.Start();
            _ = RefuseAllAsync(state, message);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void Dispose() => _listener.Dispose();

        private async Task RefuseAllAsync(string state, string message)
        {
            var fields = Encoding.UTF8.GetBytes($"SFATAL\0VFATAL\0C{state}\0M{message}\0\0");
            byte[] refusal = [(byte)'E', .. BitConverter.GetBytes(IPAddress.HostToNetworkOrder(fields.Length + 4)), .. fields];
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    var (stream, read) = (client.GetStream(), new byte[1024]);

                    // A request for encryption has eight bytes.
                    while (await stream.ReadAsync(read) is 8)
                    {
                        await stream.WriteAsync("N"u8.ToArray());
                    }

                    await stream.WriteAsync(refusal);
                }
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }
    }
}
