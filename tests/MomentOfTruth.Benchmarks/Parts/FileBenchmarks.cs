using System.Text;
using BenchmarkDotNet.Attributes;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Exports;
using MomentOfTruth.Web.Features.Imports;

namespace MomentOfTruth.Benchmarks.Parts;

/// <summary>A file of moments written and read row by row, without a store.</summary>
[MemoryDiagnoser]
public class FileBenchmarks
{
    private const int Journeys = 2_000, Moments = 5;

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"moments-{Guid.NewGuid():N}.csv");
    private IReadOnlyList<CsvCell[]> _rows = [];
    private string[] _headings = [];

    [GlobalSetup]
    public async Task WriteOnce()
    {
        _headings = [.. ExportColumns.Headings(ExportKind.Moments, ExportFormat.Plain)];
        _rows = [.. DrawnJourneys.Of(Journeys, Moments).SelectMany(journey => journey.Moments.Select(moment => Row(journey, moment)))];
        await using var file = File.Create(_file);
        await WriteToAsync(file);
    }

    [GlobalCleanup]
    public void Delete() => File.Delete(_file);

    [Benchmark(OperationsPerInvoke = Journeys * Moments)]
    public Task Write() => WriteToAsync(Stream.Null);

    [Benchmark(OperationsPerInvoke = Journeys * Moments)]
    public async Task<int> Read()
    {
        await using var rows = new CsvRows(_file, new TextFormat(new UTF8Encoding(false), ','));
        var (columns, read) = (await rows.ReadHeaderAsync(default), 0);
        await foreach (var row in rows.ReadRowsAsync(columns.Count, _ => true, default))
        {
            read += row.Problem is null ? 1 : 0;
        }

        return read;
    }

    private async Task WriteToAsync(Stream stream)
    {
        await using var csv = new CsvFile(stream, forExcel: false);
        await csv.WriteAsync(_headings.Select(heading => (CsvCell)heading), default);
        foreach (var row in _rows)
        {
            await csv.WriteAsync(row, default);
        }
    }

    private static CsvCell[] Row(Journey journey, Moment moment) =>
    [
        journey.Id.ToString(), "Shop & Co", "Modem", moment.Position, "Call centre", "phone", moment.OccurredOn, moment.OccurredAt,
        moment.Score.ToString(), "Nobody knew, and nobody asked.", "stayed", journey.Day, 1,
    ];
}
