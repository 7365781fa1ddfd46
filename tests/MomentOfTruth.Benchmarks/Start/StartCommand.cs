using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MomentOfTruth.Benchmarks.Load;

namespace MomentOfTruth.Benchmarks.Start;

/// <summary>
/// <c>start</c>: measures how long published apps take from nothing to ready on stores of several sizes, what memory they then hold, and
/// how large they are.
/// </summary>
internal static class StartCommand
{
    private const int MostRounds = 100;
    private const double Mebi = 1024 * 1024;

    // Long enough for the work that begins once the app serves.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    public static Task<int> RunAsync(string[] args)
    {
        var apps = new Option<DirectoryInfo[]>("--app")
        {
            Description = "Folder of a published app; several take turns.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var work = new Option<DirectoryInfo>("--work") { Description = "Folder for the stores; they are kept and used again.", Required = true };
        var journeys = new Option<int[]>("--journeys")
        {
            Description = "Journeys of the stores.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [0, 1_000_000],
        };
        var rounds = new Option<int>("--rounds") { Description = "Rounds; the table has their medians.", DefaultValueFactory = _ => 7 };
        var port = new Option<int>("--port") { Description = "A port on the loopback interface.", DefaultValueFactory = _ => 5130 };
        var command = new RootCommand("Measures how long the app takes to be ready.") { apps, work, journeys, rounds, port };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            [.. parsed.GetRequiredValue(apps).Select(app => app.FullName)],
            parsed.GetRequiredValue(work).FullName,
            parsed.GetRequiredValue(journeys),
            Math.Clamp(parsed.GetValue(rounds), 1, MostRounds),
            parsed.GetValue(port),
            cancellationToken));
        return command.Parse(args).InvokeAsync();
    }

    private static async Task RunAsync(
        IReadOnlyList<string> apps, string work, IReadOnlyList<int> journeys, int rounds, int port, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(work);
        foreach (var count in journeys)
        {
            await FillAsync(apps[0], StoreOf(work, count), count, cancellationToken);
        }

        var cases = (from app in apps from count in journeys select new Case(app, count)).ToList();
        for (var round = -1; round < rounds; round++)
        {
            foreach (var each in cases)
            {
                var (time, memory) = await StartAsync(each.App, StoreOf(work, each.Journeys), port, cancellationToken);

                // The first round finds the files on the disk, the others in memory.
                if (round >= 0)
                {
                    each.Times.Add(time.TotalMilliseconds);
                    each.Memories.Add(memory / Mebi);
                }
            }
        }

        Console.WriteLine("| app | size, MiB | journeys | ready, ms | lowest to highest | memory after 5 s, MiB |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach (var each in cases)
        {
            var (ready, memory) = (Latencies.MedianOf(each.Times), Latencies.MedianOf(each.Memories));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Path.GetFileName(each.App)} | {SizeOf(each.App) / Mebi:0} | {each.Journeys:N0} | {ready:N0} | {each.Times.Min():N0} to {each.Times.Max():N0} | {memory:0} |"));
        }
    }

    private static async Task<(TimeSpan Time, long Memory)> StartAsync(string app, string store, int port, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var served = await AppProcess.ServeAsync(app, store, port, cancellationToken);
        var time = watch.Elapsed;
        await Task.Delay(Rest, cancellationToken);
        return (time, served.Memory);
    }

    // A store of none has its tables: making them is a part of the first start alone.
    private static async Task FillAsync(string app, string store, int journeys, CancellationToken cancellationToken)
    {
        if (!File.Exists(store))
        {
            string[] words = journeys == 0 ? ["migrate"] : ["demo", "--journeys", journeys.ToString(CultureInfo.InvariantCulture), "--companies", "20"];
            await AppProcess.RunAsync(app, store, words, cancellationToken);
        }
    }

    private static string StoreOf(string work, int journeys) => Path.Combine(work, FormattableString.Invariant($"{journeys}.db"));

    private static long SizeOf(string app) =>
        new DirectoryInfo(app).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private sealed record Case(string App, int Journeys)
    {
        public List<double> Times { get; } = [];

        public List<double> Memories { get; } = [];
    }
}
