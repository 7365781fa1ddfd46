using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Log;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>One journey as its customer sees it: what was left of the promise, every moment, and what can be done next.</summary>
[OpenedByReceipt]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class JourneyModel(MyJourneyQuery query, JourneyLog log, PhotoQuery photos, IStringLocalizer<SharedText> shared) : PageModel, IKeepsInput
{
    public MyJourney Journey { get; private set; } = null!;

    /// <summary>The photos by the position of their moment.</summary>
    public ILookup<int, ShownPhoto> Photos { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid journey, CancellationToken cancellationToken) => await LoadAsync(journey, cancellationToken) ? Page() : NotFound();

    /// <summary>The journey goes on after all. One that is open already is left as it is.</summary>
    public async Task<IActionResult> OnPostReopenAsync(Guid journey, [FromForm] string? version, CancellationToken cancellationToken)
    {
        _ = int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var read);
        var change = await log.ReopenAsync(journey, read, cancellationToken);
        if (change == JourneyChange.NotFound || !await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (change == JourneyChange.Conflict)
        {
            ModelState.AddModelError("", shared["Error.Conflict"]);
            var page = Page();
            page.StatusCode = StatusCodes.Status409Conflict;
            return page;
        }

        return Redirect(Paths.To("my-journeys", journey.ToString()));
    }

    public async Task<IActionResult> RedrawAsync(CancellationToken cancellationToken) =>
        await LoadAsync(Guid.Parse((string)RouteData.Values["journey"]!), cancellationToken) ? Page() : NotFound();

    private async Task<bool> LoadAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        if (await query.RunAsync(journeyId, cancellationToken) is not { } journey)
        {
            return false;
        }

        Journey = journey;
        Photos = await photos.OfJourneyAsync(journeyId, cancellationToken);
        return true;
    }
}
