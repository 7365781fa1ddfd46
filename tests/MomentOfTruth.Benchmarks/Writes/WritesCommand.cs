using System.CommandLine;
using System.Globalization;
using MomentOfTruth.Benchmarks.Load;
using MomentOfTruth.Web.Data;
using Npgsql;

namespace MomentOfTruth.Benchmarks.Writes;

/// <summary>
/// <c>writes</c>: how fast journeys are logged durably on SQLite by many at once, with ledger and index of stories. The ways take turns in
/// every round, each with a file of its own: the product's writer; EF in a transaction a journey; and prepared statements, many journeys in
/// a transaction. First the clients call them, then they post a form to the product's server, which does. With <c>--postgres</c> the product
/// alone takes turns with <c>pgbench</c> on such a server.
/// </summary>
internal static class WritesCommand
{
    public static Task<int> RunAsync(string[] args)
    {
        var work = new Option<DirectoryInfo>("--work") { Description = "Folder for the files, on the disk that is to be measured.", Required = true };
        var clients = new Option<int>("--clients") { Description = "Clients at the same time.", DefaultValueFactory = _ => 32 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds; the table has their medians.", DefaultValueFactory = _ => 7 };
        var seconds = new Option<int>("--seconds") { Description = "How long each way writes in a round.", DefaultValueFactory = _ => 3 };
        var postgres = new Option<string>("--postgres") { Description = "Connection string of a PostgreSQL server on which databases may be made." };
        var command = new RootCommand("Measures logging.") { work, clients, rounds, seconds, postgres };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (folder, length) = (parsed.GetRequiredValue(work), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
            folder.Create();
            return parsed.GetValue(postgres) is { } server
                ? MeasureOnServerAsync(folder, server, parsed.GetValue(clients), parsed.GetValue(rounds), length, cancellationToken)
                : MeasureAsync(folder, parsed.GetValue(clients), parsed.GetValue(rounds), length, cancellationToken);
        });
        return command.Parse(args).InvokeAsync();
    }

    private static async Task MeasureAsync(DirectoryInfo work, int clients, int rounds, TimeSpan length, CancellationToken cancellationToken)
    {
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

    private static async Task MeasureOnServerAsync(
        DirectoryInfo work, string server, int clients, int rounds, TimeSpan length, CancellationToken cancellationToken)
    {
        var place = new NpgsqlConnectionStringBuilder(server) { Database = "measured_writes", MaxPoolSize = clients + 8 };
        await using (var maker = NpgsqlDataSource.Create(server))
        {
            await maker.CreateCommand($"DROP DATABASE IF EXISTS {place.Database} WITH (FORCE)").ExecuteNonQueryAsync(cancellationToken);
            await maker.CreateCommand($"CREATE DATABASE {place.Database}").ExecuteNonQueryAsync(cancellationToken);
        }

        await using var product = new ByProduct();
        await product.OpenAsync(DatabaseProvider.PostgreSql, place.ConnectionString, cancellationToken);
        await product.RoundAsync(clients, length, isPosted: false, cancellationToken);
        var bench = await product.AskAsync(db => PgBench.OfAsync(db, product.CompanyId, Path.Combine(work.FullName, "journey.sql"), cancellationToken));
        var (all, beside) = (new List<Latencies>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            var (statements, one) = (await bench.RoundAsync(clients, length, cancellationToken), await product.RoundAsync(clients, length, isPosted: false, cancellationToken));
            if (round > 0)
            {
                all.Add(one);
                beside.Add(statements);
            }
        }

        var median = Latencies.MedianOf(all);
        Console.WriteLine("| way | journeys/s | lowest to highest | p50 ms | p99 ms | of pgbench |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| the product on PostgreSQL | {median.PerSecond:N0} | {all.Min(l => l.PerSecond):N0} to {all.Max(l => l.PerSecond):N0} | {median.Median:0.0} | {median.P99:0.0} | {Latencies.MedianOf(all.Zip(beside, (a, b) => a.PerSecond / b)):0.00} |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| pgbench, the same statements | {Latencies.MedianOf(beside):N0} | {beside.Min():N0} to {beside.Max():N0} | | | 1.00 |"));
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
