using System.Globalization;
using CsvHelper;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>The rows that were not imported, each with its line and the reason, beside the file. There is no such file if all rows were good.</summary>
internal sealed class RejectedRows : IAsyncDisposable
{
    private readonly string _path;
    private readonly IReadOnlyList<string> _header;
    private CsvWriter? _csv;

    /// <summary>What an import before left is removed.</summary>
    public RejectedRows(string file, IReadOnlyList<string> header)
    {
        (_path, _header) = (file + ".rejected.csv", header);
        File.Delete(_path);
    }

    public async Task AddAsync(ImportRow row, string reason, CancellationToken cancellationToken)
    {
        if (_csv is null)
        {
            // A row may be rejected for having too many cells or too few.
            _csv = CsvWriter.Create(File.Create(_path), CsvWriterOptions.Default with { ValidateFieldCount = false }, leaveOpen: false);
            await _csv.WriteRecordAsync(Guarded(["line", "reason", .. _header]), cancellationToken);
        }

        await _csv.WriteRecordAsync(Guarded([row.Line.ToString(CultureInfo.InvariantCulture), reason, .. row.Cells]), cancellationToken);
    }

    public ValueTask DisposeAsync() => _csv?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string?[] Guarded(IEnumerable<string> cells) => [.. cells.Select(SpreadsheetText.Guard)];
}
