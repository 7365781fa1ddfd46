using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>One's own account: its address, another password, and the way out of it.</summary>
[EnableRateLimiting(Limits.SignIn)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AccountModel(AccountQuery query, AccountLog accounts, PasswordCheck check, SignInManager<User> signIn, UserManager<User> users, IStringLocalizer<AccountText> text)
    : PageModel, IKeepsInput
{
    public const string DoneName = "done", PasswordDone = "password";

    [BindProperty]
    public ChangePasswordInput Input { get; set; } = new();

    /// <summary>What has just been done.</summary>
    [BindProperty(Name = DoneName, SupportsGet = true)]
    public string? Done { get; set; }

    public AccountSummary Summary { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => RedrawAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Done = null;
        if (await users.GetUserAsync(User) is not { } user)
        {
            return Challenge();
        }

        if (ModelState.IsValid && await check.RefusalAsync(user, Input.Current!) is { } wrong)
        {
            ModelState.AddModelError("Input.Current", text[wrong]);
        }

        if (ModelState.IsValid)
        {
            foreach (var refusal in await accounts.RefusalsAsync(user, Input.Password!))
            {
                ModelState.AddModelError("Input.Password", text["Password." + refusal]);
            }
        }

        if (!ModelState.IsValid || !(await users.ChangePasswordAsync(user, Input.Current!, Input.Password!)).Succeeded)
        {
            var drawn = await RedrawAsync(cancellationToken);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return drawn;
        }

        // All other sessions have ended with the old password; this one goes on.
        await signIn.RefreshSignInAsync(user);
        return Redirect(Paths.To("account").With((DoneName, PasswordDone)));
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
}
