using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Sign in with e-mail and password. An unknown address and a wrong password get the same answer after the same work.</summary>
[EnableRateLimiting(Limits.SignIn)]
public sealed class SignInModel(SignInManager<User> signIn, UserManager<User> users, IStringLocalizer<AccountText> text) : PageModel
{
    private static readonly User Nobody = new() { PasswordHash = new PasswordHasher<User>().HashPassword(new User(), Guid.NewGuid().ToString()) };

    [BindProperty]
    public SignInInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public IActionResult OnGet() => User.Identity is { IsAuthenticated: true } ? LocalRedirect(Next()) : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
        {
            return Refuse(null);
        }

        var user = await users.FindByEmailAsync(Input.Email!);
        if (user is null)
        {
            users.PasswordHasher.VerifyHashedPassword(Nobody, Nobody.PasswordHash!, Input.Password!);
            return Refuse("SignIn.Failed");
        }

        var result = await signIn.PasswordSignInAsync(user, Input.Password!, Input.Remember, lockoutOnFailure: true);
        return result.Succeeded ? LocalRedirect(Next()) : Refuse(result.IsLockedOut ? "SignIn.Locked" : "SignIn.Failed");
    }

    private string Next() => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : Paths.To("companies");

    private PageResult Refuse(string? reason)
    {
        if (reason is not null)
        {
            ModelState.AddModelError("", text[reason]);
        }

        var page = Page();
        page.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page;
    }
}
