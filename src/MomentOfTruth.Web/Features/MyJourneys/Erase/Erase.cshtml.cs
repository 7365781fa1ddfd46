using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Lists what disappears with a journey and, when told to, lets it disappear.</summary>
[AllowAnonymous]
[OpenedByReceipt]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class EraseModel(EraseQuery query, JourneyWriter log, ReceiptCookie receipts, IStringLocalizer<SharedText> shared) : PageModel, IKeepsInput
{
    /// <summary>The version of the journey that was listed.</summary>
    [BindProperty]
    public string? Version { get; set; }

    public EraseList List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid journey, CancellationToken cancellationToken) => await LoadAsync(journey, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        // Only what was listed is erased: if more was told in the meantime, it is listed first.
        switch (await log.EraseAsync(journey, WholeNumber.Of(Version) ?? 0, cancellationToken))
        {
            case JourneyChange.Done:
                receipts.Close(HttpContext, journey);
                return Redirect(Routes.ErasedJourney);
            case JourneyChange.Conflict:
                return await LoadAsync(journey, cancellationToken) ? Conflict409() : NotFound();
            default:
                return NotFound();
        }
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) =>
        await LoadAsync(Guid.Parse((string)RouteData.Values["journey"]!), cancellationToken) ? Page() : NotFound();

    private PageResult Conflict409()
    {
        ModelState.AddModelError("", shared["Error.Conflict"]);
        return this.Drawn(StatusCodes.Status409Conflict);
    }

    private async Task<bool> LoadAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        if (await query.RunAsync(journeyId, cancellationToken) is not { } list)
        {
            return false;
        }

        List = list;
        return true;
    }
}
