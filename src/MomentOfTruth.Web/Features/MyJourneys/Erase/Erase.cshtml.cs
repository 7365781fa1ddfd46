using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Lists what disappears with a journey, and erases the journey if its customer confirms it.</summary>
[AllowAnonymous]
[OpenedByReceipt]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class EraseModel(EraseQuery query, JourneyWriter journeys, ReceiptCookie receipts, IStringLocalizer<SharedText> shared)
    : PageModel, IKeepsInput
{
    /// <summary>The version of the journey that was listed.</summary>
    [BindProperty]
    public string? Version { get; set; }

    public EraseList List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(JourneyKey journey, CancellationToken cancellationToken) =>
        await LoadAsync(journey, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        // Only what was listed is erased: if the journey changed in the meantime, the customer sees the new list first.
        switch (await journeys.EraseAsync(journey, WholeNumber.Of(Version) ?? 0, cancellationToken))
        {
            case JourneyChange.Done:
                await receipts.CloseAsync(HttpContext, journey, cancellationToken);
                return Redirect(Routes.ErasedJourney);
            case JourneyChange.Conflict:
                return await LoadAsync(journey, cancellationToken) ? RefuseConflict() : NotFound();
            default:
                return NotFound();
        }
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) =>
        await LoadAsync(HttpContext.OpenedJourney(), cancellationToken) ? Page() : NotFound();

    private PageResult RefuseConflict()
    {
        ModelState.AddModelError("", shared["Error.Conflict"]);
        return this.Page(StatusCodes.Status409Conflict);
    }

    private async Task<bool> LoadAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        if (await query.RunAsync(key, cancellationToken) is not { } list)
        {
            return false;
        }

        List = list;
        return true;
    }
}
