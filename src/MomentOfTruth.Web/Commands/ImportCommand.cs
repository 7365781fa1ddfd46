using System.CommandLine;
using System.Globalization;
using System.Text;
using MomentOfTruth.Web.Features.Imports;

namespace MomentOfTruth.Web.Commands;

/// <summary><c>import</c>: imports the journeys of a CSV file, whose columns a mapping describes.</summary>
public static class ImportCommand
{
    private const int MaxPrintedRejections = 20, LinesBetweenProgress = 10_000;

    public static Command Create(WebApplication app)
    {
        var file = new Argument<FileInfo>("file") { Description = "The CSV file, UTF-8 with a header row." }.AcceptExistingOnly();
        var mapping = new Option<FileInfo>("--mapping") { Description = "What its columns mean, as JSON.", Required = true };
        mapping.AcceptExistingOnly();
        var dryRun = new Option<bool>("--dry-run") { Description = "Checks every row and writes nothing." };
        var command = new Command("import", "Brings in the journeys of a CSV file. A second time it adds nothing.")
        {
            file,
            mapping,
            dryRun,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            try
            {
                return await RunAsync(
                    app, parse.GetRequiredValue(file).FullName, parse.GetRequiredValue(mapping).FullName, parse.GetValue(dryRun),
                    cancellationToken);
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                return await CommandExit.FailAsync(unreadable.Message);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(
        WebApplication app, string file, string mappingFile, bool dryRun, CancellationToken cancellationToken)
    {
        var (mapping, problems) = ImportMappingJson.Parse(await File.ReadAllTextAsync(mappingFile, Encoding.UTF8, cancellationToken));
        if (mapping is not null)
        {
            problems = await CsvImport.ProblemsAsync(file, mapping, cancellationToken);
        }

        if (mapping is null || problems.Count > 0)
        {
            foreach (var problem in problems)
            {
                await Console.Error.WriteLineAsync(problem);
            }

            return CommandExit.Failed;
        }

        Task<int> ImportAsync(IServiceProvider services) =>
            ImportFileAsync(services.GetRequiredService<CsvImport>(), file, mapping, dryRun, cancellationToken);

        // A dry run needs no store.
        return dryRun ? await app.InScopeAsync(ImportAsync) : await app.OnStoreAsync(ImportAsync, cancellationToken);
    }

    private static async Task<int> ImportFileAsync(
        CsvImport import, string file, ImportMapping mapping, bool dryRun, CancellationToken cancellationToken)
    {
        var (printed, lastLine) = (0, 0);
        var result = await import.RunAsync(file, mapping, dryRun, Reject, Progress, cancellationToken);

        if (result.Skipped > MaxPrintedRejections)
        {
            await Console.Error.WriteLineAsync($"... and {result.Skipped - MaxPrintedRejections} more rows.");
        }

        if (result.Broken is { } broken)
        {
            var before = dryRun ? "" : " What stands before it was imported.";
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"The file cannot be read on: line {broken.Line}: {broken.Reason}.{before}"));
        }

        if (dryRun)
        {
            await Console.Out.WriteLineAsync("dry run: nothing was written");
        }

        if (result.Known > 0)
        {
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{result.Known} rows were imported before"));
        }

        await Console.Out.WriteLineAsync(result.ToString());
        return result switch
        {
            { Broken: not null } => CommandExit.Failed,
            { Journeys: 0, Known: 0 } => CommandExit.Nothing,
            _ => CommandExit.Done,
        };

        void Reject(int line, string reason)
        {
            if (++printed <= MaxPrintedRejections)
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"line {line}: {reason}"));
            }
        }

        void Progress(int line)
        {
            if (line - lastLine >= LinesBetweenProgress)
            {
                lastLine = line;
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line} lines read"));
            }
        }
    }
}
