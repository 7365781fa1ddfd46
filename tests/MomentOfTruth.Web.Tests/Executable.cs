using System.Diagnostics;
using MomentOfTruth.Web.Commands;

namespace MomentOfTruth.Web.Tests;

/// <summary>Runs the product as an operator does, in Production.</summary>
public static class Executable
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Does in this process what the executable does with these words, by its own code from the first line to the exit code. A process of
    /// its own costs ten times as much, most of it for starting.
    /// </summary>
    public static Task<(int Exit, string Output, string Error)> RunAsync(
        IEnumerable<(string Name, string Value)> environment, params string[] words) => RunWithInputAsync(environment, "", words);

    /// <summary>The same with something on standard input.</summary>
    public static async Task<(int Exit, string Output, string Error)> RunWithInputAsync(
        IEnumerable<(string Name, string Value)> environment, string input, params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal(new StringReader(input), TextWriter.Synchronized(output), TextWriter.Synchronized(error));
        // The last one counts, as in an environment.
        var settings = environment.GroupBy(
            setting => KeyOf(setting.Name), (key, values) => KeyValuePair.Create(key, (string?)values.Last().Value));
        var exit = await Task.Run(() => Program.RunAsync(words, "Production", settings, terminal)).WaitAsync(LongEnough);
        return (exit, output.ToString(), error.ToString());
    }

    /// <summary>Runs it as a process: for what starting, ending and standard streams are about.</summary>
    public static async Task<(int Exit, string Output, string Error)> StartAsync(
        IEnumerable<(string Name, string Value)> environment, string input, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MomentOfTruth.Web.dll"), .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";

        // It ends before what is measured for a faster second compilation could pay.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var patience = new CancellationTokenSource(LongEnough);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    // As the environment's variables are read.
    private static string KeyOf(string variable) =>
        variable.Replace("ASPNETCORE_", "", StringComparison.Ordinal).Replace("__", ":", StringComparison.Ordinal);

    /// <summary>The settings of a store.</summary>
    public static IEnumerable<(string Name, string Value)> On(TestDatabase database) =>
        [("Database__Provider", TestDatabase.Provider.ToString()), ("Database__ConnectionString", database.ConnectionString)];
}
