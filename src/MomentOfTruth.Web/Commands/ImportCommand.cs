using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using System.Text;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Imports;

namespace MomentOfTruth.Web.Commands;

/// <summary><c>import</c>: imports the journeys of a CSV file, whose columns a mapping describes, and takes an import back.</summary>
public static class ImportCommand
{
    private const int MaxPrintedRejections = 20, MaxPrintedReasons = 20, LinesBetweenProgress = 10_000;

    private const string Name = "import", Mapping = "mapping";

    public static Command Create(WebApplication app)
    {
        var file = new Argument<FileInfo?>("file")
        {
            Description = "The CSV file with a header row, or the rejected rows of an earlier import, corrected.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var mapping = new Option<FileInfo?>("--mapping") { Description = "What its columns mean, as JSON: see \"import --help mapping\"." };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Checks every row, compares it with the store, and writes nothing but the rejected rows.",
        };
        var suggest = new Option<FileInfo?>("--suggest") { Description = "Prints a mapping for this file instead, to be corrected." };
        var encoding = new Option<string?>("--encoding") { Description = "utf-8, utf-16, cp949, windows-1252 …; detected if not said." };
        var delimiter = new Option<string?>("--delimiter") { Description = "The separator: , ; | or tab; detected if it is not said." };
        var batch = new Option<Guid?>("--batch")
        {
            Description = "The import that rejected these rows; found by the name of the file if it is not said.",
        };
        var command = new Command(Name, "Brings in the journeys of a CSV file. A second time it adds nothing.")
        {
            file,
            mapping,
            dryRun,
            suggest,
            encoding,
            delimiter,
            batch,
            ImportBatchCommands.List(app),
            ImportBatchCommands.Undo(app),
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var (format, problem) = Said(parse.GetValue(encoding), parse.GetValue(delimiter));
            if (problem is not null)
            {
                return await CommandExit.FailAsync(problem);
            }

            try
            {
                return (parse.GetValue(suggest), parse.GetValue(file), parse.GetValue(mapping)) switch
                {
                    ({ } sample, _, _) => await SuggestAsync(app, sample.FullName, format, cancellationToken),
                    (null, { } data, { } meaning) => await RunAsync(
                        app, data.FullName, meaning.FullName, format,
                        new ImportSettings { IsDryRun = parse.GetValue(dryRun), BatchId = parse.GetValue(batch) }, cancellationToken),
                    _ => await CommandExit.FailAsync(
                        "Say what to import: import FILE --mapping MAP.json. \"import --suggest FILE\" prints a mapping for a file."),
                };
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                return await CommandExit.FailAsync(unreadable.Message);
            }
        });
        return command;
    }

    /// <summary>Lets <c>import --help mapping</c> tell of the mapping; all other help stays as it is.</summary>
    public static void ExplainMapping(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new MappingHelpAction((SynchronousCommandLineAction)help.Action!);
    }

    private static ((Encoding? Encoding, char? Separator) Format, string? Problem) Said(string? encoding, string? separator)
    {
        var said = (
            encoding is null ? null : TextEncodings.Find(encoding), separator is null ? (char?)null : TextFormat.SeparatorOf(separator));
        return said switch
        {
            (null, _) when encoding is not null =>
                (default, $"There is no encoding \"{encoding}\". Say utf-8, utf-16, cp949 or windows-1252, for example."),
            (_, null) when separator is not null => (default, $"\"{separator}\" is no separator. Say , or ; or | or tab."),
            _ => (said, null),
        };
    }

    private static async Task<int> SuggestAsync(
        WebApplication app, string file, (Encoding? Encoding, char? Separator) said, CancellationToken cancellationToken)
    {
        var (format, problem) = TextFormat.Of(file, [], said.Encoding, said.Separator);
        if (format is null)
        {
            return await CommandExit.FailAsync($"The file cannot be read: {problem}");
        }

        var clock = app.Services.GetRequiredService<TimeProvider>();
        var (mapping, notes) = await MappingSuggestion.OfAsync(file, format, clock.LatestDay(), cancellationToken);
        await Terminal.Error.WriteLineAsync($"read as {format}");
        foreach (var note in notes)
        {
            await Terminal.Error.WriteLineAsync(note);
        }

        if (mapping is null)
        {
            return CommandExit.Failed;
        }

        await Terminal.Out.WriteLineAsync(ImportMappingJson.Write(mapping));
        return CommandExit.Done;
    }

    private static async Task<int> RunAsync(
        WebApplication app, string file, string mappingFile, (Encoding? Encoding, char? Separator) said, ImportSettings settings,
        CancellationToken cancellationToken)
    {
        var (mapping, problems) = ImportMappingJson.Parse(await File.ReadAllTextAsync(mappingFile, Encoding.UTF8, cancellationToken));
        TextFormat? format = null;
        if (mapping is not null)
        {
            (format, problems) = await CsvImport.ExamineAsync(file, mapping, said.Encoding, said.Separator, cancellationToken);
        }

        if (format is not null)
        {
            await Terminal.Out.WriteLineAsync($"read as {format}");
        }

        if (mapping is null || problems.Count > 0)
        {
            foreach (var problem in problems)
            {
                await Terminal.Error.WriteLineAsync(problem);
            }

            return CommandExit.Failed;
        }

        return await app.OnStoreAsync(ImportAsync, cancellationToken);

        async Task<int> ImportAsync(IServiceProvider services) =>
            await ImportBatchCommands.ProblemOfAsync(services, file, format!, settings.BatchId, cancellationToken) is { } problem
                ? await CommandExit.FailAsync(problem)
                : await ImportFileAsync(
                    services.GetRequiredService<CsvImport>(), file, mapping, settings with { Format = format }, cancellationToken);
    }

    private static async Task<int> ImportFileAsync(
        CsvImport import, string file, ImportMapping mapping, ImportSettings settings, CancellationToken cancellationToken)
    {
        var (printed, told, lastLine) = (0, 0, 0);
        var result = await import.RunAsync(file, mapping, settings, Reject, Progress, cancellationToken);
        if (result.Skipped > told)
        {
            await Terminal.Error.WriteLineAsync($"... and {result.Skipped - told} more rows.");
        }

        await TellReasonsAsync(result);
        if (result.Broken is { } broken)
        {
            var before = settings.IsDryRun ? "" : mapping.Shape == ImportMapping.LongShape
                ? " Nothing was imported: any journey may go on behind that line."
                : " What stands before it was imported.";
            await Terminal.Error.WriteLineAsync(Line($"The file cannot be read on: line {broken.Line}: {broken.Reason}.{before}"));
        }

        foreach (var line in Told(result, settings.IsDryRun))
        {
            await Terminal.Out.WriteLineAsync(line);
        }

        return result switch
        {
            { Broken: not null } => CommandExit.Failed,
            { Journeys: 0, Updated: 0, Known: 0 } => CommandExit.Nothing,
            _ => CommandExit.Done,
        };

        void Reject(RejectedRow row)
        {
            if (printed < MaxPrintedRejections || (row.IsContinued && told == printed))
            {
                told++;
                if (!row.IsContinued || row.Reason.Where is null)
                {
                    printed++;
                    var where = row.Reason.Where?.StartsWith("lines ", StringComparison.Ordinal) == true ? "" : Line($"line {row.Line}: ");
                    Terminal.Error.WriteLine($"{where}{row.Reason}");
                }
            }
        }

        void Progress(int line)
        {
            if (line - lastLine >= LinesBetweenProgress)
            {
                lastLine = line;
                Terminal.Error.WriteLine(Line($"{line} lines read"));
            }
        }
    }

    private static async Task TellReasonsAsync(ImportResult result)
    {
        if (result.Reasons.Count > 0)
        {
            await Terminal.Error.WriteLineAsync("why rows were skipped:");
            foreach (var (reason, count) in result.Reasons.OrderByDescending(reason => reason.Value).Take(MaxPrintedReasons))
            {
                await Terminal.Error.WriteLineAsync(Line($"{count,8} × {reason}"));
            }
        }

        if (result.Reasons.Count > MaxPrintedReasons)
        {
            await Terminal.Error.WriteLineAsync(Line($"... and {result.Reasons.Count - MaxPrintedReasons} more reasons."));
        }
    }

    // The last line is a contract; what else is to be said stands before it.
    private static IEnumerable<string> Told(ImportResult result, bool isDryRun)
    {
        if (isDryRun)
        {
            yield return "dry run: nothing was written; it would be:";
        }

        if (result.Months > 0)
        {
            yield return Line($"{result.Months} days were written as months, and count as the last day of the month");
        }

        if (result.Known > 0)
        {
            yield return Line($"{result.Known} rows were imported before");
        }

        if (result.BatchId is { } id)
        {
            yield return result.IsJoined
                ? Line($"the rows joined import {id}, which had rejected them")
                : Line($"import {id}; \"import undo {id}\" takes it back");
        }

        if (result.Updated > 0)
        {
            yield return Line($"updated {result.Updated} journeys");
        }

        yield return result.ToString();
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class MappingHelpAction(SynchronousCommandLineAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            if (parseResult.CommandResult.Command.Name != Name || !parseResult.Tokens.Any(token => token.Value == Mapping))
            {
                return help.Invoke(parseResult);
            }

            Terminal.Out.WriteLine(MappingHelp.Text);
            return CommandExit.Done;
        }
    }
}
