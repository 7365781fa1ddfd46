using System.CommandLine;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Demo;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Dashboards;
using MomentOfTruth.Web.Features.Exports;
using MomentOfTruth.Web.Features.Facts;
using MomentOfTruth.Web.Features.Imports;
using MomentOfTruth.Web.Features.Search;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web;

/// <summary>What the executable does besides serving. Each feature brings its own command; without one, the app serves.</summary>
public static class Commands
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
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(work);
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }
}
