using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Says what goes with an account and what stays and, with the password, lets it go.</summary>
public sealed class DeleteAccountModel(AccountQuery query, AccountLog accounts, PasswordCheck check, SignInManager<User> signIn, UserManager<User> users, IStringLocalizer<AccountText> text)
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

        await CheckPasswordAsync(user, Input.Password, "Input.Password");
        if (!ModelState.IsValid)
        {
            return await RefuseAsync(StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        if (!await accounts.DeleteAsync(user, cancellationToken))
        {
            return await RefuseAsync(StatusCodes.Status409Conflict, cancellationToken);
        }

        await signIn.SignOutAsync();
        return Redirect(Paths.To("sign-in").With((SignInModel.NoticeName, SignInModel.DeletedNotice)));
    }
}
