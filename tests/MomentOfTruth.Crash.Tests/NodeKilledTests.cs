using System.Net;
using MomentOfTruth.Web.Tests;
using Npgsql;

namespace MomentOfTruth.Crash.Tests;

/// <summary>Two nodes on one PostgreSQL store, of which one is killed while customers write through both.</summary>
public sealed class NodeKilledTests
{
    private const string Email = "administrator@example.test", Password = "seven herons under a lantern";

    [PostgreSqlFact]
    public async Task Killed_WhileCustomersWriteThroughBoth_LosesNothingThatWasAcknowledged_AndSignsNobodyOut()
    {
        await using var database = await ServerDatabase.CreateAsync();
        var store = CrashStore.OnServer(database.ConnectionString, database.ConnectionString);
        await store.PrepareAsync();
        var (exit, said) = await ServedApp.ReadingCommandAsync(store, Password, "admin", "create", "--email", Email);
        Assert.True(exit == 0, said);
        await using var first = await ServedApp.StartAsync(store);
        await using var second = await ServedApp.StartAsync(store);
        using var browser = Customers.Browser(second.Address);
        using var signedIn = await browser.PostFormAsync(
            $"{first.Address}en/sign-in", new() { ["Input.Email"] = Email, ["Input.Password"] = Password });
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);

        var (ofFirst, ofSecond) = (new Customers(), new Customers());
        ofFirst.Start(first.Address);
        ofSecond.Start(second.Address);
        await Task.WhenAll(ofFirst.UntilAsync(20), ofSecond.UntilAsync(20));
        await first.KillAsync();
        await ofSecond.UntilAsync(40);
        await ofFirst.StopAsync();
        await ofSecond.StopAsync();

        Assert.Equal(0, ofFirst.Refused + ofSecond.Refused);
        using var page = await browser.GetAsync(new Uri("/en/admin", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        await store.AssertWholeAsync(ofFirst.Acknowledged.Concat(ofSecond.Acknowledged).ToDictionary());
    }
}

/// <summary>A test that needs a PostgreSQL server, and is skipped where there is none.</summary>
public sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute() => Skip = ServerDatabase.Server is null ? "MOT_TEST_POSTGRES names no PostgreSQL server." : null;
}

/// <summary>A database of its own on the server of MOT_TEST_POSTGRES.</summary>
internal sealed class ServerDatabase : IAsyncDisposable
{
    private readonly string _name = "mot_crash_" + Guid.NewGuid().ToString("N");

    public static string? Server => Environment.GetEnvironmentVariable("MOT_TEST_POSTGRES") is { Length: > 0 } server ? server : null;

    // On a busy machine a connection may take longer than a person would wait.
    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(Server) { Database = _name, MaxPoolSize = 40, Timeout = 60 }.ConnectionString;

    public static async Task<ServerDatabase> CreateAsync()
    {
        var database = new ServerDatabase();
        await OnServerAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    public async ValueTask DisposeAsync() => await OnServerAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
