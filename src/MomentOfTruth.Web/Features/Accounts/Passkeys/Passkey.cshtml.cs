using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>One passkey of one's own account: its name, and the way to remove it. The last way into an account stays.</summary>
[RecentlyProved]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PasskeyModel(UserManager<User> users, IStringLocalizer<PasskeyText> text) : PageModel, IKeepsInput
{
    [BindProperty]
    public string? Name { get; set; }

    public UserPasskeyInfo Passkey { get; private set; } = null!;

    /// <summary>Whether nothing else opens the account.</summary>
    public bool IsLastWay { get; private set; }

    public async Task<IActionResult> OnGetAsync(string passkey)
    {
        if (await FindAsync(passkey) is null)
        {
            return NotFound();
        }

        Name = Passkey.Name;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string passkey)
    {
        if (await FindAsync(passkey) is not { } user)
        {
            return NotFound();
        }

        if (PasskeyNames.Refusal(Name, text) is { } refusal)
        {
            ModelState.AddModelError(nameof(Name), refusal);
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        Passkey.Name = PlainTextAttribute.Stored(Name);
        await users.AddOrUpdatePasskeyAsync(user, Passkey);
        return Redirect(Routes.Passkeys.With((PasskeysModel.DoneName, PasskeysModel.ChangedDone)));
    }

    public async Task<IActionResult> OnPostRemoveAsync(string passkey)
    {
        if (await FindAsync(passkey) is not { } user)
        {
            return NotFound();
        }

        if (IsLastWay)
        {
            return this.Page(StatusCodes.Status409Conflict);
        }

        await users.RemovePasskeyAsync(user, Passkey.CredentialId);
        return Redirect(Routes.Passkeys.With((PasskeysModel.DoneName, PasskeysModel.RemovedDone)));
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) =>
        await FindAsync(RouteData.Values["passkey"] as string) is null ? NotFound() : Page();

    // Returns null if the account has no such passkey.
    private async Task<User?> FindAsync(string? id)
    {
        if (id is not { Length: > 0 and <= 1500 } || !Base64Url.IsValid(id) || await users.GetUserAsync(User) is not { } user)
        {
            return null;
        }

        var all = await users.GetPasskeysAsync(user);
        if (all.FirstOrDefault(p => PasskeysModel.IdOf(p) == id) is not { } found)
        {
            return null;
        }

        Passkey = found;
        IsLastWay = all.Count == 1 && user.PasswordHash is null && (await users.GetLoginsAsync(user)).Count == 0;
        return user;
    }
}
