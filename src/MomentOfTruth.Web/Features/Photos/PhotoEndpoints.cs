using Microsoft.Net.Http.Headers;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.MyJourneys;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>
/// The photos themselves, in both sizes, to those who may see the journey: asked again at every request, and nothing there for anybody else.
/// Always JPEG of our own making, and nothing that a browser would run.
/// </summary>
public static class PhotoEndpoints
{
    private const string Thumbnail = "thumbnail";

    public static void MapPhotos(this IEndpointRouteBuilder routes)
    {
        var photos = routes.MapGroup("/{culture:culture}").WithSecurityHeadersPolicy(SecurityHeaders.Files);
        photos.MapGet("/my-journeys/{journey:guid}/photos/{photo:guid}/{size?}", OfMineAsync).AllowAnonymous();
        photos.MapGet("/log/{company}/drafts/{draft}/photos/{photo:guid}/{size?}", OfDraftAsync).AllowAnonymous().WithMetadata(new PublicCompanyPageAttribute());
        photos.MapGet("/companies/{company}/journeys/{journey:guid}/photos/{photo:guid}/{size?}", OfCompanyAsync).RequireAuthorization(CompanyPolicies.Read);
    }

    private static async Task<IResult> OfMineAsync(
        Guid journey, Guid photo, string? size, HttpContext http, JourneyAccess access, PhotoQuery photos, CancellationToken cancellationToken) =>
        IsSize(size) && await access.OpensAsync(http, journey, cancellationToken)
            ? Send(http, await photos.FileAsync(PhotoOwner.Journey(journey), photo, size is not null, cancellationToken), photo, size)
            : Results.NotFound();

    private static async Task<IResult> OfDraftAsync(
        string company, string draft, Guid photo, string? size, HttpContext http, FormQuery companies, PhotoQuery photos, CancellationToken cancellationToken) =>
        IsSize(size) && DraftStore.HashOf(draft) is { } hash && await companies.CompanyAsync(company, cancellationToken) is not null
            ? Send(http, await photos.FileAsync(PhotoOwner.Draft(hash), photo, size is not null, cancellationToken), photo, size)
            : Results.NotFound();

    private static async Task<IResult> OfCompanyAsync(
        Guid journey, Guid photo, string? size, HttpContext http, PhotoQuery photos, CancellationToken cancellationToken) =>
        IsSize(size)
            ? Send(http, await photos.FileAsync(http.Company().Id, journey, photo, size is not null, cancellationToken), photo, size)
            : Results.NotFound();

    private static bool IsSize(string? size) => size is null or Thumbnail;

    // What a photo shows never changes: a browser that has it asks whether it may still show it, and is not sent it again.
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
