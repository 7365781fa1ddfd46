using System.Globalization;

namespace MomentOfTruth.Crash.Tests;

/// <summary>A line of the table that <c>full.sh</c> prints: what was done how often, and what came of it.</summary>
internal static class Report
{
    public static void Write(string what, int times, int acknowledged, int lost, int partial, string besides)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture, $"| {what} | {times} | {acknowledged:N0} | {lost:N0} | {partial:N0} | {besides} |");
        Console.WriteLine(line);
        if (Environment.GetEnvironmentVariable("MOT_CRASH_REPORT") is { Length: > 0 } file)
        {
            File.AppendAllText(file, line + Environment.NewLine);
        }
    }

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
