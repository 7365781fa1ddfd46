using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.CommandLine;

/// <summary>What the executable does besides serving. Each feature brings its own command; without one, the app serves.</summary>
public static class CommandLine
{
    /// <summary>Whether the first word is a command or a question about them, and not a setting of the server.</summary>
    public static bool AreMeantBy(string[] args) => args is [var first, ..] && (!first.StartsWith('-') || first is "--help" or "-h" or "-?" or "--version");

    public static async Task<int> RunAsync(WebApplication app, string[] args)
    {
        if (AreMeantBy(args))
        {
            return await All(app).Parse(args).InvokeAsync();
        }

        await Server.RunAsync(app);
        return 0;
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
        command.SetAction((_, cancellationToken) => app.InScopeAsync(services => services.GetRequiredService<Store>().MigrateAsync(cancellationToken)));
        return command;
    }

    /// <summary>Runs work with services of its own.</summary>
    public static Task InScopeAsync(this WebApplication app, Func<IServiceProvider, Task> work) => app.InScopeAsync(async services =>
    {
        await work(services);
        return CommandExit.Done;
    });

    /// <summary>Runs work with services of its own, and gives what it gives.</summary>
    public static async Task<T> InScopeAsync<T>(this WebApplication app, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }
}

/// <summary>What a command's exit code says.</summary>
public static class CommandExit
{
    public const int Done = 0, Failed = 1;
}

/// <summary>Commands that work on the store.</summary>
public static class StoreCommands
{
    /// <summary>Opens the store as serving does, then runs the work with services of its own. A store that cannot be opened is said, not thrown.</summary>
    public static Task<int> OnStoreAsync(this WebApplication app, Func<IServiceProvider, Task<int>> work, CancellationToken cancellationToken) =>
        app.InScopeAsync(async services =>
        {
            try
            {
                await services.GetRequiredService<Store>().OpenAsync(cancellationToken);
            }
            catch (InvalidOperationException notReady)
            {
                await Console.Error.WriteLineAsync(notReady.Message);
                return CommandExit.Failed;
            }

            return await work(services);
        });
}

/// <summary>The days that a command looks at, written as 2026-01-31 and in no other way: 01/02 is another day to others.</summary>
public static class DayOption
{
    public static Option<DateOnly?> From() => new("--from") { Description = "First day, as 2026-01-31.", CustomParser = Parse };

    public static Option<DateOnly?> To() => new("--to") { Description = "Last day.", CustomParser = Parse };

    private static DateOnly? Parse(ArgumentResult argument)
    {
        if (DateOnly.TryParseExact(argument.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        argument.AddError($"\"{argument.Tokens[0].Value}\" is not a day such as 2026-01-31.");
        return null;
    }
}
