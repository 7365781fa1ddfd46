using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>A page of one's own account, which changes it only for whoever knows its password.</summary>
[EnableRateLimiting(Limits.SignIn)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public abstract class OwnAccountPageModel(AccountQuery query, PasswordCheck check, IStringLocalizer<AccountText> text) : PageModel, IKeepsInput
{
    public AccountSummary Summary { get; private set; } = null!;

    protected IStringLocalizer<AccountText> Words { get; } = text;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => RenderAgainAsync(cancellationToken);

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        if (await query.RunAsync(User.AccountId()!.Value, cancellationToken) is not { } summary)
        {
            return Challenge();
        }

        Summary = summary;
        return Page();
    }

    /// <summary>Says beside the field if this is not the password. Nothing is tried while something else is wrong.</summary>
    protected async Task CheckPasswordAsync(User user, string? password, string field)
    {
        if (ModelState.IsValid && await check.RefusalAsync(user, password!) is { } wrong)
        {
            ModelState.AddModelError(field, Words[wrong]);
        }
    }

    protected async Task<IActionResult> RefuseAsync(int status, CancellationToken cancellationToken)
    {
        var drawn = await RenderAgainAsync(cancellationToken);
        Response.StatusCode = status;
        return drawn;
    }
}
