using System.CommandLine;
using MomentOfTruth.Benchmarks.Files;
using MomentOfTruth.Benchmarks.Load;
using MomentOfTruth.Benchmarks.Start;
using MomentOfTruth.Benchmarks.Writes;

namespace MomentOfTruth.Benchmarks;

/// <summary><c>all</c>: everything that is measured as a whole, one after another, each as it is measured by itself.</summary>
internal static class AllCommand
{
    public static Task<int> RunAsync(string[] args)
    {
        var app = new Option<DirectoryInfo>("--app") { Description = "Folder of the published app.", Required = true };
        var work = new Option<DirectoryInfo>("--work") { Description = "Folder for the stores, on the disk that is to be measured.", Required = true };
        var postgres = new Option<string>("--postgres") { Description = "Connection string of a PostgreSQL server, to measure it as well." };
        var command = new RootCommand("Measures everything.") { app, work, postgres };
        command.SetAction(parsed => RunAsync(parsed.GetRequiredValue(app).FullName, parsed.GetRequiredValue(work).FullName, parsed.GetValue(postgres)));
        return command.Parse(args).InvokeAsync();
    }

    private static async Task<int> RunAsync(string app, string work, string? postgres)
    {
        string[] each = ["--work", work], served = ["--app", app, .. each];
        List<(string Name, Func<Task<int>> Run)> all =
        [
            ("Writing", () => WritesCommand.RunAsync(each)),
            .. postgres is null ? [] : new[] { ("Writing, PostgreSQL", (Func<Task<int>>)(() => WritesCommand.RunAsync([.. each, "--postgres", postgres]))) },
            ("Files", () => FilesCommand.RunAsync(served)),
            ("Start", () => StartCommand.RunAsync(served)),
            ("Dashboard", () => LoadCommand.RunAsync(served)),
        ];
        var exit = 0;
        foreach (var (name, run) in all)
        {
            Console.WriteLine($"\n## {name}\n");
            exit = Math.Max(exit, await run());
        }

        return exit;
    }
}
