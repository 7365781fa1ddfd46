using System.Net.Mime;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Sends all that the customer gave of a journey as one zip. It has no page of its own.</summary>
[AllowAnonymous]
[OpenedByReceipt]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class DownloadModel(
    DownloadQuery query, MyJourneyQuery journeys, DownloadHtml page, PhotoQuery photos, TimeProvider clock,
    IStringLocalizer<MyJourneysText> text) : PageModel
{
    public async Task<IActionResult> OnGetAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        if (await journeys.RunAsync(journey, cancellationToken) is not { } mine
            || await query.RunAsync(journey, cancellationToken) is not { } download)
        {
            return NotFound();
        }

        var file = new ContentDispositionHeaderValue(DispositionTypeNames.Attachment);
        file.SetHttpFileName($"my-journey-{download.Company.Slug}.zip");
        Response.Headers.ContentDisposition = file.ToString();
        Response.ContentType = DownloadZip.ContentType;

        // The framework ends each entry of a zip with a short synchronous write, which the server refuses by default.
        HttpContext.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        await DownloadZip.WriteAsync(
            download, ReadmeOf(download), page.Of(mine, download), PhotosOf(journey), Response.Body, cancellationToken);
        return new EmptyResult();
    }

    // Read one after the other, as they are written.
    private IAsyncEnumerable<DownloadedFile> PhotosOf(JourneyKey key) => photos.AllOfAsync(key).Select(photo => new DownloadedFile(
        DownloadedPhoto.PathOf(photo.MomentNumber, photo.Number),
        (stream, cancellationToken) => stream.WriteAsync(photo.Picture, cancellationToken).AsTask()));

    private string ReadmeOf(JourneyDownload download) => string.Join("\r\n",
        text[
            "Download.ReadmeTitle",
            SiteCulture.NameOf(download.Company.Name, download.Company.KoreanName),
            Display.Day(clock.Today(TimeZoneInfo.Utc.Id))],
        "",
        text["Download.ReadmePage", DownloadZip.Page],
        text["Download.ReadmeData", DownloadZip.Data],
        text["Download.ReadmePhotos"],
        "",
        text["Download.ReadmeScores"],
        "");
}
