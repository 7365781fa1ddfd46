using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Takes from a script whether this browser is told of replies to the journey. It has no page of its own.</summary>
[AllowAnonymous]
[OpenedByReceipt]
[EnableRateLimiting(Limits.Changes)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ToldModel(PushWriter subscriptions) : PageModel
{
    public IActionResult OnGet(JourneyKey journey) => Redirect(Routes.MyJourney(journey.JourneyId).Case);

    public async Task<IActionResult> OnPostAsync(
        JourneyKey journey, [FromForm] string? endpoint, [FromForm] string? p256dh, [FromForm] string? auth,
        CancellationToken cancellationToken)
    {
        var isTaken = endpoint is not null && p256dh is not null && auth is not null
            && await subscriptions.SubscribeAsync(journey, new PushTarget(endpoint, p256dh, auth), cancellationToken);
        return StatusCode(isTaken ? StatusCodes.Status204NoContent : StatusCodes.Status422UnprocessableEntity);
    }

    public async Task<IActionResult> OnPostStopAsync(JourneyKey journey, [FromForm] string? endpoint, CancellationToken cancellationToken)
    {
        await subscriptions.UnsubscribeAsync([journey], endpoint ?? "", cancellationToken);
        return StatusCode(StatusCodes.Status204NoContent);
    }
}
