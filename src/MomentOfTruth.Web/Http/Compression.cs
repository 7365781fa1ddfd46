using System.Net.Mime;
using Microsoft.AspNetCore.ResponseCompression;

namespace MomentOfTruth.Web.Http;

/// <summary>
/// Sends the pages of companies compressed: their tables and links are long and alike. Only theirs, because the length of a compressed page tells
/// something of it to whoever can put words into it, and customers' pages show receipt codes; forms' tokens are masked anew in every answer.
/// </summary>
public static class Compression
{
    public static IServiceCollection AddPageCompression(this IServiceCollection services) => services.AddResponseCompression(options =>
    {
        options.EnableForHttps = true;
        options.MimeTypes = [MediaTypeNames.Text.Html];
        options.Providers.Add<BrotliCompressionProvider>();
        options.Providers.Add<GzipCompressionProvider>();
    });

    public static IApplicationBuilder UsePageCompression(this IApplicationBuilder app) =>
        app.UseWhen(http => http.Request.Path.Value?.Split('/', 4) is [_, _, "companies", ..], companies => companies.UseResponseCompression());
}
