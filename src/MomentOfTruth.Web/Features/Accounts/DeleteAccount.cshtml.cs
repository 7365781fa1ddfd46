using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Says what goes with an account and what stays and, with the password, lets it go.</summary>
[EnableRateLimiting(Limits.SignIn)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class DeleteAccountModel(AccountQuery query, AccountLog accounts, PasswordCheck check, SignInManager<User> signIn, UserManager<User> users, IStringLocalizer<AccountText> text)
    : PageModel, IKeepsInput
{
    [BindProperty]
    public DeleteAccountInput Input { get; set; } = new();

    public AccountSummary Summary { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => RedrawAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(User) is not { } user)
        {
            return Challenge();
        }

        if (ModelState.IsValid && await check.RefusalAsync(user, Input.Password!) is { } wrong)
        {
            ModelState.AddModelError("Input.Password", text[wrong]);
        }

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

    public async Task<IActionResult> RedrawAsync(CancellationToken cancellationToken)
    {
        if (await query.RunAsync(User.AccountId()!.Value, cancellationToken) is not { } summary)
        {
            return Challenge();
        }

        Summary = summary;
        return Page();
    }

    private async Task<IActionResult> RefuseAsync(int status, CancellationToken cancellationToken)
    {
        var drawn = await RedrawAsync(cancellationToken);
        Response.StatusCode = status;
        return drawn;
    }
}
