using System.CommandLine;
using System.Globalization;
using MomentOfTruth.Benchmarks.Load;

namespace MomentOfTruth.Benchmarks.Writes;

/// <summary>
/// <c>writes</c>: how fast journeys are logged durably on SQLite by many at once, with ledger and index of stories. The ways take turns in
/// every round, each with a file of its own: the product's writer; EF in a transaction a journey; and prepared statements, many journeys in
/// a transaction. First the clients call them, then they post a form to the product's server, which does.
/// </summary>
internal static class WritesCommand
{
    public static Task<int> RunAsync(string[] args)
    {
        var work = new Option<DirectoryInfo>("--work") { Description = "Folder for the files, on the disk that is to be measured.", Required = true };
        var clients = new Option<int>("--clients") { Description = "Clients at the same time.", DefaultValueFactory = _ => 32 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds; the table has their medians.", DefaultValueFactory = _ => 7 };
        var seconds = new Option<int>("--seconds") { Description = "How long each way writes in a round.", DefaultValueFactory = _ => 3 };
        var command = new RootCommand("Measures logging.") { work, clients, rounds, seconds };
        command.SetAction((parsed, cancellationToken) => MeasureAsync(
            parsed.GetRequiredValue(work), parsed.GetValue(clients), parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellationToken));
        return command.Parse(args).InvokeAsync();
    }

    private static async Task MeasureAsync(DirectoryInfo work, int clients, int rounds, TimeSpan length, CancellationToken cancellationToken)
    {
        work.Create();
        WayToWrite[] ways = [new ByProduct(), new BySaveChanges(), new ByStatements()];
        foreach (var way in ways)
        {
            await way.OpenAsync(Path.Combine(work.FullName, way.GetType().Name + ".db"), cancellationToken);
        }

        foreach (var isPosted in new[] { false, true })
        {
            Console.WriteLine(isPosted ? "\nPosted to the server:\n" : "The writer alone:\n");
            await MeasureAsync(ways, clients, rounds, length, isPosted, cancellationToken);
        }

        foreach (var way in ways)
        {
            await way.DisposeAsync();
        }
    }

    private static async Task MeasureAsync(
        WayToWrite[] ways, int clients, int rounds, TimeSpan length, bool isPosted, CancellationToken cancellationToken)
    {
        var measured = ways.ToDictionary(way => way, _ => new List<Latencies>());

        // The first round is to warm up.
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var way in ways)
            {
                var one = await way.RoundAsync(clients, length, isPosted, cancellationToken);
                if (round > 0)
                {
                    measured[way].Add(one);
                }
            }
        }

        Console.WriteLine("| way | journeys/s | lowest to highest | p50 ms | p99 ms | of the statements | of SaveChanges |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var way in ways)
        {
            var (all, median) = (measured[way], Latencies.MedianOf(measured[way]));
            double Of(WayToWrite other) => Latencies.MedianOf(all.Zip(measured[other], (one, beside) => one.PerSecond / beside.PerSecond));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {way.Name} | {median.PerSecond:N0} | {all.Min(l => l.PerSecond):N0} to {all.Max(l => l.PerSecond):N0} | {median.Median:0.0} | {median.P99:0.0} | {Of(ways[2]):0.00} | {Of(ways[1]):0.0} |"));
        }
    }
}
