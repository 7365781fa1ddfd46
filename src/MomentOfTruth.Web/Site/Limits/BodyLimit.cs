using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Refuses a body whose declared length is too long before any of it is read, with a page that says so. The server itself cuts off a body
/// that declares no length. A page allows what its fields can hold, and one that takes files allows more, but only for a form that brings
/// files, and only for the files. What all requests together send is bounded too.
/// </summary>
public static class BodyLimit
{
    private const int SecondsToWait = 5;

    private static readonly object IsTooMuchAtOnce = new();

    /// <summary>Whether a request was refused because others are being worked on.</summary>
    public static bool IsBusy(HttpContext http) => http.Items.ContainsKey(IsTooMuchAtOnce);

    public static IApplicationBuilder UseBodyLimit(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var (words, all) = MostOf(http);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = all;
        }

        var isErrorPage = http.Features.Get<IStatusCodeReExecuteFeature>() is not null
            || http.Features.Get<IExceptionHandlerFeature>() is not null;
        var hasBody = http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false && http.Request.ContentLength is not 0;
        if (isErrorPage || !hasBody)
        {
            await next(http);
            return;
        }

        if (http.Request.ContentLength > all)
        {
            Refuse(http, StatusCodes.Status413PayloadTooLarge);
            return;
        }

        using var taken = new TakenBytes(http.RequestServices.GetRequiredService<BytesAtOnce>(), Limits.Address(http));
        var length = http.Request.ContentLength ?? all;
        if (BoundaryOf(http.Request) is { } boundary)
        {
            http.Features.Set<IFormFeature>(new PartsForm(http, boundary, words, taken));
            if (taken.TryTakeFiles(length))
            {
                await next(http);
                return;
            }
        }
        else if (taken.TryTakeWords(length))
        {
            await next(http);
            return;
        }

        Refuse(http, StatusCodes.Status503ServiceUnavailable);
    });

    /// <summary>
    /// Reads a form in parts before the page that it is for, once it is clear that this page may be asked. What of it is too much shows
    /// only while it is read, and would reach the page as a form that is not there.
    /// </summary>
    public static IApplicationBuilder UseFormReading(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.Features.Get<IFormFeature>() is PartsForm form
            && http.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null)
        {
            try
            {
                await form.ReadFormAsync(http.RequestAborted);
            }
            catch (Exception unreadable) when (
                unreadable is IOException or InvalidDataException && !http.RequestAborted.IsCancellationRequested)
            {
                Refuse(http, unreadable switch
                {
                    BadHttpRequestException bad => bad.StatusCode,

                    // A number of the system's own: this machine cannot keep a file until it is read, as there is no room.
                    IOException { HResult: > 0 } => StatusCodes.Status503ServiceUnavailable,
                    _ => StatusCodes.Status400BadRequest,
                });
                return;
            }
        }

        await next(http);
    });

    // What the page's fields can hold, and with its files.
    private static (long Words, long All) MostOf(HttpContext http)
    {
        var page = http.GetEndpoint()?.Metadata;
        var words = page?.GetMetadata<LongFormAttribute>()?.MaxBytes ?? Limits.BodyBytes;
        var files = BringsFiles(http.Request) ? page?.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize : null;
        return (words, Math.Max(words, files ?? 0));
    }

    // The error page must not read the body either.
    private static void Refuse(HttpContext http, int status)
    {
        http.Request.ContentType = null;
        http.Features.Set<IFormFeature>(null);
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            http.Items[IsTooMuchAtOnce] = true;
            Limits.RetryAfter(http.Response, TimeSpan.FromSeconds(SecondsToWait));
        }
    }

    private static bool BringsFiles(HttpRequest request) =>
        request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    private static string? BoundaryOf(HttpRequest request) =>
        BringsFiles(request) && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 } boundary
            ? boundary
            : null;
}

/// <summary>Marks a page whose form may bring files.</summary>
/// <param name="maxBytes">The longest body with files.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFilesAttribute(int maxBytes) : Attribute, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize { get; } = maxBytes;
}

/// <summary>Marks a page whose fields can hold more than <see cref="Limits.BodyBytes"/>.</summary>
/// <param name="maxBytes">The most bytes of its fields, however they are encoded.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LongFormAttribute(int maxBytes) : Attribute
{
    public int MaxBytes { get; } = maxBytes;
}
