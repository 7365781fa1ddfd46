using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Says what is deleted with an account and what stays and, with the password, deletes it. Who has none has proved lately who it is.
/// </summary>
[RecentlyProved]
public sealed class DeleteAccountModel(
    AccountQuery query, AccountWriter accounts, PasswordCheck check, SignInManager<User> signIn, UserManager<User> users,
    IStringLocalizer<AccountText> text)
    : OwnAccountPageModel(query, check, text)
{
    [BindProperty]
    public DeleteAccountInput Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(User) is not { } user)
        {
            return Challenge();
        }

        if (user.PasswordHash is not null && string.IsNullOrEmpty(Input.Password))
        {
            ModelState.AddModelError("Input.Password", Text["Delete.PasswordNeeded"]);
        }
        else if (user.PasswordHash is not null)
        {
            await CheckPasswordAsync(user, Input.Password, "Input.Password");
        }

        if (!ModelState.IsValid)
        {
            return await RefuseAsync(StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        if (!await accounts.DeleteAsync(user.Id, cancellationToken))
        {
            return await RefuseAsync(StatusCodes.Status409Conflict, cancellationToken);
        }

        await signIn.SignOutAsync();
        return Redirect(Routes.SignIn.With((SignInModel.NoticeName, SignInModel.DeletedNotice)));
    }
}

/// <summary>The form that asks for the password, so that nobody else can delete the account on a phone that was left lying about.</summary>
public sealed class DeleteAccountInput
{
    [PlainText(PasswordRules.MaxLength)]
    public string? Password { get; set; }
}
