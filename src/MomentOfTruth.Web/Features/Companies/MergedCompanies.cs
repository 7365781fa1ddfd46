using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>
/// The addresses of a company that was merged into another lead to the same pages, files and forms of the kept one. Asked only where
/// nothing was found: all other requests cost nothing.
/// </summary>
public static class MergedCompanies
{
    // A chain of merges is followed; nobody merges a company so many times.
    private const int LongestChain = 20;

    public static IApplicationBuilder UseMergedCompanies(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        await next(http);
        if (http.Response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false }
            && http.GetRouteValue("company") is string slug
            && await KeptAsync(http.RequestServices.GetRequiredService<AppDbContext>(), slug, http.RequestAborted) is { } kept)
        {
            // A merge can be taken back: no browser may remember it.
            http.Response.Headers.CacheControl = "no-store";
            http.Response.StatusCode = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
                ? StatusCodes.Status301MovedPermanently
                : StatusCodes.Status308PermanentRedirect;
            http.Response.Headers.Location =
                new PathString(Moved(http.Request.Path.Value!, slug, kept)).ToUriComponent() + http.Request.QueryString.ToUriComponent();
        }
    });

    // Null unless the company was merged.
    private static async Task<string?> KeptAsync(AppDbContext db, string slug, CancellationToken cancellationToken)
    {
        string? kept = null;
        for (var i = 0; i < LongestChain; i++)
        {
            var at = kept ?? slug;
            var next = await db.Companies.Where(c => c.Slug == at && c.MergedIntoId != null)
                .Join(db.Companies, c => c.MergedIntoId, k => (Guid?)k.Id, (_, k) => k.Slug)
                .SingleOrDefaultAsync(cancellationToken);
            if (next is null)
            {
                return kept;
            }

            kept = next;
        }

        return null;
    }

    // The name of the company alone, or of one of its files.
    private static string Moved(string path, string slug, string kept)
    {
        var segments = path.Split('/');
        var at = Array.FindIndex(segments, 2, segment => segment == slug || (segment.StartsWith(slug + ".", StringComparison.Ordinal)));
        segments[at] = kept + segments[at][slug.Length..];
        return string.Join('/', segments);
    }
}
