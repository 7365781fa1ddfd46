using System.Diagnostics;
using System.Globalization;

namespace MomentOfTruth.Benchmarks.Files;

/// <summary>How long a program took as a whole, and the most memory that it had.</summary>
internal sealed record MeasuredRun(TimeSpan Took, double PeakMegabytes)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="input">What it reads from standard input; null for nothing.</param>
    /// <param name="settings">Its environment beyond this process's.</param>
    public static async Task<MeasuredRun> OfAsync(
        string program, IEnumerable<string> words, string? input, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        var (ended, peak) = (process.WaitForExitAsync(cancellationToken), 0d);
        while (!ended.IsCompleted)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            await Task.WhenAny(ended, Task.Delay(Between, cancellationToken));
        }

        await ended;
        var took = Stopwatch.GetElapsedTime(began);
        return process.ExitCode == 0
            ? new MeasuredRun(took, peak)
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {string.Concat(await said)}");
    }

    // The kernel keeps the highest mark itself; it is gone with the process.
    private static double PeakOf(int id)
    {
        try
        {
            var mark = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return mark is null ? 0 : double.Parse(mark.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
