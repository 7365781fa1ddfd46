using System.CommandLine;
using System.Reflection;
using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Commands;

/// <summary>The words of the executable. Without a command it serves; each command has a file of its own.</summary>
public static class CommandLine
{
    /// <summary>Whether the arguments are a command or ask about commands, and are not settings of the server.</summary>
    public static bool AreMeantBy(string[] args) =>
        args is [var first, ..] && (!first.StartsWith('-') || first is "--help" or "-h" or "-?" or "--version");

    public static async Task<int> RunAsync(WebApplication app, string[] args)
    {
        if (AreMeantBy(args))
        {
            return await All(app).Parse(args).InvokeAsync();
        }

        await Server.RunAsync(app);
        return CommandExit.Done;
    }

    /// <summary>Runs, and ends with a line for each setting that is wrong, without where the code noticed.</summary>
    public static async Task<int> WithSettingsAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (OptionsValidationException wrong) when (Assembly.GetEntryAssembly() == typeof(CommandLine).Assembly)
        {
            foreach (var failure in wrong.Failures)
            {
                await Console.Error.WriteLineAsync(failure);
            }

            return CommandExit.Failed;
        }
    }

    private static RootCommand All(WebApplication app) => new("MomentOfTruth. Without a command it serves.")
    {
        Migrate(app),
        AdminCommand.Create(app),
        ImportCommand.Create(app),
        MeasuresCommand.Create(app),
        ExportCommand.Create(app),
        FactsCommand.Create(app),
        SearchCommand.Create(app),
        DemoCommand.Create(app),
        HealthCommand.Create(app),
    };

    private static Command Migrate(WebApplication app)
    {
        var command = new Command("migrate", "Brings the database up to date.");
        command.SetAction((_, cancellationToken) =>
            app.InScopeAsync(services => services.GetRequiredService<Store>().MigrateAsync(cancellationToken)));
        return command;
    }
}
