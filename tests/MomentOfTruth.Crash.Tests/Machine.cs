using System.Diagnostics;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Crash.Tests;

/// <summary>What a test may need of the machine.</summary>
public enum Need
{
    /// <summary>File systems in files, which can be mounted and shut down.</summary>
    Disks,

    /// <summary>System calls that fail to order.</summary>
    FailingCalls,

    /// <summary>A clock that can be set for one process.</summary>
    Clock,

    /// <summary>The programs of a PostgreSQL server.</summary>
    PostgreSql,

    /// <summary>Minutes: more than a run of all tests can spare.</summary>
    Time,
}

/// <summary>The machine's programs, and what it cannot do.</summary>
internal static class Machine
{
    public const string FakeClock = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

    private static readonly Dictionary<Need, string?> Reasons = Enum.GetValues<Need>().ToDictionary(need => need, Try);

    /// <summary>Why a test that needs this cannot run here; null if it can.</summary>
    public static string? Lacks(Need need) => Reasons[need];

    /// <summary>Runs a program to its end, and throws if it says that it failed.</summary>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {string.Concat(said)}");
        }
    }

    private static string? Try(Need need) => need switch
    {
        Need.Disks => ReasonOf(MountAsync),
        Need.FailingCalls => ReasonOf(() => RunAsync("strace", "-e", "trace=none", "true")),
        Need.Time => null,
        Need.Clock => File.Exists(FakeClock) ? null : $"There is no {FakeClock} (package libfaketime).",
        _ => Directory.Exists("/usr/lib/postgresql") ? null : "There is no PostgreSQL under /usr/lib/postgresql.",
    };

    private static string? ReasonOf(Func<Task> trial)
    {
        try
        {
            Task.Run(trial).GetAwaiter().GetResult();
            return null;
        }
        catch (Exception impossible)
        {
            return impossible.Message;
        }
    }

    private static async Task MountAsync()
    {
        using var folder = new TemporaryFolder();
        foreach (var kind in Disk.Kinds)
        {
            await using var disk = await Disk.CreateAsync(folder.Path, kind);
            await disk.PullAsync();
        }
    }
}
