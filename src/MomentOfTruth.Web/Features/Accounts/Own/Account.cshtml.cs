using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>One's own account: its address, another password, and the way out of it.</summary>
public sealed class AccountModel(AccountQuery query, AccountWriter accounts, PasswordCheck check, SignInManager<User> signIn, UserManager<User> users, IStringLocalizer<AccountText> text)
    : OwnAccountPageModel(query, check, text)
{
    public const string DoneName = "done", PasswordDone = "password";

    [BindProperty]
    public ChangePasswordInput Input { get; set; } = new();

    /// <summary>What has just been done.</summary>
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
                ModelState.AddModelError("Input.Password", Words["Password." + refusal]);
            }
        }

        if (!ModelState.IsValid || !(await users.ChangePasswordAsync(user, Input.Current!, Input.Password!)).Succeeded)
        {
            return await RefuseAsync(StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        // All other sessions have ended with the old password; this one goes on.
        await signIn.RefreshSignInAsync(user);
        return Redirect(Routes.Account.With((DoneName, PasswordDone)));
    }
}

/// <summary>The password of now and the one to come.</summary>
public sealed class ChangePasswordInput
{
    [Required(ErrorMessage = "Error.Required")]
    [PlainText(PasswordRules.MaxLength)]
    public string? Current { get; set; }

    [Required(ErrorMessage = "Error.Required")]
    [PlainText(PasswordRules.MaxLength)]
    public string? Password { get; set; }
}
