using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Writes the download while it is sent: a note and a page for the customer, the journey for programs, and the photos unchanged.</summary>
public static class DownloadZip
{
    public const string
        ContentType = "application/zip", Readme = "README.txt", Page = "index.html", Data = "journey.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static async Task WriteAsync(
        JourneyDownload journey, string readme, string page, IAsyncEnumerable<DownloadedFile> files, Stream stream,
        CancellationToken cancellationToken)
    {
        Task WriteReadmeAsync(Stream entry, CancellationToken token) => entry.WriteAsync(Encoding.UTF8.GetBytes(readme), token).AsTask();
        Task WritePageAsync(Stream entry, CancellationToken token) => entry.WriteAsync(Encoding.UTF8.GetBytes(page), token).AsTask();
        Task WriteDataAsync(Stream entry, CancellationToken token) => JsonSerializer.SerializeAsync(entry, journey, Json, token);

        await using var zip = await ZipArchive.CreateAsync(
            stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken);
        await AddAsync(zip, Readme, CompressionLevel.Fastest, WriteReadmeAsync, cancellationToken);
        await AddAsync(zip, Page, CompressionLevel.Fastest, WritePageAsync, cancellationToken);
        await AddAsync(zip, Data, CompressionLevel.Fastest, WriteDataAsync, cancellationToken);
        await foreach (var file in files.WithCancellation(cancellationToken))
        {
            // Photos are compressed already.
            await AddAsync(zip, file.Path, CompressionLevel.NoCompression, file.WriteAsync, cancellationToken);
        }
    }

    private static async Task AddAsync(
        ZipArchive zip, string path, CompressionLevel level, Func<Stream, CancellationToken, Task> writeAsync,
        CancellationToken cancellationToken)
    {
        await using var entry = await zip.CreateEntry(path, level).OpenAsync(cancellationToken);
        await writeAsync(entry, cancellationToken);
    }
}
