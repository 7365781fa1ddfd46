using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Attaches an opened journey to the signed-in person's account, or detaches it. It gives no rights in a company.</summary>
[AllowAnonymous]
[OpenedByReceipt]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class KeepModel(JourneyKeeping keeping, JourneyAccess access) : PageModel
{
    /// <summary>The journey's page.</summary>
    public string Back => Routes.MyJourney(RouteData.Id("journey")).Page;

    public IActionResult OnGet() => Redirect(Back);

    public async Task<IActionResult> OnPostKeepAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        if (User.AccountId() is not { } account)
        {
            return Redirect(Routes.SignIn.With(("keep", journey.JourneyId.ToString())));
        }

        if (await keeping.AttachAsync(journey, account, cancellationToken))
        {
            return Redirect(Back);
        }

        return this.Page(StatusCodes.Status409Conflict);
    }

    public async Task<IActionResult> OnPostLetGoAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        if (User.AccountId() is not { } account)
        {
            return Challenge();
        }

        await keeping.DetachAsync(journey, account, cancellationToken);

        // Without the account only the receipt code opens the journey, unless it was already entered in this browser.
        return Redirect(await access.OpenedAsync(HttpContext, journey.JourneyId, cancellationToken) is not null ? Back : Routes.MyJourneys);
    }
}
