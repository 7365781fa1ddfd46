using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>
/// Writes the rejected rows, each with its line and the reason, into a file beside the imported one. No file is made if every row was good.
/// </summary>
internal sealed partial class RejectedRows : IAsyncDisposable
{
    public const string Ending = ".rejected.csv";

    private readonly string _path;
    private readonly IReadOnlyList<string> _header;
    private CsvWriter? _csv;

    /// <summary>Deletes the file that an earlier import left.</summary>
    public RejectedRows(string file, IReadOnlyList<string> header)
    {
        (_path, _header) = (file + Ending, header);
        File.Delete(_path);
    }

    /// <summary>The name of the file from which a file of rejected rows comes, as far as names tell.</summary>
    public static string SourceOf(string fileName)
    {
        while (fileName.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
        {
            fileName = fileName[..^Ending.Length];
        }

        return fileName;
    }

    /// <param name="row">The row.</param>
    /// <param name="reason">Why it was rejected.</param>
    /// <param name="together">How many rows of its journey were: a journey comes in whole, also from this file.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public async Task AddAsync(ImportRow row, Refusal reason, int together, CancellationToken cancellationToken)
    {
        if (_csv is null)
        {
            // Rows differ in length: a row may be rejected because it has too many cells or too few.
            _csv = CsvWriter.Create(File.Create(_path), CsvWriterOptions.Default with { ValidateFieldCount = false }, leaveOpen: false);
            await _csv.WriteRecordAsync(Guarded([CsvRows.LineColumn, CsvRows.ReasonColumn, .. _header]), cancellationToken);
        }

        await _csv.WriteRecordAsync(
            Guarded([row.Origin.ToString(CultureInfo.InvariantCulture), reason + Told(together), .. row.Cells]), cancellationToken);
    }

    /// <summary>How many rows of a journey the reason of a rejected row tells of; 1 if of none.</summary>
    public static int TogetherIn(string reason) =>
        Together().Match(reason) is { Success: true } told
            && int.TryParse(told.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? rows : 1;

    private static string Told(int together) =>
        together == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"; one of {together} rows of a journey");

    [GeneratedRegex("; one of ([0-9]+) rows of a journey$")]
    private static partial Regex Together();

    public ValueTask DisposeAsync() => _csv?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string?[] Guarded(IEnumerable<string> cells) => [.. cells.Select(SpreadsheetText.Guard)];
}
