using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MomentOfTruth.Crash.Tests;

/// <summary>The app as a process of its own on a SQLite file, as an operator starts it: it can be ended in every way.</summary>
internal sealed class ServedApp : IAsyncDisposable
{
    private const int SigTerm = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServedApp(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<ServedApp> StartAsync(string store)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var app = new ServedApp(Start(store, address, []), address);
        using var http = new HttpClient { BaseAddress = address };
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience && !app._process.HasExited;)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return app;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet: asking it is the waiting.
                await Task.Yield();
            }
        }

        await app.DisposeAsync();
        throw new InvalidOperationException("The app was not ready in time.");
    }

    /// <summary>Runs one command to its end.</summary>
    public static async Task<(int Exit, string Output)> CommandAsync(string store, params string[] words)
    {
        using var process = Start(store, null, words);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    /// <summary>Ends it at once, without a chance to put anything in order.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", [$"-{SigTerm}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
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
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = address?.ToString(),
                ["Site__BaseAddress"] = "http://localhost",
                ["Database__Provider"] = "Sqlite",
                ["Database__ConnectionString"] = $"Data Source={store}",
                ["Serilog__MinimumLevel__Default"] = "Error",

                // One address sends all that a city would.
                ["Limits__JourneysPerHour"] = "1000000",
                ["Limits__CompanyJourneysPerHour"] = "1000000",
                ["Limits__DraftsPerHour"] = "1000000",
                ["Limits__FormPostsPerTenMinutes"] = "1000000",
                ["Limits__UnsentMegabytesPerHour"] = "100000",
                ["Limits__CodesPerTenMinutes"] = "1000000",
                ["Limits__SecondsToFillIn"] = "0",
            },
        };
        var process = Process.Start(start)!;
        if (address is not null)
        {
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
        }

        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
