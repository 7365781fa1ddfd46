using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Reads a form that is sent in parts (multipart/form-data). The framework's own reader bounds each text and their number, and so lets in
/// some thousand megabytes of them; this one bounds all texts together, and the memory of all requests. Files go to the disk.
/// </summary>
internal sealed class PartsForm(HttpContext http, string boundary, long mostWords, TakenBytes taken) : IFormFeature
{
    private const int
        MostBoundary = 128, InMemoryOfFile = 16 * 1024, Block = 16 * 1024, OfPart = 256, MostHeaders = 16, MostHeaderBytes = 16 * 1024;

    private long _words;

    // What could not be read is not read on: the rest would look like a whole form.
    private Task<FormCollection>? _reading;

    public bool HasFormContentType => true;

    public IFormCollection? Form { get; set; }

    public IFormCollection ReadForm() => Form ?? ReadFormAsync(CancellationToken.None).GetAwaiter().GetResult();

    public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken) =>
        Form ??= await (_reading ??= ReadAsync(cancellationToken));

    private async Task<FormCollection> ReadAsync(CancellationToken cancellationToken)
    {
        if (boundary.Length > MostBoundary)
        {
            throw new InvalidDataException("The boundary of the form's parts is too long.");
        }

        var reader = new MultipartReader(boundary, http.Request.Body)
        {
            HeadersCountLimit = MostHeaders,
            HeadersLengthLimit = MostHeaderBytes,
        };
        var (fields, files, parts) = (new KeyValueAccumulator(), new FormFileCollection(), 0);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } part)
        {
            if (++parts > Limits.FormFields || !ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition))
            {
                throw new InvalidDataException("The form has too many parts, or one without a name.");
            }

            Take(OfPart);
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            if (disposition.IsFileDisposition())
            {
                files.Add(await FileAsync(part, disposition, name, cancellationToken));
            }
            else
            {
                fields.Append(name, await TextAsync(part, cancellationToken));
            }
        }

        return new FormCollection(fields.HasValues ? fields.GetResults() : null, files);
    }

    private async Task<FormFile> FileAsync(
        MultipartSection part, ContentDispositionHeaderValue disposition, string name, CancellationToken cancellationToken)
    {
        var content = new FileBufferingReadStream(part.Body, InMemoryOfFile);
        http.Response.RegisterForDisposeAsync(content);
        await content.DrainAsync(cancellationToken);
        content.Position = 0;
        Take(Math.Min(content.Length, InMemoryOfFile));
        var fileName = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
        return new FormFile(content, 0, content.Length, name, HeaderUtilities.RemoveQuotes(fileName).ToString())
        {
            Headers = new HeaderDictionary(part.Headers),
        };
    }

    private async Task<string> TextAsync(MultipartSection part, CancellationToken cancellationToken)
    {
        var (text, block) = (new MemoryStream(), new byte[Block]);
        while (await part.Body.ReadAsync(block, cancellationToken) is > 0 and var read)
        {
            Take(read);
            text.Write(block, 0, read);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private void Take(long bytes)
    {
        _words += bytes;
        if (_words > mostWords)
        {
            throw new BadHttpRequestException("The texts of the form are too long.", StatusCodes.Status413PayloadTooLarge);
        }

        if (!taken.TryTakeWords(bytes))
        {
            throw new BadHttpRequestException("Too much is sent at once.", StatusCodes.Status503ServiceUnavailable);
        }
    }
}
