using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Net.Http.Headers;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>
/// Sends the pictures of published journeys. Whether a journey is published is asked at every request, since customers who withdraw it are
/// promised that it is gone at once: browsers that have the picture ask whether it is still there, and are not sent it again.
/// </summary>
public static class PictureEndpoints
{
    public static void MapPictures(this IEndpointRouteBuilder routes) => routes
        .MapGroup("/{culture:culture}").WithSecurityHeadersPolicy(SecurityHeaders.Files)
        .MapGet("/published/{company}/{publication:guid}.png", SendAsync)
        .AllowAnonymous()
        .WithMetadata(new PublicCompanyPageAttribute());

    private static async Task<Results<FileContentHttpResult, NotFound>> SendAsync(
        string company, Guid publication, HttpContext http, PublicCompanyQuery companies, PublishedQuery published, JourneyPicture picture,
        PictureStore store, CancellationToken cancellationToken)
    {
        http.Response.Headers["X-Robots-Tag"] = "noindex, noarchive";
        if (await companies.RunAsync(company, cancellationToken) is not { } found
            || await published.OneAsync(found.Id, publication, cancellationToken) is not { } read)
        {
            return TypedResults.NotFound();
        }

        var sheet = picture.Draw(read.Journey);
        http.Response.Headers.CacheControl = "public, no-cache";
        return TypedResults.Bytes(
            await store.PngAsync(sheet, Limits.Address(http), cancellationToken), "image/png",
            entityTag: new EntityTagHeaderValue($"\"{sheet.Name}\""));
    }
}

/// <summary>Keeps the pictures that were asked for last, and makes few at once: one takes a tenth of a second of one core.</summary>
public sealed class PictureStore : IDisposable
{
    private const int MostBytes = 16 * 1024 * 1024, AtOnce = 1;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    private readonly Turns _turns = new(AtOnce);

    private int _made;

    /// <summary>How many pictures have been made.</summary>
    public int Made => _made;

    public async Task<byte[]> PngAsync(PictureSheet sheet, string sender, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(sheet.Name, out byte[]? kept))
        {
            return kept!;
        }

        using (await _turns.EnterAsync(sender, cancellationToken))
        {
            if (_kept.TryGetValue(sheet.Name, out kept))
            {
                return kept!;
            }

            var png = await Task.Run(sheet.ToPng, cancellationToken);
            Interlocked.Increment(ref _made);
            return _kept.Set(sheet.Name, png, new MemoryCacheEntryOptions { Size = png.Length, SlidingExpiration = TimeSpan.FromHours(1) });
        }
    }

    public void Dispose() => _kept.Dispose();
}
