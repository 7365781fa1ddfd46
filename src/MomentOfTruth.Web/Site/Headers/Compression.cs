using System.IO.Compression;
using System.Net.Mime;
using Microsoft.AspNetCore.ResponseCompression;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Compresses the pages that hold no secret. The length of a compressed page reveals something of its secrets to an attacker who can put
/// words into it (BREACH), so the pages with receipt codes, keys of drafts or links from mails are sent as they are, and so is every page
/// that is not listed here. Antiforgery tokens are safe, because they are masked differently in every answer.
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
        [_, ""] or [_, "en" or "ko"] or [_, "en" or "ko", ""] => true,
        [_, _, "help" or "method" or "companies" or "published" or "moderation", ..] => true,
        [_, _, "log"] => true,
        [_, _, "my-journeys", var journey] => Guid.TryParse(journey, out _),
        [_, _, "my-journeys", var journey, "history" or "finish" or "publication" or "answer" or "erase"] => Guid.TryParse(journey, out _),
        _ => false,
    };
}
