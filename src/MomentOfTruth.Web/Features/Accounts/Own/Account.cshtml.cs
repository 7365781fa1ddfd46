using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>The page of one's own account: its address, a change of password, and the way to delete it.</summary>
public sealed class AccountModel(
    AccountQuery query, AccountWriter accounts, PasswordCheck check, SignInManager<User> signIn, UserManager<User> users,
    IStringLocalizer<AccountText> text)
    : OwnAccountPageModel(query, check, text)
{
    public const string DoneName = "done", PasswordDone = "password", EmailDone = "email";

    [BindProperty]
    public ChangePasswordInput Input { get; set; } = new();

    /// <summary>Names what was done just before this page was opened.</summary>
    [BindProperty(Name = DoneName, SupportsGet = true)]
    public string? Done { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Done = null;
        if (await users.GetUserAsync(User) is not { } user)
        {
            return Challenge();
        }

        await CheckPasswordAsync(user, Input.Current, "Input.Current");
        if (ModelState.IsValid)
        {
            foreach (var refusal in await accounts.RefusalsAsync(user, Input.Password!))
            {
                ModelState.AddModelError("Input.Password", Text["Password." + refusal]);
            }
        }

        if (!ModelState.IsValid || !(await users.ChangePasswordAsync(user, Input.Current!, Input.Password!)).Succeeded)
        {
            return await RefuseAsync(StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        // The change has ended all sessions; this one goes on.
        await signIn.RefreshSignInAsync(user);
        return Redirect(Routes.Account.With((DoneName, PasswordDone)));
    }
}

/// <summary>The form that changes a password.</summary>
public sealed class ChangePasswordInput
{
    [Required(ErrorMessage = "Error.Required")]
    [PlainText(PasswordRules.MaxLength)]
    public string? Current { get; set; }

    [Required(ErrorMessage = "Error.Required")]
    [PlainText(PasswordRules.MaxLength)]
    public string? Password { get; set; }
}
