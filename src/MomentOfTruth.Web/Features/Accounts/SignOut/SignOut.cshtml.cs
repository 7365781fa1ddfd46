using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Signs out of this browser, or of all. Copies of the cookies are worthless afterwards, and the journeys that were opened while signed in
/// are closed, as on a computer that others use.
/// </summary>
public sealed class SignOutModel(
    SignInManager<User> signIn, UserManager<User> users, Sessions sessions, IKeptJourneys journeys) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (User.AccountId() is { } account)
        {
            await journeys.CloseAsync(HttpContext, account, cancellationToken);
        }

        await signIn.SignOutAsync();
        return LocalRedirect(Routes.Home);
    }

    public async Task<IActionResult> OnPostEverywhereAsync(CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(User) is { } user)
        {
            await sessions.EndAllAsync(user.Id, cancellationToken);
            await users.UpdateSecurityStampAsync(user);
        }

        return await OnPostAsync(cancellationToken);
    }
}
