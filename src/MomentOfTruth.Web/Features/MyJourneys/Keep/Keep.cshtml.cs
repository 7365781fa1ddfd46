using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Puts an opened journey into the signed-in person's account, or takes it out. It gives nobody any right in a company.</summary>
[AllowAnonymous]
[OpenedByReceipt]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class KeepModel(JourneyKeeping keeping, JourneyAccess access) : PageModel
{
    /// <summary>The journey's page.</summary>
    public string Back => Routes.MyJourney(Guid.Parse((string)RouteData.Values["journey"]!)).Page;

    public IActionResult OnGet() => Redirect(Back);

    public async Task<IActionResult> OnPostKeepAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (User.AccountId() is not { } account)
        {
            return Redirect(Routes.SignIn.With(("keep", journey.ToString())));
        }

        if (await keeping.AttachAsync(journey, account, cancellationToken))
        {
            return Redirect(Back);
        }

        return this.Drawn(StatusCodes.Status409Conflict);
    }

    public async Task<IActionResult> OnPostLetGoAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (User.AccountId() is not { } account)
        {
            return Challenge();
        }

        await keeping.DetachAsync(journey, account, cancellationToken);

        // Without the account only the code opens it, unless it has done so in this browser.
        return Redirect(await access.OpensAsync(HttpContext, journey, cancellationToken) ? Back : Routes.MyJourneys);
    }
}
