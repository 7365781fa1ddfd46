using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Asks somebody who is signed in to prove it once more, by password or passkey, and leads back to the page that asked.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ProveModel(
    UserManager<User> users, PasskeyDoor passkeys, PasswordCheck check, Sessions sessions, ProviderState provider,
    IStringLocalizer<AccountText> accountText, IStringLocalizer<PasskeyText> text)
    : PageModel, IKeepsInput
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    [PlainText(PasswordRules.MaxLength)]
    public string? Password { get; set; }

    public bool HasPassword { get; private set; }

    public bool HasPasskey { get; private set; }

    /// <summary>The name of the identity provider, if the account belongs to it; null if not.</summary>
    public string? Provider { get; private set; }

    /// <summary>The way back, on this site only.</summary>
    public string Back => RedirectHttpResult.IsLocalUrl(ReturnUrl) ? ReturnUrl! : Routes.Account;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => RenderAgainAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(User) is not { } user)
        {
            return Challenge();
        }

        if (ModelState.IsValid && string.IsNullOrEmpty(Password))
        {
            ModelState.AddModelError(nameof(Password), text["Prove.Needed"]);
        }

        if (ModelState.IsValid && await check.RefusalAsync(HttpContext, user, Password!) is { } wrong)
        {
            ModelState.AddModelError(nameof(Password), accountText[wrong]);
        }

        return ModelState.IsValid ? await DoneAsync(SessionProof.Password) : await RefuseAsync(cancellationToken);
    }

    /// <summary>What the browser needs to ask for one of the account's passkeys.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync()
    {
        AuditNote.Of(HttpContext).Idle();
        return Content(await passkeys.AskAsync(await users.GetUserAsync(User)), "application/json");
    }

    /// <param name="credential">What the browser answered.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IActionResult> OnPostPasskeyAsync([FromForm] string? credential, CancellationToken cancellationToken)
    {
        if (await passkeys.OwnerAsync(credential) is { } owner && owner.Id == User.AccountId())
        {
            return await DoneAsync(SessionProof.Passkey);
        }

        ModelState.AddModelError("", text["Passkey.Refused"]);
        return await RefuseAsync(cancellationToken);
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(User) is not { } user)
        {
            return Challenge();
        }

        HasPassword = user.PasswordHash is not null;
        HasPasskey = (await users.GetPasskeysAsync(user)).Count > 0;
        Provider = (await users.GetLoginsAsync(user)).Count > 0 ? provider.Name : null;
        return Page();
    }

    private async Task<IActionResult> DoneAsync(SessionProof proof)
    {
        await sessions.ProveAsync(HttpContext, proof);
        return LocalRedirect(Back);
    }

    private async Task<IActionResult> RefuseAsync(CancellationToken cancellationToken)
    {
        var page = await RenderAgainAsync(cancellationToken);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page;
    }
}
