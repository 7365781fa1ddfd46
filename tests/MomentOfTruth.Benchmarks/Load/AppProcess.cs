using System.Diagnostics;

namespace MomentOfTruth.Benchmarks.Load;

/// <summary>
/// The app as a process of its own, on a SQLite file of its own: serving on the loopback interface, or running one command.
/// </summary>
internal sealed class AppProcess : IAsyncDisposable
{
    public const string Dll = "MomentOfTruth.Web.dll";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2), AsksEvery = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;

    private AppProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>The bytes of memory that it holds now.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Runs a command to its end and gives the lines it printed.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(
        string app, string store, IEnumerable<string> words, CancellationToken cancellationToken)
    {
        // In Development the demo's password is known.
        using var process = Start(app, store, "Development", null, words);
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginErrorReadLine();
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output.Split('\n') : throw new InvalidOperationException($"The command ended with {process.ExitCode}: {output}");
    }

    /// <summary>Starts serving as an operator would, and waits until it is ready.</summary>
    public static async Task<AppProcess> ServeAsync(string app, string store, int port, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        var served = new AppProcess(Start(app, store, "Production", address, []), address);
        served._process.OutputDataReceived += (_, _) => { };
        served._process.ErrorDataReceived += (_, _) => { };
        served._process.BeginOutputReadLine();
        served._process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = address };
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience && !served._process.HasExited; await Task.Delay(AsksEvery, cancellationToken))
        {
            if (await IsReadyAsync(http, cancellationToken))
            {
                return served;
            }
        }

        await served.DisposeAsync();
        throw new InvalidOperationException($"The app does not serve at {address}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Process Start(string app, string store, string environment, Uri? address, IEnumerable<string> words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(app, Dll), .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = environment,
                ["ASPNETCORE_URLS"] = address?.ToString(),
                ["Site__BaseAddress"] = "http://localhost",
                ["Database__Provider"] = "Sqlite",
                ["Database__ConnectionString"] = $"Data Source={store}",
            },
        };
        return Process.Start(start)!;
    }
}
