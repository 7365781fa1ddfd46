using System.Globalization;
using System.Runtime.CompilerServices;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>
/// Streams a CSV file into the store. One bad row stops nothing; what was imported before a file breaks stays imported.
/// </summary>
public sealed class CsvImport(AppDbContext db, CompanyRegister register, JourneyWriter log, TimeProvider clock, ILogger<CsvImport> logger)
{
    private const int BatchSize = 500;

    private readonly ImportStore _store = new(db, register, log, clock);
    private readonly List<ImportedJourney> _batch = new(BatchSize);
    private ImportResult _result = new(0, 0, 0, 0, null);

    /// <summary>The columns the mapping asks for that the file does not have, or that it cannot be read at all. Empty if it may be imported.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(string path, ImportMapping mapping, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using var rows = new CsvRows(file);
        var header = await rows.ReadHeaderAsync(cancellationToken);
        return rows.Broken is { } broken
            ? [FormattableString.Invariant($"The file cannot be read: line {broken.Line}: {broken.Reason}.")]
            : header.Count == 0 ? ["The file is empty."] : ImportMappingRules.MissingColumns(mapping, header);
    }

    /// <param name="dryRun">Checks every row and writes nothing; what was imported before is not looked up.</param>
    /// <param name="rejected">Told of each rejected row: its line and the reason.</param>
    /// <param name="progress">Told of the lines read so far, after each batch.</param>
    public async Task<ImportResult> RunAsync(
        string path, ImportMapping mapping, bool dryRun, Action<int, string> rejected, Action<int> progress, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using var rows = new CsvRows(file);
        var header = await rows.ReadHeaderAsync(cancellationToken);
        var cells = new ImportCells(mapping, header);
        var (reader, keys) = (new ImportReader(mapping, cells), new ImportKeys(mapping, cells));
        await using var rejectedRows = dryRun ? null : new RejectedRows(path, header);

        await foreach (var group in GroupsAsync(rows, header.Count, mapping, cells, cancellationToken))
        {
            if (Read(group, reader, keys) is var (journey, problem) && journey is null)
            {
                foreach (var row in group)
                {
                    rejected(row.Line, problem!);
                    await (rejectedRows?.AddAsync(row, problem!, cancellationToken) ?? Task.CompletedTask);
                }

                _result = _result with { Skipped = _result.Skipped + group.Count };
                continue;
            }

            _batch.Add(journey);
            if (_batch.Count == BatchSize)
            {
                await FlushAsync(dryRun, cancellationToken);
                progress(group[^1].Line);
            }
        }

        await FlushAsync(dryRun, cancellationToken);
        _result = _result with { Broken = rows.Broken };
        Tell(dryRun);
        return _result;
    }

    private static ImportReading Read(IReadOnlyList<ImportRow> rows, ImportReader reader, ImportKeys keys)
    {
        if (rows[0].Problem is { } unreadable)
        {
            return ImportReading.Rejected(unreadable);
        }

        var (key, problem) = keys.Next(rows[0]);
        return key is null ? ImportReading.Rejected(problem!) : reader.Read(rows, key);
    }

    // The rows of one journey. An unreadable row stands alone: nobody can say whose it is.
    private static async IAsyncEnumerable<IReadOnlyList<ImportRow>> GroupsAsync(
        CsvRows rows, int columns, ImportMapping mapping, ImportCells cells, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var group = new List<ImportRow>();
        await foreach (var row in rows.ReadRowsAsync(columns, cancellationToken))
        {
            if (group.Count > 0 && !(mapping.IsLong && BelongTogether(group[0], row)))
            {
                yield return group;
                group = [];
            }

            group.Add(row);
        }

        // A file that breaks may break within a journey of several rows: half of it is not the journey.
        if (group.Count > 0 && !(mapping.IsLong && rows.Broken is not null))
        {
            yield return group;
        }

        bool BelongTogether(ImportRow first, ImportRow next) => first.Problem is null && next.Problem is null
            && cells.Raw(first, mapping.Journey) == cells.Raw(next, mapping.Journey) && cells.Raw(first, mapping.Company) == cells.Raw(next, mapping.Company);
    }

    private async Task FlushAsync(bool dryRun, CancellationToken cancellationToken)
    {
        var added = dryRun ? _batch : await _store.AddAsync(_batch, cancellationToken);
        _result = _result with
        {
            Journeys = _result.Journeys + added.Count,
            Moments = _result.Moments + added.Sum(journey => journey.Moments.Count),
            Known = _result.Known + _batch.Sum(journey => journey.Rows) - added.Sum(journey => journey.Rows),
        };
        _batch.Clear();
    }

    private void Tell(bool dryRun)
    {
        if (_result.Broken is { } broken)
        {
            logger.Broken(broken.Line);
        }

        if (!dryRun)
        {
            logger.Finished(_result.Journeys, _result.Skipped, _result.Known);
        }
    }
}

/// <summary>How a journey ended: outcome codes, or the file's own words and what they mean.</summary>
public sealed record ImportOutcome : ImportField
{
    /// <summary>From a word of the file to an outcome code; without it the column holds outcome codes.</summary>
    public IReadOnlyDictionary<string, string>? Map { get; init; }
}

/// <summary>What an import came to.</summary>
/// <param name="Skipped">Rows that were rejected.</param>
/// <param name="Known">Rows that an import before had brought in.</param>
/// <param name="Broken">Where the file could not be read on; null if it was read to its end.</param>
public sealed record ImportResult(int Journeys, int Moments, int Skipped, int Known, BrokenFile? Broken)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"imported {Journeys} journeys, {Moments} moments; skipped {Skipped} rows");
}

internal static partial class ImportLog
{
    [LoggerMessage(EventId = 401, Level = LogLevel.Information, Message = "Import: {Journeys} journeys in, {Rejected} rows rejected, {Known} rows known before")]
    public static partial void Finished(this ILogger logger, int journeys, int rejected, int known);

    [LoggerMessage(EventId = 402, Level = LogLevel.Warning, Message = "Import: the file cannot be read from line {Line} on")]
    public static partial void Broken(this ILogger logger, int line);
}

/// <summary>Bringing journeys in from files.</summary>
public static class ImportServices
{
    public static IServiceCollection AddImports(this IServiceCollection services) => services.AddTransient<CsvImport>();
}
