using System.Globalization;
using CsvHelper;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>
/// Writes the rejected rows, each with its line and the reason, into a file beside the imported one. No file is made if every row was good.
/// </summary>
internal sealed class RejectedRows : IAsyncDisposable
{
    private readonly string _path;
    private readonly IReadOnlyList<string> _header;
    private CsvWriter? _csv;

    /// <summary>Deletes the file that an earlier import left.</summary>
    public RejectedRows(string file, IReadOnlyList<string> header)
    {
        (_path, _header) = (file + ".rejected.csv", header);
        File.Delete(_path);
    }

    public async Task AddAsync(ImportRow row, string reason, CancellationToken cancellationToken)
    {
        if (_csv is null)
        {
            // Rows differ in length: a row may be rejected because it has too many cells or too few.
            _csv = CsvWriter.Create(File.Create(_path), CsvWriterOptions.Default with { ValidateFieldCount = false }, leaveOpen: false);
            await _csv.WriteRecordAsync(Guarded(["line", "reason", .. _header]), cancellationToken);
        }

        await _csv.WriteRecordAsync(Guarded([row.Line.ToString(CultureInfo.InvariantCulture), reason, .. row.Cells]), cancellationToken);
    }

    public ValueTask DisposeAsync() => _csv?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string?[] Guarded(IEnumerable<string> cells) => [.. cells.Select(SpreadsheetText.Guard)];
}
