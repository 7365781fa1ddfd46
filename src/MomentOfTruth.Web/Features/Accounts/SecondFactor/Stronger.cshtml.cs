using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Says to a member of a company that asks for more than a password how to get in.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class StrongerModel(UserManager<User> users, ProviderState provider) : PageModel
{
    /// <summary>The page of the company that was asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public bool HasPasskey { get; private set; }

    /// <summary>The name of the identity provider; null without one.</summary>
    public string? Provider => provider.Name;

    public string Back => RedirectHttpResult.IsLocalUrl(ReturnUrl) ? ReturnUrl! : Routes.Companies;

    public async Task<IActionResult> OnGetAsync()
    {
        if (CurrentSession.Of(HttpContext) is { IsStrong: true })
        {
            return LocalRedirect(Back);
        }

        HasPasskey = await users.GetUserAsync(User) is { } user && (await users.GetPasskeysAsync(user)).Count > 0;
        return Page();
    }
}
