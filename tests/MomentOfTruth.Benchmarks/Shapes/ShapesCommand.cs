using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MomentOfTruth.Domain.Ledger;

namespace MomentOfTruth.Benchmarks.Shapes;

/// <summary>
/// <c>shapes</c>: measures ways to store the ledger on SQLite, each alone in a file of its own: a compact row that holds all counts of a
/// period, which the product has, and a narrow row a count. Both store the same counts and must read the same numbers.
/// </summary>
internal static class ShapesCommand
{
    private const int Batch = 500, Singles = 2_000, Views = 21, YearInDays = 365;

    public static Task<int> RunAsync(string[] args)
    {
        var work = new Option<DirectoryInfo>("--work") { Description = "Folder for the files.", Required = true };
        var journeys = new Option<int>("--journeys") { Description = "Journeys in all.", DefaultValueFactory = _ => 1_000_000 };
        var companies = new Option<int>("--companies") { Description = "Companies.", DefaultValueFactory = _ => 20 };
        var command = new RootCommand("Measures shapes of the ledger.") { work, journeys, companies };
        command.SetAction(parsed =>
        {
            parsed.GetRequiredValue(work).Create();
            Console.WriteLine("| shape | journeys/s, 500 a commit | rows a journey | journeys/s, 1 a commit | rows a journey | bytes a journey | 365 days, ms | all time, ms |");
            Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
            var plan = new DrawnCompanies(parsed.GetValue(journeys), parsed.GetValue(companies));
            var totals = new Func<string, LedgerShape>[] { file => new BagShape(file), file => new RowShape(file) }
                .Select(open => Measure(Path.Combine(parsed.GetRequiredValue(work).FullName, "shape.db"), open, plan))
                .ToList();
            return totals.Distinct().Count() == 1 ? 0 : throw new InvalidOperationException("The shapes do not hold the same counts.");
        });
        return command.Parse(args).InvokeAsync();
    }

    // Returns what was read at the end, so that the shapes can be compared.
    private static string Measure(string file, Func<string, LedgerShape> open, DrawnCompanies plan)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(file + suffix);
        }

        using var shape = open(file);
        var (batched, batchedRows) = Write(shape, plan.Journeys(0), Batch);
        shape.Checkpoint();
        var bytes = new FileInfo(file).Length / (double)plan.Count;
        var (single, singleRows) = Write(shape, plan.Journeys(1).Take(Singles), 1);
        var company = plan.Companies[0];
        var (year, _) = View(() => shape.Read(company, DrawnCompanies.LastDay.AddDays(1 - YearInDays)));
        var (ever, totals) = View(() => shape.Read(company, null));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {shape.Name} | {batched:N0} | {batchedRows:0.0} | {single:N0} | {singleRows:0.0} | {bytes:0} | {year:0.0} | {ever:0.0} |"));
        return totals;
    }

    private static (double PerSecond, double RowsEach) Write(LedgerShape shape, IEnumerable<CountedJourney> journeys, int batch)
    {
        var (written, rows, watch) = (0, 0L, new Stopwatch());
        foreach (var some in journeys.Chunk(batch))
        {
            var tally = new Tally();
            Array.ForEach(some, tally.Add);
            watch.Start();
            rows += shape.Add(tally);
            watch.Stop();
            written += some.Length;
        }

        return (written / watch.Elapsed.TotalSeconds, rows / (double)written);
    }

    private static (double Milliseconds, string Totals) View(Func<LedgerTotals> read)
    {
        var (times, totals) = (new List<double>(), "");
        for (var i = 0; i < Views; i++)
        {
            var watch = Stopwatch.StartNew();
            var found = read();
            times.Add(watch.Elapsed.TotalMilliseconds);
            totals = string.Create(CultureInfo.InvariantCulture,
                $"{found.N(TallyKind.Journeys)} {found.Mean(TallyKind.Product)} {found.Count} {found.Scores().Sum(s => s.N * s.Tenths)}");
        }

        return (times.Order().ElementAt(Views / 2), totals);
    }
}
