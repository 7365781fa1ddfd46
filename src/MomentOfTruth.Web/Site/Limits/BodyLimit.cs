using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Refuses a body whose declared length is too long before any of it is read, with a page that says so. The server itself cuts off a body
/// that declares no length. A page that takes files allows more, but only for a form that brings files.
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

        var isErrorPage = http.Features.Get<IStatusCodeReExecuteFeature>() is not null
            || http.Features.Get<IExceptionHandlerFeature>() is not null;
        if (isErrorPage || http.Request.ContentLength is null || http.Request.ContentLength <= limit)
        {
            return next(http);
        }

        // The error page must not read the body either.
        http.Request.ContentType = null;
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    });

    private static bool BringsFiles(HttpRequest request) =>
        request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>Marks a page whose form may bring files.</summary>
/// <param name="maxBytes">The longest body with files.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFilesAttribute(int maxBytes) : Attribute, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize { get; } = maxBytes;
}
