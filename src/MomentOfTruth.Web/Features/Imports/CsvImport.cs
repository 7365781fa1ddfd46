using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>
/// Streams a CSV file into the store as one batch. A bad row does not stop the import; what was imported before a file breaks stays
/// imported, unless its journeys may go on behind that place.
/// </summary>
public sealed partial class CsvImport(
    AppDbContext db, CompanyRegister register, JourneyWriter journeys, ImportHistory history, TimeProvider clock, ILogger<CsvImport> logger)
{
    private const int AtOnce = 1000, MostReasons = 1000;

    private const string PartlyHere = "other rows of this journey were rejected with it, and are not here";

    private readonly List<ImportedJourney> _read = new(AtOnce);
    private readonly Dictionary<string, int> _reasons = [];
    private ImportResult _result = new();
    private Func<ImportRow, Refusal, int, Task> _rejected = (_, _, _) => Task.CompletedTask;

    /// <summary>
    /// Returns how the file is read, or why it cannot be: it is no text, or lacks columns that the mapping names, for example.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="mapping">What its columns mean.</param>
    /// <param name="encoding">Its encoding; null to detect it.</param>
    /// <param name="separator">Its separator; null to detect it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<(TextFormat? Format, IReadOnlyList<string> Problems)> ExamineAsync(
        string path, ImportMapping mapping, Encoding? encoding, char? separator, CancellationToken cancellationToken)
    {
        var columns = ImportMappingRules.ColumnsOf(mapping);
        var (format, problem) = TextFormat.Of(path, columns, encoding, separator);
        if (format is null)
        {
            return (null, [$"The file cannot be read: {problem}"]);
        }

        await using var rows = new CsvRows(path, format);
        var header = await rows.ReadHeaderAsync(cancellationToken);
        if (rows.Broken is { } broken)
        {
            return (format, [FormattableString.Invariant($"The file cannot be read: line {broken.Line}: {broken.Reason}.")]);
        }

        if (header.Count == 0)
        {
            return (format, ["The file is empty."]);
        }

        var problems = new ImportHeader(header).ProblemsOf(columns);
        if (problems.Count == 0 || (encoding is null && separator is null))
        {
            return (format, problems);
        }

        // What was said may be what is wrong.
        var (detected, _) = TextFormat.Of(path, columns, null, null);
        return detected is null || detected.ToString() == format.ToString()
            ? (format, problems)
            : (format, [.. problems, $"It was read as {format}, and looks like {detected}."]);
    }

    /// <param name="path">The file.</param>
    /// <param name="mapping">What its columns mean.</param>
    /// <param name="settings">How it is to be imported.</param>
    /// <param name="rejected">Called for each rejected row.</param>
    /// <param name="progress">Called from time to time with the number of lines read so far.</param>
    /// <param name="cancellationToken">Stops the import between two transactions.</param>
    public async Task<ImportResult> RunAsync(
        string path, ImportMapping mapping, ImportSettings settings, Action<RejectedRow> rejected, Action<int> progress,
        CancellationToken cancellationToken)
    {
        var format = settings.Format ?? TextFormat.Of(path, ImportMappingRules.ColumnsOf(mapping), null, null) switch
        {
            ({ } detected, _) => detected,
            var (_, problem) => throw new InvalidDataException(problem),
        };
        await using var rows = new CsvRows(path, format);
        var header = await rows.ReadHeaderAsync(cancellationToken);
        var source = rows.AreRejected ? await SourceAsync(path, settings.BatchId, cancellationToken) : null;
        var store = new ImportStore(db, register, journeys, clock)
        {
            Batch = source ?? NewBatch(path, mapping),
            IsJoined = source is not null,
            IsLong = mapping.IsLong,
        };
        var cells = new ImportCells(mapping, header);
        var (reader, keys) = (new ImportReader(mapping, cells, clock.LatestDay()), new ImportKeys(mapping, cells));
        await using (var rejectedRows = new RejectedRows(path, header))
        {
            _rejected = (row, reason, together) =>
            {
                rejected(new RejectedRow(row.Line, reason, row.IsContinued));
                return rejectedRows.AddAsync(row, reason, together, cancellationToken);
            };
            var single = rows.ReadRowsAsync(header.Count, row => reader.Read([row]).Journey is not null, cancellationToken);
            var groups = mapping.IsLong
                ? GatheredAsync(rows, single, keys, progress, cancellationToken)
                : single.Select(row => (IReadOnlyList<ImportRow>)[row]);
            await foreach (var group in groups)
            {
                await ReadAsync(group, reader, keys);
                if (_read.Count == AtOnce)
                {
                    await FlushAsync(store, settings.IsDryRun, cancellationToken);
                    progress(group[^1].Line);
                }
            }

            await FlushAsync(store, settings.IsDryRun, cancellationToken);
        }

        if (!settings.IsDryRun)
        {
            await store.KeepSkippedAsync(_result.Skipped, cancellationToken);
        }

        _result = _result with
        {
            Broken = rows.Broken,
            BatchId = settings.IsDryRun || (_result is { Journeys: 0, Updated: 0, Skipped: 0 } && source is null) ? null : store.Batch.Id,
            IsJoined = source is not null,
            Reasons = _reasons,
        };
        LogResult(settings.IsDryRun);
        return _result;
    }

    private async Task<ImportBatch?> SourceAsync(string path, Guid? id, CancellationToken cancellationToken) => id is { } said
        ? await history.FindAsync(said, cancellationToken)
        : await history.FindAsync(RejectedRows.SourceOf(Path.GetFileName(path)), FolderOf(path), cancellationToken);

    private ImportBatch NewBatch(string path, ImportMapping mapping) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        FileName = Path.GetFileName(path),
        Folder = FolderOf(path),
        Mapping = ImportMappingJson.Write(mapping),
        StartedAtUtc = clock.UtcNow(),
    };

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";

    // One refused row is a journey that is not whole, and so none of its rows comes in.
    private async Task ReadAsync(IReadOnlyList<ImportRow> rows, ImportReader reader, ImportKeys keys)
    {
        if (rows.FirstOrDefault(row => row.Problem is not null) is { } unreadable)
        {
            await RejectAsync(rows, unreadable.Problem!, unreadable);
            return;
        }

        // Of rows that were rejected together some may have been left out of the corrected file.
        var together = rows.Max(row => row.Together);
        if (together > rows.Count)
        {
            await RejectAsync(rows, new Refusal(PartlyHere, string.Create(CultureInfo.InvariantCulture, $"{rows.Count} of {together}")), rows[0]);
            return;
        }

        var (key, problem) = keys.Next(rows[0]);
        var reading = key is null ? ImportReading.Rejected(problem!, rows[0]) : reader.Read(rows);
        if (reading.Journey is { } journey)
        {
            _read.Add(journey with { Key = key! });
        }
        else
        {
            await RejectAsync(rows, reading.Problem!, reading.At!);
        }
    }

    private async Task RejectAsync(IReadOnlyList<ImportRow> rows, Refusal problem, ImportRow at)
    {
        var together = Math.Max(rows.Count, rows.Max(row => row.Together));
        foreach (var row in rows)
        {
            var reason = row.Problem ?? (row == at || problem.Where is not null
                ? problem
                : problem with { Where = string.Create(CultureInfo.InvariantCulture, $"line {at.Line}") });
            if (_reasons.Count < MostReasons || _reasons.ContainsKey(reason.Kind))
            {
                _reasons[reason.Kind] = _reasons.GetValueOrDefault(reason.Kind) + 1;
            }

            await _rejected(row, reason, together);
        }

        _result = _result with { Skipped = _result.Skipped + rows.Count };
    }

    // Until the last row is read, any journey may go on: of a file that breaks before, none is known to be whole.
    private static async IAsyncEnumerable<IReadOnlyList<ImportRow>> GatheredAsync(
        CsvRows file, IAsyncEnumerable<ImportRow> rows, ImportKeys keys, Action<int> progress,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var spool = new JourneySpool();
        var count = 0;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            spool.Add(keys.Journey(row), row);
            if (++count % AtOnce == 0)
            {
                progress(row.Line);
            }
        }

        foreach (var journey in file.Broken is null ? spool.Journeys() : [])
        {
            yield return journey;
        }
    }

    private async Task FlushAsync(ImportStore store, bool isDryRun, CancellationToken cancellationToken)
    {
        var written = isDryRun ? await store.CompareAsync(_read, cancellationToken) : await store.WriteAsync(_read, cancellationToken);
        foreach (var (journey, reason) in written.Refused)
        {
            await RejectAsync(journey.Rows, reason, journey.Rows[0]);
        }

        _result = _result with
        {
            Journeys = _result.Journeys + written.Added.Count,
            Moments = _result.Moments + written.Added.Sum(row => row.Read.Moments.Count),
            Updated = _result.Updated + written.Updated.Count,
            Known = _result.Known + written.Known.Sum(journey => journey.Rows.Count),
            Months = _result.Months + written.Added.Sum(row => row.Read.Months) + written.Updated.Sum(row => row.Read.Months),
        };
        _read.Clear();
    }

    private void LogResult(bool isDryRun)
    {
        if (_result.Broken is { } broken)
        {
            Log.Broken(logger, broken.Line);
        }

        if (!isDryRun)
        {
            Log.Finished(logger, _result.BatchId, _result.Journeys, _result.Updated, _result.Skipped, _result.Known);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 401, Level = LogLevel.Information,
            Message = "Import {Batch} finished: {Journeys} journeys added, {Updated} updated, {Rejected} rows rejected, {Known} known")]
        public static partial void Finished(ILogger logger, Guid? batch, int journeys, int updated, int rejected, int known);

        [LoggerMessage(EventId = 402, Level = LogLevel.Warning, Message = "Import stopped: the file cannot be read beyond line {Line}")]
        public static partial void Broken(ILogger logger, int line);
    }
}

