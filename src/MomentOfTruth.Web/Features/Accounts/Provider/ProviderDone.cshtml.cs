using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Where the identity provider leads back to: signs in the person of whom it has just vouched here.</summary>
[AllowAnonymous]
[Audited("SignIn")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ProviderDoneModel(ProviderAccounts accounts, Entrance entrance) : PageModel
{
    /// <param name="returnUrl">The page that asked for a sign-in.</param>
    /// <param name="keep">A journey to attach to the account.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IActionResult> OnGetAsync(string? returnUrl, Guid? keep, CancellationToken cancellationToken)
    {
        var arrival = new Arrival(keep, returnUrl);
        var answer = await HttpContext.AuthenticateAsync(IdentityConstants.ExternalScheme);
        if (answer.Principal is not { } person)
        {
            return Refuse(arrival, SignInModel.ProviderNotice);
        }

        // Good once.
        await HttpContext.SignOutAsync(IdentityConstants.ExternalScheme);
        if (await accounts.FindOrAddAsync(person) is not { } user)
        {
            return Refuse(arrival, SignInModel.UnverifiedNotice);
        }

        if (!await entrance.IsOpenToAsync(user))
        {
            return Refuse(arrival, SignInModel.ProviderNotice);
        }

        await accounts.FollowAsync(user, person, cancellationToken);
        return LocalRedirect(await entrance.EnterAsync(HttpContext, user, SessionProof.Provider, arrival));
    }

    private RedirectResult Refuse(Arrival arrival, string notice) =>
        Redirect(arrival.On(Routes.SignIn).With((SignInModel.NoticeName, notice)));
}
