using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Refuses a body that says it is too long before any of it is read, with a page that says so. The server itself cuts off one that does not say.
/// A page that takes files takes more, but only of a form that brings files.
/// </summary>
public static class BodyLimit
{
    public static IApplicationBuilder UseBodyLimit(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var limit = Limits.BodyBytes;
        if (http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is { MaxRequestBodySize: { } most })
        {
            limit = BringsFiles(http.Request) ? (int)most : limit;
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
            {
                server.MaxRequestBodySize = limit;
            }
        }

        var isErrorPage = http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null;
        if (isErrorPage || http.Request.ContentLength is null || http.Request.ContentLength <= limit)
        {
            return next(http);
        }

        // The page that says it has no use for the body either.
        http.Request.ContentType = null;
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    });

    private static bool BringsFiles(HttpRequest request) => request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>A page whose form may bring files, and how long it may be with them.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFilesAttribute(int maxBytes) : Attribute, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize { get; } = maxBytes;
}
