using Microsoft.Net.Http.Headers;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>
/// Serves photos, in both sizes, to those who may see the journey: access is checked at every request, and refused as "not found". They are
/// always JPEGs that we encoded, so a browser never runs anything in them.
/// </summary>
public static class PhotoEndpoints
{
    private const string Thumbnail = "thumbnail", OnePhoto = "/{photo:guid}/{size?}";

    /// <summary>The photos of a company's journeys, for its people.</summary>
    public static void MapPhotos(this IEndpointRouteBuilder routes) =>
        routes.Files()
            .MapGet("/companies/{company}/journeys/{journey:guid}/photos" + OnePhoto, OfCompanyAsync)
            .RequireAuthorization(CompanyPolicies.Read);

    /// <summary>The photos that belong to a draft, or to a journey that its customer has opened.</summary>
    /// <param name="path">The beginning of their addresses, after the language.</param>
    /// <param name="owner">Finds the owner of the photos under the address of a request; null if the request may not see them.</param>
    public static RouteHandlerBuilder MapPhotosOf(
        this IEndpointRouteBuilder routes, string path, Func<HttpContext, Task<PhotoOwner?>> owner)
    {
        return routes.Files().MapGet(path + OnePhoto, OfOwnerAsync).AllowAnonymous();

        async Task<IResult> OfOwnerAsync(
            Guid photo, string? size, HttpContext http, PhotoQuery photos, CancellationToken cancellationToken) =>
            IsSize(size) && await owner(http) is { } found
                ? Send(http, await photos.FileAsync(found, photo, size is not null, cancellationToken), photo, size)
                : Results.NotFound();
    }

    private static RouteGroupBuilder Files(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/{culture:culture}").WithSecurityHeadersPolicy(SecurityHeaders.Files);

    private static async Task<IResult> OfCompanyAsync(
        Guid journey, Guid photo, string? size, HttpContext http, PhotoQuery photos, CancellationToken cancellationToken) =>
        IsSize(size)
            ? Send(
                http,
                await photos.FileAsync(new JourneyKey(http.Company().Id, journey), photo, size is not null, cancellationToken),
                photo,
                size)
            : Results.NotFound();

    private static bool IsSize(string? size) => size is null or Thumbnail;

    // The picture of a photo never changes. A browser that has it asks each time whether it may still show it, and is not sent it again.
    private static IResult Send(HttpContext http, PhotoBytes? found, Guid photo, string? size)
    {
        if (found is null)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.ContentDisposition = $"inline; filename=\"photo-{found.Number}.jpg\"";
        return Results.Bytes(found.Jpeg, "image/jpeg", entityTag: new EntityTagHeaderValue($"\"{photo:N}{size}\""));
    }
}
