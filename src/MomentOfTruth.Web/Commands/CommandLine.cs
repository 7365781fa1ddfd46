using System.CommandLine;

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
            // What a command cannot do is said as it is when the server cannot start.
            return await All(app).Parse(args).InvokeAsync(new()
            {
                EnableDefaultExceptionHandler = false,
                Output = Terminal.Out,
                Error = Terminal.Error,
            });
        }

        await Server.RunAsync(app);
        return CommandExit.Done;
    }

    private static RootCommand All(WebApplication app)
    {
        var root = new RootCommand("MomentOfTruth. Without a command it serves.")
        {
            MigrateCommand.Create(app),
            AdminCommand.Create(app),
            UserCommand.Create(app),
            CompanyCommand.Create(app),
            MemberCommand.Create(app),
            ImportCommand.Create(app),
            MeasuresCommand.Create(app),
            ExportCommand.Create(app),
            FactsCommand.Create(app),
            AuditCommand.Create(app),
            SearchCommand.Create(app),
            BackupCommands.Backup(app),
            BackupCommands.Restore(app),
            DemoCommand.Create(app),
            HealthCommand.Create(app),
        };
        ImportCommand.ExplainMapping(root);
        return root;
    }
}
