using System.CommandLine;

namespace MomentOfTruth.Web.Demo;

/// <summary><c>demo</c>: loads the demo and says who may sign in.</summary>
public static class DemoCommand
{
    public static Command Create(WebApplication app)
    {
        var command = new Command("demo", "Loads the demo: two invented companies with a year of journeys. A second time it adds only the days since.");
        command.SetAction((_, cancellationToken) => app.OnStoreAsync(async services =>
        {
            var loaded = await services.GetRequiredService<DemoData>().LoadAsync(cancellationToken);
            await Console.Out.WriteLineAsync($"{loaded.Journeys} demo journeys added. Demo sign-ins:");
            foreach (var line in loaded.SignInLines())
            {
                await Console.Out.WriteLineAsync(line);
            }

            return CommandExit.Done;
        }, cancellationToken));
        return command;
    }
}
