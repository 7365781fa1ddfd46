using System.Globalization;
using CsvHelper;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Exports;

/// <summary>A CSV file while it is written. Every file that people open in a spreadsheet is written through it.</summary>
public sealed class CsvFile : IAsyncDisposable
{
    // RFC 4180 with CRLF is its default; outer spaces are quoted, as some programs trim them otherwise.
    private static readonly CsvWriterOptions Rfc4180 = CsvWriterOptions.Default with { Quoting = CsvQuoting.WhenNeededOrWhitespace };

    private readonly CsvWriter _csv;

    /// <param name="stream">Stays open.</param>
    /// <param name="forExcel">Whether the file begins with the byte order mark, without which Excel takes it for another encoding.</param>
    public CsvFile(Stream stream, bool forExcel) =>
        _csv = CsvWriter.Create(stream, Rfc4180 with { WriteByteOrderMark = forExcel }, leaveOpen: true);

    public async Task WriteAsync(IEnumerable<CsvCell> row, CancellationToken cancellationToken)
    {
        foreach (var cell in row)
        {
            cell.WriteTo(_csv);
        }

        await _csv.EndRecordAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();
}

/// <summary>
/// One cell of a file, written the same for every language and machine, and so that nothing is lost. A string is always taken for a text of
/// people and guarded against spreadsheets that would run it as a formula; only numbers and times are written as they are.
/// </summary>
public readonly record struct CsvCell
{
    private readonly CellKind _kind;
    private readonly string? _text;

    // The number, the number of a day, or the ticks of a time.
    private readonly long _value;

    private CsvCell(string? text) => _text = text;

    private CsvCell(CellKind kind, long? value) => (_kind, _value) = value is { } known ? (kind, known) : (CellKind.Text, 0);

    private enum CellKind : byte
    {
        Text,
        Whole,
        Day,
        Time,
    }

    public static implicit operator CsvCell(string? text) => new(SpreadsheetText.Guard(text));

    public static implicit operator CsvCell(int number) => (long)number;

    public static implicit operator CsvCell(long number) => new(CellKind.Whole, number);

    public static implicit operator CsvCell(int? number) => new(CellKind.Whole, number);

    public static implicit operator CsvCell(double? number) => new(number?.ToString("R", CultureInfo.InvariantCulture));

    public static implicit operator CsvCell(DateOnly? day) => new(CellKind.Day, day?.DayNumber);

    public static implicit operator CsvCell(TimeOnly? time) => new(CellKind.Time, time?.Ticks);

    /// <summary>An instant with the offset that the zone had then.</summary>
    public static CsvCell Instant(DateTime? instantUtc, string timeZoneId) => new(instantUtc is { } instant
        ? CompanyClock.LocalTime(new DateTimeOffset(instant, TimeSpan.Zero), timeZoneId)
            .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
        : null);

    internal void WriteTo(CsvWriter csv)
    {
        switch (_kind)
        {
            case CellKind.Whole:
                csv.WriteField(_value, default, CultureInfo.InvariantCulture);
                break;
            case CellKind.Day:
                csv.WriteField(DateOnly.FromDayNumber((int)_value), "yyyy-MM-dd", CultureInfo.InvariantCulture);
                break;
            case CellKind.Time:
                csv.WriteField(new TimeOnly(_value), "HH:mm:ss", CultureInfo.InvariantCulture);
                break;
            default:
                csv.WriteField(_text);
                break;
        }
    }
}
