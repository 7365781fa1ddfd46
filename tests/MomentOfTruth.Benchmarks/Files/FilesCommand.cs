using System.CommandLine;
using System.Globalization;
using MomentOfTruth.Benchmarks.Load;

namespace MomentOfTruth.Benchmarks.Files;

/// <summary>
/// <c>files</c>: export and import of moments by the published app, each beside SQLite's own shell in the same round: the same join written
/// as CSV, and the same file read into one bare table. Both are whole processes, from their start to their end.
/// </summary>
internal static class FilesCommand
{
    private const string Shell = "sqlite3";

    // The columns of the app's file, as they are stored.
    private const string Join = """
        SELECT lower(hex(j.Id)) AS journey, c.Name AS company, p.Name AS product, m.Position AS position, t.Name AS touchpoint, m.Channel AS channel,
            m.OccurredOn AS occurred_on, m.OccurredAt AS occurred_at, m.Score / 10.0 AS score, m.Story AS story, j.Outcome AS outcome, j.Day AS ended_on,
            j.IsOrdered AS ordered
        FROM Journeys j JOIN Companies c ON c.Id = j.CompanyId JOIN Moments m ON m.CompanyId = j.CompanyId AND m.JourneyId = j.Id
            JOIN Touchpoints t ON t.CompanyId = m.CompanyId AND t.Id = m.TouchpointId LEFT JOIN Products p ON p.CompanyId = j.CompanyId AND p.Id = j.ProductId
        ORDER BY c.Slug, j.Id, m.Position;
        """;

    private const string Mapping = """
        {
          "shape": "long", "company": { "column": "company" }, "journey": { "column": "journey" }, "product": { "column": "product" },
          "touchpoint": { "column": "touchpoint" }, "channel": { "column": "channel" },
          "occurredOn": { "column": "occurred_on", "formats": ["yyyy-MM-dd"] }, "endedOn": { "column": "ended_on", "formats": ["yyyy-MM-dd"] },
          "score": { "column": "score", "low": 0, "high": 10 }, "story": { "column": "story" }, "outcome": { "column": "outcome" }
        }
        """;

    private static readonly Dictionary<string, string> Nothing = [];

    public static Task<int> RunAsync(string[] args)
    {
        var app = new Option<DirectoryInfo>("--app") { Description = "Folder of the published app.", Required = true };
        var work = new Option<DirectoryInfo>("--work") { Description = "Folder for the stores and files.", Required = true };
        var journeys = new Option<int>("--journeys") { Description = "Journeys of the small store; the large one has ten times as many.", DefaultValueFactory = _ => 100_000 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds; the tables have their medians.", DefaultValueFactory = _ => 7 };
        var command = new RootCommand("Measures export and import.") { app, work, journeys, rounds };
        command.SetAction((parsed, cancellationToken) => MeasureAsync(
            parsed.GetRequiredValue(app).FullName, parsed.GetRequiredValue(work), parsed.GetValue(journeys), parsed.GetValue(rounds), cancellationToken));
        return command.Parse(args).InvokeAsync();
    }

    private static async Task MeasureAsync(string app, DirectoryInfo work, int journeys, int rounds, CancellationToken cancellationToken)
    {
        work.Create();
        var (small, large) = (await StoreAsync(app, work, journeys, cancellationToken), await StoreAsync(app, work, journeys * 10, cancellationToken));
        var (file, beside) = (Path.Combine(work.FullName, "moments.csv"), Path.Combine(work.FullName, "beside.csv"));
        var (exports, joins, larger) = (new List<MeasuredRun>(), new List<MeasuredRun>(), new List<MeasuredRun>());
        var (imports, tables) = (new List<MeasuredRun>(), new List<MeasuredRun>());
        var mapping = Path.Combine(work.FullName, "mapping.json");
        await File.WriteAllTextAsync(mapping, Mapping, cancellationToken);
        for (var round = 0; round < rounds; round++)
        {
            larger.Add(await AppAsync(app, large, ["export", "--what", "moments", "--out", file], cancellationToken));
            exports.Add(await AppAsync(app, small, ["export", "--what", "moments", "--out", file], cancellationToken));
            joins.Add(await MeasuredRun.OfAsync(Shell, ["-csv", "-header", small, $".once {beside}", Join], null, Nothing, cancellationToken));
            imports.Add(await ImportAsync(app, work, file, mapping, cancellationToken));
            tables.Add(await TableAsync(work, file, cancellationToken));
        }

        Tell("export", $"{Shell} -csv", exports, joins);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"export of ten times the rows: {Median(larger, r => r.Took.TotalSeconds):0.0} s, peak {Median(larger, r => r.PeakMegabytes):0} MiB, {Median(larger.Zip(exports, (l, s) => l.PeakMegabytes - s.PeakMegabytes)):0.0} MiB more"));
        Tell("import", $"{Shell} .import", imports, tables);
    }

    private static async Task<string> StoreAsync(string app, DirectoryInfo work, int journeys, CancellationToken cancellationToken)
    {
        var file = Path.Combine(work.FullName, FormattableString.Invariant($"files-{journeys}.db"));
        await AppProcess.RunAsync(app, file, ["demo", "--journeys", FormattableString.Invariant($"{journeys}"), "--companies", "20", "--seed", "1"], cancellationToken);
        return file;
    }

    private static Task<MeasuredRun> AppAsync(string app, string store, IEnumerable<string> words, CancellationToken cancellationToken) => MeasuredRun.OfAsync(
        "dotnet",
        [Path.Combine(app, AppProcess.Dll), .. words],
        null,
        new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Site__BaseAddress"] = "http://localhost",
            ["Database__Provider"] = "Sqlite",
            ["Database__ConnectionString"] = $"Data Source={store}",
        },
        cancellationToken);

    private static async Task<MeasuredRun> ImportAsync(string app, DirectoryInfo work, string file, string mapping, CancellationToken cancellationToken)
    {
        var store = Fresh(work, "import.db");
        await AppAsync(app, store, ["migrate"], cancellationToken);
        return await AppAsync(app, store, ["import", file, "--mapping", mapping], cancellationToken);
    }

    private static Task<MeasuredRun> TableAsync(DirectoryInfo work, string file, CancellationToken cancellationToken) => MeasuredRun.OfAsync(
        Shell,
        [Fresh(work, "table.db"), "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", $".import --csv {file} moments"],
        null,
        Nothing,
        cancellationToken);

    private static string Fresh(DirectoryInfo work, string name)
    {
        var file = Path.Combine(work.FullName, name);
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(file + suffix);
        }

        return file;
    }

    private static void Tell(string name, string other, List<MeasuredRun> own, List<MeasuredRun> beside) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {Median(own, r => r.Took.TotalSeconds):0.00} s, peak {Median(own, r => r.PeakMegabytes):0} MiB; {other}: {Median(beside, r => r.Took.TotalSeconds):0.00} s; ratio {Median(beside.Zip(own, (b, o) => b.Took / o.Took)):0.00}"));

    private static double Median(IEnumerable<double> numbers) => Latencies.MedianOf(numbers);

    private static double Median(IEnumerable<MeasuredRun> runs, Func<MeasuredRun, double> number) => Median(runs.Select(number));
}
