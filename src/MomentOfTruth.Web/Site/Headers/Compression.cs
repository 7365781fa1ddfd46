using System.IO.Compression;
using System.Net.Mime;
using Microsoft.AspNetCore.ResponseCompression;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Compresses the pages that are long and repetitive: those of companies with their tables, and a customer's journey with up to a hundred
/// moments and five photos each. No other page is compressed: the length of a compressed page reveals something of its secrets to an
/// attacker who can put words into it (BREACH), and other pages show receipt codes. Antiforgery tokens are safe, because they are masked
/// differently in every answer.
/// </summary>
public static class Compression
{
    public static IServiceCollection AddPageCompression(this IServiceCollection services) => services
        // The default, the fastest level, compresses a journey with five hundred photos too little.
        .Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal)
        .AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [MediaTypeNames.Text.Html];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });

    public static IApplicationBuilder UsePageCompression(this IApplicationBuilder app) =>
        app.UseWhen(http => IsCompressed(http.Request.Path), pages => pages.UseResponseCompression());

    /// <summary>Whether the page at this path is compressed.</summary>
    public static bool IsCompressed(PathString path) => path.Value?.Split('/') switch
    {
        [_, _, "companies", ..] => true,
        [_, _, "my-journeys", var journey] => Guid.TryParse(journey, out _),
        _ => false,
    };
}
