using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>
/// Reads a CSV file row by row. A bad row is returned with its problem; where the file cannot be read any further, reading ends and <see
/// cref="Broken"/> says where.
/// </summary>
internal sealed class CsvRows : IAsyncDisposable
{
    // A quote that is never closed would otherwise take the whole file for one cell.
    private const int LongestRowInBytes = 4 * 1024 * 1024;

    private const string NotUtf8 = "the text is not UTF-8";

    private readonly CsvReader _csv;
    private CsvMalformedReason? _malformed;

    /// <param name="file">A stream that can seek.</param>
    public CsvRows(Stream file)
    {
        if (IsUtf16(file))
        {
            Broken = new BrokenFile(1, NotUtf8);
        }

        _csv = CsvReader.Create(file, CsvReaderOptions.Default with
        {
            Encoding = Encoding.UTF8,
            HasHeader = false,
            MaxRecordSize = LongestRowInBytes,
            OnMalformedRecord = record => _malformed = record.Reason,
            Separator = ',',
            TrackLineNumbers = true,
        }, leaveOpen: true);
    }

    /// <summary>Null as long as the file can be read.</summary>
    public BrokenFile? Broken { get; private set; }

    /// <summary>Returns the names of the columns, which must be read first; empty if the file is empty or broken.</summary>
    public async Task<IReadOnlyList<string>> ReadHeaderAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken))?.Cells ?? [];

    public async IAsyncEnumerable<ImportRow> ReadRowsAsync(int columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await ReadAsync(cancellationToken) is { } row)
        {
            yield return row.Problem is null && row.Cells.Count != columns
                ? row with { Problem = FormattableString.Invariant($"the row has {row.Cells.Count} cells, the header {columns}") }
                : row;
        }
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    private async Task<ImportRow?> ReadAsync(CancellationToken cancellationToken)
    {
        _malformed = null;
        try
        {
            if (Broken is not null || !await _csv.ReadAsync(cancellationToken))
            {
                return null;
            }
        }
        catch (CsvFormatException tooLong)
        {
            Broken = new BrokenFile((int)tooLong.LineNumber, "the row is too long, or a quote is not closed");
            return null;
        }

        var line = (int)_csv.LineNumber;
        if (BytesOfText(_csv.RawRecord) is { } before)
        {
            Broken = new BrokenFile(line + before.Count(letter => letter == '\n'), NotUtf8);
            return null;
        }

        if (_malformed == CsvMalformedReason.UnterminatedQuote)
        {
            Broken = new BrokenFile(line, "a quote is not closed");
            return null;
        }

        return new ImportRow(
            line,
            [.. Enumerable.Range(0, _csv.FieldCount).Select(_csv.GetString)],
            _malformed is null ? null : "the quotes of a cell are not doubled or not closed");
    }

    // The reader would silently follow the byte order mark.
    private static bool IsUtf16(Stream file)
    {
        var start = new byte[2];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Seek(-read, SeekOrigin.Current);
        return start is [0xFF, 0xFE] or [0xFE, 0xFF];
    }

    // Returns the bytes before the first that is not UTF-8; null if all are.
    private static byte[]? BytesOfText(ReadOnlySpan<byte> raw)
    {
        if (Utf8.IsValid(raw))
        {
            return null;
        }

        var length = 0;
        while (Rune.DecodeFromUtf8(raw[length..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            length += consumed;
        }

        return raw[..length].ToArray();
    }
}

/// <summary>Where and why a file cannot be read any further.</summary>
public sealed record BrokenFile(int Line, string Reason);
