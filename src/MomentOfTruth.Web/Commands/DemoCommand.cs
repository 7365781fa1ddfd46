using System.CommandLine;
using System.Globalization;
using MomentOfTruth.Web.Demo;

namespace MomentOfTruth.Web.Commands;

/// <summary>
/// <c>demo</c>: loads the demo and prints its sign-ins. With <c>--journeys</c> it invents that many instead, for a trial under load.
/// </summary>
public static class DemoCommand
{
    private const int MostCompanies = 10_000;

    public static Command Create(WebApplication app)
    {
        var journeys = new Option<int?>("--journeys")
        {
            Description = "Instead of the demo, as many journeys of companies called load-1 and so on, for a trial under load.",
        };
        journeys.Validators.Add(given => Bound(given, int.MaxValue));
        var companies = new Option<int>("--companies") { Description = "Of how many companies.", DefaultValueFactory = _ => 20 };
        companies.Validators.Add(given => Bound(given, MostCompanies));
        var seed = new Option<int>("--seed") { Description = "The same seed invents the same journeys.", DefaultValueFactory = _ => 1 };
        var command = new Command(
            "demo", "Loads the demo: two invented companies with a year of journeys. A second time it adds only the days since.")
        {
            journeys,
            companies,
            seed,
        };
        command.SetAction((parsed, cancellationToken) => app.OnStoreAsync(async services =>
        {
            if (parsed.GetValue(journeys) is { } number)
            {
                await LoadAsync(services, new LoadSize(number, parsed.GetValue(companies), parsed.GetValue(seed)), cancellationToken);
                return CommandExit.Done;
            }

            var loaded = await services.GetRequiredService<DemoData>().LoadAsync(cancellationToken);
            await Terminal.Out.WriteLineAsync($"{loaded.Journeys} demo journeys added. Demo sign-ins:");
            await PrintSignInsAsync(loaded);
            return CommandExit.Done;
        }, cancellationToken));
        return command;
    }

    private static async Task LoadAsync(IServiceProvider services, LoadSize size, CancellationToken cancellationToken)
    {
        var last = new LoadProgress(0, 0, TimeSpan.Zero);
        var progress = new ConsoleProgress<LoadProgress>(now => Describe(last = now));
        var loaded = await services.GetRequiredService<LoadData>().RunAsync(size, progress, cancellationToken);
        await Terminal.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{loaded.Journeys} journeys of {size.Companies} companies added in {last.Elapsed.TotalSeconds:0.0} s, "
            + $"{last.PerSecond:0} a second. Sign-in:"));
        await PrintSignInsAsync(loaded);
    }

    private static async Task PrintSignInsAsync(DemoLoaded loaded)
    {
        foreach (var line in loaded.SignInLines())
        {
            await Terminal.Out.WriteLineAsync(line);
        }
    }

    private static void Bound(System.CommandLine.Parsing.OptionResult given, int most)
    {
        // Without the option its default holds.
        if (given.Implicit)
        {
            return;
        }

        var text = given.Tokens is [var token] ? token.Value : null;
        if (!int.TryParse(text, CultureInfo.InvariantCulture, out var number) || number < 1 || number > most)
        {
            given.AddError(string.Create(CultureInfo.InvariantCulture, $"{given.Option.Name} takes a number from 1 to {most}."));
        }
    }

    private static string Describe(LoadProgress progress) => string.Create(CultureInfo.InvariantCulture,
        $"{progress.Added:N0} of {progress.ToAdd:N0} journeys, {progress.PerSecond:N0} a second, {progress.Left:hh\\:mm\\:ss} to go");
}
