using System.IO.Compression;
using System.Net.Mime;
using Microsoft.AspNetCore.ResponseCompression;

namespace MomentOfTruth.Web.Http;

/// <summary>
/// Sends compressed what is long and alike: the pages of companies with their tables, and a customer's journey with its hundred moments and
/// five photos each. Nothing else, because the length of a compressed page tells something of it to whoever can put words into it, and
/// customers' other pages show receipt codes; forms' tokens are masked anew in every answer.
/// </summary>
public static class Compression
{
    public static IServiceCollection AddPageCompression(this IServiceCollection services) => services
        // The fastest, which is the usual, is too little for a journey of five hundred photos.
        .Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal)
        .AddResponseCompression(options =>
    {
        options.EnableForHttps = true;
        options.MimeTypes = [MediaTypeNames.Text.Html];
        options.Providers.Add<BrotliCompressionProvider>();
        options.Providers.Add<GzipCompressionProvider>();
    });

    public static IApplicationBuilder UsePageCompression(this IApplicationBuilder app) =>
        app.UseWhen(http => IsLongAndAlike(http.Request.Path), pages => pages.UseResponseCompression());

    /// <summary>Whether the page at this path is sent compressed; a new page is not until it is named here.</summary>
    internal static bool IsLongAndAlike(PathString path) => path.Value?.Split('/') switch
    {
        [_, _, "companies", ..] => true,
        [_, _, "my-journeys", var journey] => Guid.TryParse(journey, out _),
        _ => false,
    };
}
