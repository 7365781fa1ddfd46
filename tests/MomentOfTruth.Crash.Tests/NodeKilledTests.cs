using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests;
using Npgsql;

namespace MomentOfTruth.Crash.Tests;

/// <summary>Two nodes on one PostgreSQL store, of which one is killed while customers write through both.</summary>
public sealed class NodeKilledTests
{
    private const string Slug = "two-nodes", Email = "administrator@example.test", Password = "seven herons under a lantern";

    private const int Moments = 2, BeforeTheKill = 40, AfterIt = 40;

    [PostgreSqlFact]
    public async Task Killed_WhileCustomersWriteThroughBoth_LosesNothingThatWasAcknowledged_AndSignsNobodyOut()
    {
        await using var store = await ServerStore.CreateAsync();
        var company = await PrepareAsync(store);
        await using var first = ServedNode.Start(store.ConnectionString);
        await using var second = ServedNode.Start(store.ConnectionString);
        await Task.WhenAll(first.ReadyAsync(), second.ReadyAsync());
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var signedIn = await browser.PostFormAsync(
            $"{first.Address}en/sign-in", new() { ["Input.Email"] = Email, ["Input.Password"] = Password });
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);

        var (customers, stop) = (new Customers(), new CancellationTokenSource());
        var (before, after) = (new Countdown(BeforeTheKill), new Countdown(AfterIt));
        var onFirst = customers.WriteAsync(first.Address, Slug, before.Count, CancellationToken.None);
        var onSecond = customers.WriteAsync(
            second.Address,
            Slug,
            () =>
            {
                before.Count();
                if (onFirst.IsCompleted)
                {
                    after.Count();
                }
            },
            stop.Token);
        await before.DoneAsync(onSecond);
        await first.KillAsync();
        await onFirst;
        await after.DoneAsync(onSecond);
        await stop.CancelAsync();
        await onSecond;
        stop.Dispose();

        Assert.Empty(customers.Refused);
        using var page = await browser.GetAsync(new Uri(second.Address, "/en/admin"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        await using var db = store.Open();
        var stored = await db.JourneysOf(company.Id).Select(j => new { j.Id, j.Facts.Zeros, Moments = j.Moments.Count }).ToListAsync();
        Assert.Empty(customers.Acknowledged.Except(stored.Select(j => j.Id)));
        Assert.All(stored, journey => Assert.Equal((Moments, 1), (journey.Moments, journey.Zeros)));
        Assert.Equal(stored.Count, await db.Receipts.CountAsync());
        Assert.Equal(stored.Count, await db.SearchEntries.CountAsync());
        Assert.Empty(await new FactsLedger(db).VerifyAsync(company.Id, null, default));
    }

    private static async Task<Company> PrepareAsync(ServerStore store)
    {
        await ServedNode.CommandAsync(store.ConnectionString, "", "migrate");
        await ServedNode.CommandAsync(store.ConnectionString, Password, "admin", "create", "--email", Email);
        await using var db = store.Open();
        var company = new Company(Slug, "Two Nodes", "Asia/Seoul");
        db.Add(company);
        db.AddRange(new Touchpoint(company.Id, "Shop", Channel.Store), new Touchpoint(company.Id, "Activation", Channel.Device));
        await db.SaveChangesAsync();
        return company;
    }

    /// <summary>Waits until something has happened so often.</summary>
    private sealed class Countdown(int times)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = times;

        public void Count()
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _done.SetResult();
            }
        }

        /// <param name="work">What makes it happen; if it ends before, that is the failure.</param>
        public async Task DoneAsync(Task work)
        {
            if (await Task.WhenAny(_done.Task, work) == work)
            {
                await work;
                Assert.Fail("The customers ended by themselves.");
            }
        }
    }
}

/// <summary>A test that needs a PostgreSQL server, and is skipped where there is none.</summary>
public sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute() => Skip = ServerStore.Server is null ? "MOT_TEST_POSTGRES names no PostgreSQL server." : null;
}

/// <summary>A database of its own on the server of MOT_TEST_POSTGRES.</summary>
internal sealed class ServerStore : IAsyncDisposable
{
    private readonly string _name = "mot_crash_" + Guid.NewGuid().ToString("N");

    public static string? Server => Environment.GetEnvironmentVariable("MOT_TEST_POSTGRES") is { Length: > 0 } server ? server : null;

    // On a busy machine a connection may take longer than a person would wait.
    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(Server) { Database = _name, MaxPoolSize = 40, Timeout = 60 }.ConnectionString;

    public static async Task<ServerStore> CreateAsync()
    {
        var store = new ServerStore();
        await OnServerAsync($"CREATE DATABASE {store._name}");
        return store;
    }

    public PostgreSqlAppDbContext Open() => new((DbContextOptions<PostgreSqlAppDbContext>)PostgreSqlAppDbContext.Configure(
        new DbContextOptionsBuilder<PostgreSqlAppDbContext>(), ConnectionString + ";Pooling=False").Options);

    public async ValueTask DisposeAsync() => await OnServerAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>One node of an installation on PostgreSQL, as a process of its own.</summary>
internal sealed class ServedNode : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;

    private ServedNode(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static ServedNode Start(string store)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var process = Start(store, address, []);

        // What it says is not kept, and must not fill the pipe.
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new ServedNode(process, address);
    }

    /// <summary>Runs one command with this on its standard input; it has to succeed.</summary>
    public static async Task CommandAsync(string store, string input, params string[] words)
    {
        using var process = Start(store, null, words);
        var said = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(process.ExitCode == 0, await said);
    }

    /// <summary>Waits until it is ready.</summary>
    public async Task ReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience && !_process.HasExited;)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet: asking it is the waiting.
                await Task.Yield();
            }
        }

        throw new InvalidOperationException("The node was not ready in time.");
    }

    /// <summary>Ends it at once, without a chance to put anything in order.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static Process Start(string store, Uri? address, string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MomentOfTruth.Web.dll"), .. words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = address?.ToString(),
                ["Site__BaseAddress"] = "http://localhost",
                ["Database__Provider"] = "PostgreSql",
                ["Database__ConnectionString"] = store,
                ["Serilog__MinimumLevel__Default"] = "Error",
                ["Limits__SecondsToFillIn"] = "0",
            },
        };

        // One address sends all that a city would.
        foreach (var limit in (string[])
            ["JourneysPerHour", "CompanyJourneysPerHour", "DraftsPerHour", "FormPostsPerTenMinutes", "UnsentMegabytesPerHour", "CodesPerTenMinutes"])
        {
            start.Environment[$"Limits__{limit}"] = 100_000.ToString(CultureInfo.InvariantCulture);
        }

        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