/// <summary>How a file is to be imported.</summary>
public sealed record ImportSettings
{
    /// <summary>Whether to check every row, compare it with the store, and write nothing but the rejected rows.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>How the file is read; null to detect it.</summary>
    public TextFormat? Format { get; init; }

    /// <summary>The batch that rejected the rows of the file; null to find it by the file's name.</summary>
    public Guid? BatchId { get; init; }
}

/// <summary>A row that was rejected.</summary>
/// <param name="IsContinued">Whether the row before it gave the same reason and named this line as well.</param>
public sealed record RejectedRow(int Line, Refusal Reason, bool IsContinued);

/// <summary>The result of an import.</summary>
public sealed record ImportResult
{
    /// <summary>The journeys that are new, and their moments.</summary>
    public int Journeys { get; init; }

    public int Moments { get; init; }

    /// <summary>The journeys that were there and are now as the file says.</summary>
    public int Updated { get; init; }

    /// <summary>The number of rejected rows.</summary>
    public int Skipped { get; init; }

    /// <summary>The number of rows that an earlier import had brought in, and that say the same.</summary>
    public int Known { get; init; }

    /// <summary>How many days were written as months.</summary>
    public int Months { get; init; }

    /// <summary>How many rows were rejected for each reason.</summary>
    public IReadOnlyDictionary<string, int> Reasons { get; init; } = new Dictionary<string, int>();

    /// <summary>The batch; null if nothing was kept.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>Whether the rows joined the batch that had rejected them.</summary>
    public bool IsJoined { get; init; }

    /// <summary>Where reading stopped; null if the file was read to its end.</summary>
    public BrokenFile? Broken { get; init; }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"imported {Journeys} journeys, {Moments} moments; skipped {Skipped} rows");
}

/// <summary>The services of the import.</summary>
public static class ImportServices
{
    public static IServiceCollection AddImports(this IServiceCollection services) =>
        services.AddTransient<CsvImport>().AddTransient<ImportHistory>();
}
