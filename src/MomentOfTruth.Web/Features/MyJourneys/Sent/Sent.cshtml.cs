using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// Says that the journey was sent and shows its receipt code, for an hour and in this browser only: the store has no more than its hash.
/// </summary>
[AllowAnonymous]
[OpenedByReceipt]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SentModel(MyJourneyQuery query, ReceiptCookie receipts) : PageModel
{
    public MyJourney Journey { get; private set; } = null!;

    /// <summary>The receipt code; null if the hour is over, or if another browser asks.</summary>
    public string? Code { get; private set; }

    public async Task<IActionResult> OnGetAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        if (await query.RunAsync(journey, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        Journey = found;
        Code = receipts.Issued(HttpContext, journey);
        return Page();
    }
}
