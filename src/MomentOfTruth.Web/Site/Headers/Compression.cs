using System.IO.Compression;
using System.Net.Mime;
using Microsoft.AspNetCore.ResponseCompression;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Compresses pages. The length of a compressed page reveals something of its secrets to an attacker who can put words into it and makes
/// somebody's browser ask for it over and over (BREACH), so the pages with receipt codes, keys of drafts or links from mails are sent as they
/// are to a request that another site may have caused, and so is every page that is not listed here: such a request carries cookies, and
/// the browser does not say that it comes from a page of ours, or from the address bar. Antiforgery tokens are safe, because they are
/// masked differently in every answer.
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
        app.UseWhen(http => IsCompressed(http.Request.Path) || IsOurOwn(http.Request), pages => pages.UseResponseCompression());

    // A browser writes this header itself; no script can.
    private static bool IsOurOwn(HttpRequest request) =>
        request.Headers.Cookie.Count == 0 || request.Headers["Sec-Fetch-Site"].ToString() is "same-origin" or "none";

    /// <summary>Whether the page at this path is compressed whoever asks for it.</summary>
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
