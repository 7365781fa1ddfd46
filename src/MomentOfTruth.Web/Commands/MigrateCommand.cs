using System.CommandLine;
using System.Globalization;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Commands;

/// <summary>
/// <c>migrate</c> brings the database up to date; with <c>--from</c> and <c>--to</c> it copies a store in a file to PostgreSQL.
/// </summary>
public static class MigrateCommand
{
    public static Command Create(WebApplication app)
    {
        var from = new Option<string>("--from") { Description = "The store to copy, such as \"Data Source=momentoftruth.db\"; it may be in use." };
        var to = new Option<string>("--to") { Description = "The database of PostgreSQL to copy it into, such as \"Host=…;Database=…\"." };
        var command = new Command("migrate", "Brings the database up to date, or copies a store from SQLite to PostgreSQL.") { from, to };
        command.SetAction((parse, cancellationToken) => (parse.GetValue(from), parse.GetValue(to)) switch
        {
            (null, null) => UpAsync(app, cancellationToken),
            ({ } source, { } target) => CopyAsync(source, target, cancellationToken),
            _ => CommandExit.FailAsync("--from and --to belong together."),
        });
        return command;
    }

    private static Task<int> UpAsync(WebApplication app, CancellationToken cancellationToken) => app.InScopeAsync(async services =>
    {
        var applied = await services.GetRequiredService<Store>().MigrateAsync(cancellationToken);
        await Terminal.Out.WriteLineAsync(applied.Count == 0
            ? "The database was up to date."
            : $"The database is up to date: applied {string.Join(", ", applied)}.");
        return CommandExit.Done;
    });

    private static async Task<int> CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        try
        {
            await using var copy = new StoreCopy(from, to);
            var progress = new ConsoleProgress<CopiedCounts>(table => table.Rows + table.Deleted == 0 ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"{table.Table}: {table.Rows:N0} rows read, {table.Written:N0} copied, {table.Deleted:N0} deleted"));
            var done = await copy.RunAsync(progress, cancellationToken);
            if (done.HasMovedOn)
            {
                await Terminal.Out.WriteLineAsync(
                    "The source has been written to since: to have the rest too, stop the app and run this once more.");
            }

            await Terminal.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"copied {done.Copied:N0} of {done.Rows:N0} rows, deleted {done.Deleted:N0}; the same in all {done.Tables} tables"));
            return CommandExit.Done;
        }
        catch (CopyException refused)
        {
            return await CommandExit.FailAsync(refused.Message);
        }
    }
}
