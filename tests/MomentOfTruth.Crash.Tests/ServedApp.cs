using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MomentOfTruth.Crash.Tests;

/// <summary>
/// The app as a process of its own, as an operator starts it: it can be ended in every way. <c>MOT_CRASH_APP</c> names the folder of the
/// published app; without it the one that was built with the tests is taken.
/// </summary>
internal sealed class ServedApp : IAsyncDisposable
{
    private const string Dll = "MomentOfTruth.Web.dll";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string Folder = Environment.GetEnvironmentVariable("MOT_CRASH_APP") ?? AppContext.BaseDirectory;

    private readonly Process _process;

    private ServedApp(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>The bytes of memory that it holds now.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>How long it took from the start until it was ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static Task<ServedApp> StartAsync(CrashStore store, params (string Name, string Value)[] settings) =>
        StartAsync([Path.Combine(Folder, Dll)], [.. store.Settings, .. settings]);

    /// <summary>
    /// Starts it with what <see cref="Careless"/> makes of it. That must be found beside the app, so that it is always the one that was
    /// built with the tests.
    /// </summary>
    public static Task<ServedApp> StartCarelessAsync(CrashStore store)
    {
        var tests = Path.Combine(AppContext.BaseDirectory, typeof(Careless).Assembly.GetName().Name!);
        string[] words =
        [
            "exec",
            "--depsfile", tests + ".deps.json",
            "--runtimeconfig", Path.Combine(AppContext.BaseDirectory, Path.ChangeExtension(Dll, "runtimeconfig.json")),
            Path.Combine(AppContext.BaseDirectory, Dll),
        ];
        return StartAsync(words, [.. store.Settings, ("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", Path.GetFileName(tests))]);
    }

    /// <summary>Runs one command to its end.</summary>
    public static Task<(int Exit, string Output)> CommandAsync(CrashStore store, params string[] words) => ReadingCommandAsync(store, "", words);

    /// <summary>Runs one command to its end, which reads this from its standard input.</summary>
    public static async Task<(int Exit, string Output)> ReadingCommandAsync(CrashStore store, string input, params string[] words)
    {
        using var process = Begin(store, words);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    /// <summary>Begins a command, which may be killed.</summary>
    public static Process Begin(CrashStore store, params string[] words) =>
        Start([Path.Combine(Folder, Dll), .. words], address: null, store.Settings);

    /// <summary>The status of the page that tells whether it can read and write its store.</summary>
    public async Task<HttpStatusCode> ReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return answer.StatusCode;
    }

    /// <summary>Ends it at once, without a chance to put anything in order.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end.</summary>
    public Task AskToStopAsync() => Machine.RunAsync("kill", "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Waits until it has ended, and returns its exit code.</summary>
    public async Task<int> EndedAsync()
    {
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

    private static async Task<ServedApp> StartAsync(string[] words, IEnumerable<(string Name, string Value)> settings)
    {
        var (address, watch) = (new Uri($"http://127.0.0.1:{FreePort()}"), Stopwatch.StartNew());
        var app = new ServedApp(Start(words, address, settings), address);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (watch.Elapsed < Patience && !app._process.HasExited && await look.WaitForNextTickAsync())
        {
            try
            {
                if (await app.ReadyAsync() == HttpStatusCode.OK)
                {
                    app.ReadyAfter = watch.Elapsed;
                    return app;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }

        await app.DisposeAsync();
        throw new InvalidOperationException("The app was not ready in time.");
    }

    private static Process Start(IEnumerable<string> words, Uri? address, IEnumerable<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo("dotnet", words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = address?.ToString(),
                ["Site__BaseAddress"] = "http://localhost",
                ["Serilog__MinimumLevel__Default"] = "Error",

                // It ends before what is measured for a faster second compilation could pay.
                ["DOTNET_TieredPGO"] = "0",

                // One address sends all that a city would.
                ["Limits__JourneysPerHour"] = "1000000",
                ["Limits__CompanyJourneysPerHour"] = "1000000",
                ["Limits__DraftsPerHour"] = "1000000",
                ["Limits__FormPostsPerTenMinutes"] = "1000000",
                ["Limits__ChangesPerTenMinutes"] = "1000000",
                ["Limits__PhotosPerHour"] = "1000000",
                ["Limits__UnsentMegabytesPerHour"] = "100000",
                ["Limits__CodesPerTenMinutes"] = "1000000",
                ["Limits__SecondsToFillIn"] = "0",
            },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

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
