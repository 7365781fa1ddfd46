using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace MomentOfTruth.Crash.Tests;

/// <summary>
/// A PostgreSQL server and two standbys, one of which must confirm every commit. The server can be killed: then the standby that has more
/// becomes the server, the other one follows it, and the killed one comes back as a new standby.
/// </summary>
internal sealed class PostgreSqlServers : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mot-servers-").FullName;
    private readonly string[] _names = ["a", "b", "c"];
    private readonly int[] _ports = [FreePort(), FreePort(), FreePort()];
    private int _primary;

    private PostgreSqlServers()
    {
    }

    /// <summary>The server that is written to.</summary>
    public string Primary => $"Host=127.0.0.1;Port={_ports[_primary]};Username=postgres;Database=mot";

    /// <summary>All of them, of which the one that can be written to is taken.</summary>
    public string All => $"Host={string.Join(',', _ports.Select(port => $"127.0.0.1:{port}"))};Username=postgres;Database=mot;"
        + "Maximum Pool Size=40;Target Session Attributes=read-write";

    // Debian keeps the programs off the path; the newest server.
    private static string Programs => Directory.GetDirectories("/usr/lib/postgresql")
        .OrderBy(version => double.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture))
        .Select(version => Path.Combine(version, "bin"))
        .Last();

    public static async Task<PostgreSqlServers> StartAsync()
    {
        var servers = new PostgreSqlServers();
        if (Environment.UserName == "root")
        {
            // PostgreSQL refuses to run as root.
            await RunAsync("chown", "postgres", servers._folder);
        }

        await RunProgramAsync(
            "initdb", "-D", servers.Folder(0), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
        await servers.StartAsync(0);
        await servers.OnAsync(0, "CREATE DATABASE mot");
        await servers.OnAsync(0, "ALTER SYSTEM SET wal_keep_size = '256MB'");
        await servers.OnAsync(0, $"ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 ({string.Join(", ", servers._names)})'");
        await servers.AddStandbyAsync(1);
        await servers.AddStandbyAsync(2);
        await servers.OnAsync(0, "SELECT pg_reload_conf()");
        return servers;
    }

    /// <summary>Kills the server, all its processes at once, as when its power goes.</summary>
    public Task KillPrimaryAsync() => KillAsync(_primary);

    /// <summary>Makes the standby that has more the server, and lets the other one follow it.</summary>
    public async Task PromoteAsync()
    {
        var left = Enumerable.Range(0, _names.Length).Where(i => i != _primary).ToArray();
        var has = await Task.WhenAll(left.Select(i => OnAsync(i, "SELECT pg_wal_lsn_diff(pg_last_wal_receive_lsn(), '0/0')")));
        var (next, other) = (decimal)has[0]! >= (decimal)has[1]! ? (left[0], left[1]) : (left[1], left[0]);
        await RunProgramAsync("pg_ctl", "promote", "-w", "-D", Folder(next));
        _primary = next;
        await OnAsync(other, $"ALTER SYSTEM SET primary_conninfo = '{ConnectionOf(other)}'");
        await OnAsync(other, "SELECT pg_reload_conf()");
    }

    /// <summary>Makes the killed server a new standby.</summary>
    public Task ReplaceAsync() =>
        AddStandbyAsync(Array.FindIndex(_names, name => !File.Exists(Path.Combine(_folder, name, "postmaster.pid"))));

    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < _names.Length; i++)
        {
            await KillAsync(i);
        }

        await RunAsync("rm", "-rf", _folder);
    }

    private string Folder(int i) => Path.Combine(_folder, _names[i]);

    private string ConnectionOf(int standby) => $"host=127.0.0.1 port={_ports[_primary]} user=postgres application_name={_names[standby]}";

    private async Task AddStandbyAsync(int i)
    {
        await RunAsync("rm", "-rf", Folder(i));
        await RunProgramAsync(
            "pg_basebackup", "-D", Folder(i), "-R", "-X", "stream", "--checkpoint=fast", "--no-sync", "-d", ConnectionOf(i));
        await StartAsync(i);
    }

    private Task StartAsync(int i) => RunProgramAsync(
        "pg_ctl", "start", "-w", "-D", Folder(i), "-l", Folder(i) + ".log",
        "-o", $"-p {_ports[i]} -k {_folder} -c listen_addresses=127.0.0.1 -c max_connections=100");

    private async Task KillAsync(int i)
    {
        var file = Path.Combine(Folder(i), "postmaster.pid");
        if (File.Exists(file) && await File.ReadAllLinesAsync(file) is [var pid, ..])
        {
            await RunAsync("bash", "-c", $"kill -KILL {pid} $(pgrep -P {pid}) || true");
            File.Delete(file);
        }
    }

    private async Task<object?> OnAsync(int i, string sql)
    {
        await using var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={_ports[i]};Username=postgres;Database=postgres;Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static Task RunProgramAsync(string program, params string[] arguments) => Environment.UserName == "root"
        ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(Programs, program), .. arguments])
        : RunAsync(Path.Combine(Programs, program), arguments);

    // Its output goes nowhere: a server that it starts would keep a pipe open.
    private static Task RunAsync(string program, params string[] arguments) =>
        Machine.RunAsync("bash", ["-c", "cd / && \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
