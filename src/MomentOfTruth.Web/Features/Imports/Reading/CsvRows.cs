using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>
/// Reads a CSV file row by row. A bad row is returned with its problem; where the file cannot be read any further, reading ends and <see
/// cref="Broken"/> says where. A file of rejected rows is read as the file that they come from.
/// </summary>
internal sealed class CsvRows : IAsyncDisposable
{
    public const string LineColumn = "line", ReasonColumn = "reason";

    // A quote that is never closed would otherwise take the whole file for one cell.
    private const int LongestRowInBytes = 4 * 1024 * 1024;

    private const string LeftOpen = "a quote is left open", NotDoubled = "the quotes of a cell are not doubled or not closed";

    private readonly FileStream _file;
    private readonly CsvReader _csv;
    private readonly TextFormat _format;
    private CsvMalformedReason? _malformed;

    public CsvRows(string path, TextFormat format)
    {
        (_file, _format) = (File.OpenRead(path), format);
        _file.Position = TextEncodings.PreambleOf(_file, format.Encoding);
        _csv = CsvReader.Create(_file, CsvReaderOptions.Default with
        {
            Encoding = format.Encoding,
            HasHeader = false,
            MaxRecordSize = LongestRowInBytes,
            OnMalformedRecord = record => _malformed = record.Reason,
            Separator = format.Separator,
            TrackLineNumbers = true,
        }, leaveOpen: true);
    }

    /// <summary>Null as long as the file can be read.</summary>
    public BrokenFile? Broken { get; private set; }

    /// <summary>Whether the file holds rows that were rejected before. Known once the names of the columns are read.</summary>
    public bool AreRejected { get; private set; }

    /// <summary>Returns the names of the columns, which must be read first; empty if the file is empty or broken.</summary>
    public async Task<IReadOnlyList<string>> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        var header = await ReadAsync(cancellationToken);
        if (header is not null && TextFormat.HintOf(header.Raw) is not null)
        {
            header = await ReadAsync(cancellationToken);
        }

        var names = header?.Cells ?? [];
        AreRejected = names is [var line, var reason, _, ..]
            && Naming.KeyOf(line) == LineColumn && Naming.KeyOf(reason) == ReasonColumn;
        return AreRejected ? Original(names) : names;
    }

    /// <param name="columns">The number of columns.</param>
    /// <param name="isWhole">Whether a line that stands within a cell is a row of this file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async IAsyncEnumerable<ImportRow> ReadRowsAsync(
        int columns, Func<ImportRow, bool> isWhole, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await ReadAsync(cancellationToken) is { } record)
        {
            var row = RowOf(record.Line, record.Cells, record.IsMalformed ? new Refusal(NotDoubled) : null, columns);
            var isOneLine = record.LastLine == record.Line;
            if (!record.IsMalformed && (isOneLine || (row.Problem is null && !RunTogether(record, columns, isWhole))))
            {
                yield return row;
                continue;
            }

            // Which line is to be mended only a person can tell: each of them is a row that was refused.
            var problem = isOneLine || (!record.IsMalformed && row.Problem is not null && row.Cells.Count > columns)
                ? row.Problem!
                : new Refusal(LeftOpen);
            var where = isOneLine ? null : string.Create(CultureInfo.InvariantCulture, $"lines {record.Line} to {record.LastLine}");
            foreach (var (index, line) in Lines(record.Raw).Index().Where(line => line.Item.Length > 0))
            {
                yield return RowOf(record.Line + index, Split(line), null, columns) with
                {
                    Problem = problem with { Where = where },
                    IsContinued = index > 0,
                };
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _csv.DisposeAsync();
        await _file.DisposeAsync();
    }

    private ImportRow RowOf(int line, IReadOnlyList<string> cells, Refusal? problem, int columns)
    {
        var (origin, together) = (line, 1);
        if (AreRejected)
        {
            together = cells.Count > 1 ? RejectedRows.TogetherIn(cells[1]) : 1;
            origin = int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? told : line;

            // What was taken for the beginning or the end of a cell stands in the text now, until somebody mends it.
            var isOfQuotes = cells.Count > 1
                && (cells[1].Contains(LeftOpen, StringComparison.Ordinal) || cells[1].Contains(NotDoubled, StringComparison.Ordinal));
            cells = Original(cells);
            problem ??= isOfQuotes && cells.FirstOrDefault(cell => cell.Contains('"', StringComparison.Ordinal)) is { } open
                ? new Refusal(LeftOpen, open)
                : null;
        }

        return new ImportRow(
            line, cells, problem ?? (cells.Count == columns ? null : new Refusal(string.Create(
                CultureInfo.InvariantCulture, $"the row has {cells.Count} cells, the header {columns}"))))
        {
            Origin = origin,
            Together = together,
        };
    }

    private static List<string> Original(IEnumerable<string> cells) => [.. cells.Skip(2).Select(cell => SpreadsheetText.Unguard(cell)!)];

    // A quote that was left open may be closed where the number of cells is right by chance. Then a line within a cell is a row for itself.
    private bool RunTogether(Record record, int columns, Func<ImportRow, bool> isWhole) =>
        Lines(record.Raw).Skip(1).Select(Split).Any(cells =>
            cells.Count == columns + (AreRejected ? 2 : 0)
            && isWhole(RowOf(record.Line, [.. cells.Select(cell => cell.Replace("\"", "", StringComparison.Ordinal))], null, columns)));

    private List<string> Split(string line)
    {
        var alone = Encoding.UTF8.GetBytes(line);
        using var csv = CsvReader.Create(alone, CsvReaderOptions.Default with
        {
            HasHeader = false,
            Mode = CsvMode.NoEscape,
            Separator = _format.Separator,
        });
        return csv.Read() ? [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)] : [];
    }

    private static List<string> Lines(string raw) =>
        [.. raw.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n')];

    private async Task<Record?> ReadAsync(CancellationToken cancellationToken)
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
            Broken = new BrokenFile(line + before.Count(letter => letter == '\n'), "the text is not UTF-8");
            return null;
        }

        if (_malformed == CsvMalformedReason.UnterminatedQuote)
        {
            Broken = new BrokenFile(line, "a quote is not closed");
            return null;
        }

        // Most rows are one line, whose text as a whole nobody needs but for the first.
        var raw = _csv.RawRecord;
        var text = line == 1 || _malformed is not null || raw.ContainsAny((byte)'\n', (byte)'\r') ? Encoding.UTF8.GetString(raw) : "";
        return new Record(
            line,
            line + Lines(text).Count - 1,
            [.. Enumerable.Range(0, _csv.FieldCount).Select(_csv.GetString)],
            _malformed is not null,
            text);
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

    private sealed record Record(int Line, int LastLine, IReadOnlyList<string> Cells, bool IsMalformed, string Raw);
}

/// <summary>Where and why a file cannot be read any further.</summary>
public sealed record BrokenFile(int Line, string Reason);

/// <summary>A row of the file, with the line it begins on.</summary>
/// <param name="Problem">Why it cannot be read as a row of this file; null if it can.</param>
internal sealed record ImportRow(int Line, IReadOnlyList<string> Cells, Refusal? Problem)
{
    /// <summary>Its line in the file from which it was rejected; else its line.</summary>
    public int Origin { get; init; } = Line;

    /// <summary>Whether the line before it has the same problem and names this line as well.</summary>
    public bool IsContinued { get; init; }

    /// <summary>How many rows of its journey were rejected together with it, itself included; 1 in other files.</summary>
    public int Together { get; init; } = 1;
}
