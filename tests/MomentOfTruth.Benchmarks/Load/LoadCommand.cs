using System.CommandLine;

namespace MomentOfTruth.Benchmarks.Load;

/// <summary><c>load</c>: measures the dashboard of a small and of a large store against a static page of equal size.</summary>
internal static class LoadCommand
{
    private const int MostClients = 64, MostRounds = 50, MostRequests = 100_000;

    public static Task<int> RunAsync(string[] args)
    {
        var app = new Option<DirectoryInfo>("--app") { Description = "Folder of the published app.", Required = true };
        var work = new Option<DirectoryInfo>("--work") { Description = "Folder for the stores; they are kept and used again.", Required = true };
        var small = new Option<int>("--small") { Description = "Journeys of the small store.", DefaultValueFactory = _ => 1_000 };
        var large = new Option<int>("--large") { Description = "Journeys of the large store.", DefaultValueFactory = _ => 1_000_000 };
        var companies = new Option<int>("--companies") { Description = "Companies of each store.", DefaultValueFactory = _ => 20 };
        var clients = new Option<int>("--clients") { Description = "Clients at the same time.", DefaultValueFactory = _ => 8 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds; the table has their medians.", DefaultValueFactory = _ => 7 };
        var requests = new Option<int>("--requests") { Description = "Requests of one kind in a round.", DefaultValueFactory = _ => 400 };
        var port = new Option<int>("--port") { Description = "First of two ports on the loopback interface.", DefaultValueFactory = _ => 5130 };
        var password = new Option<string?>("--password") { Description = "Uses the stores that are there as they are; the password of their manager." };
        var command = new RootCommand("Measures the dashboard under load.") { app, work, small, large, companies, clients, rounds, requests, port, password };
        command.SetAction((parsed, cancellationToken) => LoadDriver.RunAsync(
            new LoadPlan(
                parsed.GetRequiredValue(app).FullName,
                parsed.GetRequiredValue(work).FullName,
                parsed.GetValue(small),
                parsed.GetValue(large),
                parsed.GetValue(companies),
                Math.Clamp(parsed.GetValue(clients), 1, MostClients),
                Math.Clamp(parsed.GetValue(rounds), 1, MostRounds),
                Math.Clamp(parsed.GetValue(requests), 1, MostRequests),
                parsed.GetValue(port),
                parsed.GetValue(password)),
            cancellationToken));
        return command.Parse(args).InvokeAsync();
    }
}
