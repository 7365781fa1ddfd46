using System.Globalization;
using System.Runtime.CompilerServices;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>
/// Streams a CSV file into the store. A bad row does not stop the import; what was imported before a file breaks stays imported.
/// </summary>
public sealed partial class CsvImport(
    AppDbContext db, CompanyRegister register, JourneyWriter journeys, TimeProvider clock, ILogger<CsvImport> logger)
{
    private const int BatchSize = 1000;

    private readonly ImportStore _store = new(db, register, journeys, clock);
    private readonly List<ImportedJourney> _batch = new(BatchSize);
    private ImportResult _result = new(0, 0, 0, 0, null);

    /// <summary>
    /// Returns the columns that the mapping names and the file lacks, or that the file cannot be read at all. Empty if it may be imported.
    /// </summary>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(string path, ImportMapping mapping, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using var rows = new CsvRows(file);
        var header = await rows.ReadHeaderAsync(cancellationToken);
        return rows.Broken is { } broken
            ? [FormattableString.Invariant($"The file cannot be read: line {broken.Line}: {broken.Reason}.")]
            : header.Count == 0 ? ["The file is empty."] : ImportMappingRules.MissingColumns(mapping, header);
    }

    /// <param name="dryRun">Whether to check every row and write nothing. A dry run does not look up what was imported before.</param>
    /// <param name="rejected">Called for each rejected row with its line and the reason.</param>
    /// <param name="progress">Called after each batch with the number of lines read so far.</param>
    public async Task<ImportResult> RunAsync(
        string path, ImportMapping mapping, bool dryRun, Action<int, string> rejected, Action<int> progress, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using var rows = new CsvRows(file);
        var header = await rows.ReadHeaderAsync(cancellationToken);
        var cells = new ImportCells(mapping, header);
        var (reader, keys) = (new ImportReader(mapping, cells, clock.LatestDay()), new ImportKeys(mapping, cells));
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
        LogResult(dryRun);
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

    // Groups the rows of one journey. An unreadable row stands alone, since its journey cannot be known.
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

        // A file may break within a journey of several rows. Half of its moments would be another journey, so none is taken.
        if (group.Count > 0 && !(mapping.IsLong && rows.Broken is not null))
        {
            yield return group;
        }

        bool BelongTogether(ImportRow first, ImportRow next) => first.Problem is null && next.Problem is null
            && cells.Raw(first, mapping.Journey) == cells.Raw(next, mapping.Journey)
            && cells.Raw(first, mapping.Company) == cells.Raw(next, mapping.Company);
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

    private void LogResult(bool dryRun)
    {
        if (_result.Broken is { } broken)
        {
            Log.Broken(logger, broken.Line);
        }

        if (!dryRun)
        {
            Log.Finished(logger, _result.Journeys, _result.Skipped, _result.Known);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 401, Level = LogLevel.Information,
            Message = "Import finished: {Journeys} journeys added, {Rejected} rows rejected, {Known} rows imported before")]
        public static partial void Finished(ILogger logger, int journeys, int rejected, int known);

        [LoggerMessage(EventId = 402, Level = LogLevel.Warning, Message = "Import stopped: the file cannot be read beyond line {Line}")]
        public static partial void Broken(ILogger logger, int line);
    }
}

/// <summary>The result of an import.</summary>
/// <param name="Skipped">The number of rejected rows.</param>
/// <param name="Known">The number of rows that an earlier import had brought in.</param>
/// <param name="Broken">Where reading stopped; null if the file was read to its end.</param>
public sealed record ImportResult(int Journeys, int Moments, int Skipped, int Known, BrokenFile? Broken)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"imported {Journeys} journeys, {Moments} moments; skipped {Skipped} rows");
}

/// <summary>The services of the import.</summary>
public static class ImportServices
{
    public static IServiceCollection AddImports(this IServiceCollection services) => services.AddTransient<CsvImport>();
}
