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

    public async Task WriteAsync(IEnumerable<CsvCell> row, CancellationToken cancellationToken) =>
        await _csv.WriteRecordAsync([.. row.Select(cell => cell.Written)], cancellationToken);

    public ValueTask DisposeAsync() => _csv.DisposeAsync();
}

/// <summary>
/// One cell of a file, written the same for every language and machine, and so that nothing is lost. A string is always taken for a text of
/// people and guarded against spreadsheets that would run it as a formula; only numbers and times are written as they are.
/// </summary>
public readonly record struct CsvCell
{
    private CsvCell(string? written) => Written = written;

    /// <summary>What the file holds; null for an empty cell.</summary>
    public string? Written { get; }

    public static implicit operator CsvCell(string? text) => new(SpreadsheetText.Guard(text));

    public static implicit operator CsvCell(int number) => (long)number;

    public static implicit operator CsvCell(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    public static implicit operator CsvCell(int? number) => new(number?.ToString(CultureInfo.InvariantCulture));

    public static implicit operator CsvCell(double? number) => new(number?.ToString("R", CultureInfo.InvariantCulture));

    public static implicit operator CsvCell(DateOnly? day) => new(day?.ToIso());

    public static implicit operator CsvCell(TimeOnly? time) => new(time?.ToString("HH:mm:ss", CultureInfo.InvariantCulture));

    /// <summary>An instant with the offset that the zone had then.</summary>
    public static CsvCell Instant(DateTime? instantUtc, string timeZoneId) => new(instantUtc is { } instant
        ? CompanyClock.LocalTime(new DateTimeOffset(instant, TimeSpan.Zero), timeZoneId)
            .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
        : null);
}
