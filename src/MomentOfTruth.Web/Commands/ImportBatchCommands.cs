using System.CommandLine;
using System.Globalization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Imports;

namespace MomentOfTruth.Web.Commands;

/// <summary><c>import list</c> and <c>import undo</c>: what was imported, and the way back.</summary>
internal static class ImportBatchCommands
{
    private const int MaxPrintedJourneys = 20;

    public static Command List(WebApplication app)
    {
        var id = new Argument<Guid?>("id") { Description = "One import, with its mapping.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("list", "Lists the imports, the newest first.") { id };
        command.SetAction((parse, cancellationToken) => app.OnStoreAsync(
            services => ListAsync(services.GetRequiredService<ImportHistory>(), parse.GetValue(id), cancellationToken), cancellationToken));
        return command;
    }

    public static Command Undo(WebApplication app)
    {
        var id = new Argument<Guid>("id") { Description = "The import, as \"import list\" names it." };
        var command = new Command(
            "undo", "Takes an import back: what it added goes, what it changed is as it was. What people have worked on since stays.")
        {
            id,
        };
        command.SetAction((parse, cancellationToken) => app.OnStoreAsync(
            services => UndoAsync(services.GetRequiredService<ImportHistory>(), parse.GetRequiredValue(id), cancellationToken),
            cancellationToken));
        return command;
    }

    /// <summary>Returns why the rows of the file cannot join that import; null if they can, or if none is said.</summary>
    public static async Task<string?> ProblemOfAsync(
        IServiceProvider services, string file, TextFormat format, Guid? id, CancellationToken cancellationToken)
    {
        if (id is not { } said)
        {
            return null;
        }

        await using var rows = new CsvRows(file, format);
        await rows.ReadHeaderAsync(cancellationToken);
        return await services.GetRequiredService<ImportHistory>().FindAsync(said, cancellationToken) switch
        {
            _ when !rows.AreRejected => "Only rejected rows join an import: a file whose first columns are \"line\" and \"reason\".",
            null => $"There is no import {said}. \"import list\" names them.",
            { UndoneAtUtc: not null } => $"Import {said} was taken back. Import the original file.",
            _ => null,
        };
    }

    private static async Task<int> ListAsync(ImportHistory history, Guid? id, CancellationToken cancellationToken)
    {
        if (id is not { } one)
        {
            foreach (var batch in await history.ListAsync(cancellationToken))
            {
                await Terminal.Out.WriteLineAsync(LineOf(batch));
            }

            return CommandExit.Done;
        }

        if (await history.FindAsync(one, cancellationToken) is not { } found)
        {
            return await CommandExit.FailAsync($"There is no import {one}.");
        }

        await Terminal.Out.WriteLineAsync(LineOf(found));
        await Terminal.Out.WriteLineAsync(found.Mapping);
        return CommandExit.Done;
    }

    private static string LineOf(ImportBatch batch)
    {
        var counts = string.Create(
            CultureInfo.InvariantCulture,
            $"{batch.Journeys} journeys, {batch.Moments} moments, {batch.Updated} updated, {batch.Skipped} rows skipped");
        var undone = batch.UndoneAtUtc is { } at ? $"; undone {TimeOf(at)}" : "";
        return $"{batch.Id}  {TimeOf(batch.StartedAtUtc)}  {batch.FileName}  {counts}{undone}";
    }

    private static string TimeOf(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static async Task<int> UndoAsync(ImportHistory history, Guid id, CancellationToken cancellationToken)
    {
        switch (await history.FindAsync(id, cancellationToken))
        {
            case null:
                return await CommandExit.FailAsync($"There is no import {id}. \"import list\" names them.");
            case { UndoneAtUtc: { } at }:
                return await CommandExit.FailAsync($"Import {id} was taken back already, at {TimeOf(at)}.");
        }

        var undone = await history.UndoAsync(id, cancellationToken);
        if (undone.ChangedBy is { } later)
        {
            return await CommandExit.FailAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"Nothing was undone: import {later} has since changed {undone.Changed} of these journeys. Undo that one first."));
        }

        if (undone.Kept.Count > 0)
        {
            await Terminal.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"kept {undone.Kept.Count} journeys; people have worked on them (a case, a publication, a photo, a receipt or a change):"));
            foreach (var journey in undone.Kept.Take(MaxPrintedJourneys))
            {
                await Terminal.Out.WriteLineAsync($"  {journey.JourneyId}");
            }
        }

        await Terminal.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"undone: {undone.Removed} journeys removed, {undone.Restored} as they were before"));
        return CommandExit.Done;
    }
}
