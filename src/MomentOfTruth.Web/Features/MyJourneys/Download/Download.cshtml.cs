using System.Net.Mime;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>All that the customer gave of a journey, as one zip. It answers with the file and never draws a page.</summary>
[AllowAnonymous]
[OpenedByReceipt]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class DownloadModel(DownloadQuery query, PhotoQuery photos, TimeProvider clock, IStringLocalizer<MyJourneysText> text) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (await query.RunAsync(journey, cancellationToken) is not { } takeout)
        {
            return NotFound();
        }

        var file = new ContentDispositionHeaderValue(DispositionTypeNames.Attachment);
        file.SetHttpFileName($"my-journey-{takeout.Company.Slug}.zip");
        Response.Headers.ContentDisposition = file.ToString();
        Response.ContentType = DownloadZip.ContentType;

        // The framework ends each entry of a zip with a short write that waits; all the long ones do not.
        HttpContext.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        await DownloadZip.WriteAsync(takeout, ReadmeOf(takeout), PhotosOf(journey), Response.Body, cancellationToken);
        return new EmptyResult();
    }

    // Read one after the other, as they are written.
    private IAsyncEnumerable<DownloadedFile> PhotosOf(Guid journeyId) => photos.AllOfAsync(journeyId).Select(photo => new DownloadedFile(
        DownloadedPhoto.PathOf(photo.MomentNumber, photo.Number), (stream, cancellationToken) => stream.WriteAsync(photo.Picture, cancellationToken).AsTask()));

    private string ReadmeOf(JourneyDownload takeout) => string.Join("\r\n",
        text["Download.ReadmeTitle", SiteCulture.NameOf(takeout.Company.Name, takeout.Company.KoreanName), Display.Day(clock.Today(TimeZoneInfo.Utc.Id))],
        "",
        text["Download.ReadmeData", DownloadZip.Data],
        text["Download.ReadmePhotos"],
        "",
        text["Download.ReadmeScores"],
        "");
}
