using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Leads on to the identity provider. It is a link and no form: pages of this site may send forms to this site alone.</summary>
[AllowAnonymous]
public sealed class ProviderModel(ProviderState provider) : PageModel
{
    /// <param name="returnUrl">The page that asked for a sign-in.</param>
    /// <param name="keep">A journey to attach to the account.</param>
    public IActionResult OnGet(string? returnUrl, Guid? keep)
    {
        if (provider.Name is null)
        {
            return NotFound();
        }

        var arrival = new Arrival(keep, RedirectHttpResult.IsLocalUrl(returnUrl) ? returnUrl : null);
        return Challenge(new AuthenticationProperties { RedirectUri = arrival.On(Routes.ProviderDone) }, ProviderSignIn.Scheme);
    }
}
