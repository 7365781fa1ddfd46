using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace MomentOfTruth.Web.Tests.Reliability;

/// <summary>A PostgreSQL server and a standby that must confirm every commit, in folders of their own. Either can be killed.</summary>
internal sealed class PostgreSqlPair : IAsyncDisposable
{
    private const string StandbyName = "s1";

    private readonly string _folder = Directory.CreateTempSubdirectory("mot-pair-").FullName;
    private readonly int _primaryPort = FreePort(), _standbyPort = FreePort();

    private PostgreSqlPair()
    {
    }

    public int PrimaryPort => _primaryPort;

    public int StandbyPort => _standbyPort;

    public string Primary => ConnectionString("127.0.0.1", _primaryPort);

    public string Standby => ConnectionString("127.0.0.1", _standbyPort);

    /// <summary>Names both servers, as an operator does; it is soon noticed that one is there again.</summary>
    public string Both =>
        ConnectionString($"127.0.0.1:{_primaryPort},127.0.0.1:{_standbyPort}", _primaryPort) + ";Host Recheck Seconds=1";

    // Debian keeps the programs off the path; the newest server.
    private static string Programs => Directory.GetDirectories("/usr/lib/postgresql")
        .OrderBy(version => double.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture))
        .Select(version => Path.Combine(version, "bin"))
        .LastOrDefault() ?? throw new InvalidOperationException("There are no programs of PostgreSQL under /usr/lib/postgresql.");

    public static async Task<PostgreSqlPair> StartAsync()
    {
        var pair = new PostgreSqlPair();
        if (Environment.UserName == "root")
        {
            // PostgreSQL refuses to run as root.
            await RunAsync("chown", "postgres", pair._folder);
        }

        await RunProgramAsync(
            "initdb", "-D", pair.Folder("primary"), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
        await pair.StartAsync("primary", pair._primaryPort);
        await RunProgramAsync(
            "pg_basebackup", "-D", pair.Folder("standby"), "-R", "-X", "stream", "--checkpoint=fast", "--no-sync",
            "-d", $"host=127.0.0.1 port={pair._primaryPort} user=postgres application_name={StandbyName}");
        await pair.StartStandbyAsync();
        await pair.OnPrimaryAsync("CREATE DATABASE mot");
        await pair.OnPrimaryAsync($"ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 ({StandbyName})'");
        await pair.OnPrimaryAsync("SELECT pg_reload_conf()");
        return pair;
    }

    public Task StartStandbyAsync() => StartAsync("standby", _standbyPort);

    public Task KillStandbyAsync() => KillAsync("standby");

    public Task KillPrimaryAsync() => KillAsync("primary");

    /// <summary>Lets the standby take from the primary all that is written, and show none of it.</summary>
    public Task PauseReplayAsync() => RunOnAsync(Standby, "SELECT pg_wal_replay_pause()");

    public Task ResumeReplayAsync() => RunOnAsync(Standby, "SELECT pg_wal_replay_resume()");

    /// <summary>Ends every connection to the standby but this one.</summary>
    public Task EndConnectionsToStandbyAsync() => RunOnAsync(
        Standby, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");

    /// <summary>Makes the standby the server that is written to.</summary>
    public Task PromoteAsync() => RunProgramAsync("pg_ctl", "promote", "-w", "-D", Folder("standby"));

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await KillStandbyAsync();
        await KillPrimaryAsync();
        await RunAsync("rm", "-rf", _folder);
    }

    private static string ConnectionString(string host, int port) =>
        $"Host={host};Port={port};Username=postgres;Database=mot;Maximum Pool Size=40";

    private string Folder(string name) => Path.Combine(_folder, name);

    // What is left of a server that was killed may hold its memory for a moment: then the new one ends at once.
    private async Task StartAsync(string name, int port)
    {
        const int MostTries = 50;
        for (var tries = 1; ; tries++)
        {
            try
            {
                await RunProgramAsync(
                    "pg_ctl", "start", "-w", "-D", Folder(name), "-l", Folder(name + ".log"),
                    "-o", $"-p {port} -k {_folder} -c listen_addresses=127.0.0.1 -c max_connections=100");
                return;
            }
            catch (InvalidOperationException) when (tries < MostTries)
            {
                // It is asked again.
            }
        }
    }

    // All its processes at once, as when the power goes.
    private async Task KillAsync(string name)
    {
        var file = Path.Combine(Folder(name), "postmaster.pid");
        if (File.Exists(file) && await File.ReadAllLinesAsync(file) is [var pid, ..])
        {
            await RunAsync("bash", "-c", $"kill -KILL {pid} $(pgrep -P {pid}) || true");
            File.Delete(file);
        }
    }

    private Task OnPrimaryAsync(string sql) =>
        RunOnAsync(Primary.Replace("Database=mot", "Database=postgres", StringComparison.Ordinal), sql);

    private static async Task RunOnAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static Task RunProgramAsync(string program, params string[] arguments) => Environment.UserName == "root"
        ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(Programs, program), .. arguments])
        : RunAsync(Path.Combine(Programs, program), arguments);

    // Its output goes nowhere: a server that it starts would keep a pipe open.
    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", ["-c", "\"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
