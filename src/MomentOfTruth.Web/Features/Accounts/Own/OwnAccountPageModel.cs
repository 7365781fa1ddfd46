using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>A page of one's own account. It changes the account only if the password is given once more.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public abstract class OwnAccountPageModel(
    AccountQuery query, PasswordCheck check, IStringLocalizer<AccountText> text) : PageModel, IKeepsInput
{
    public AccountSummary Summary { get; private set; } = null!;

    protected IStringLocalizer<AccountText> Text { get; } = text;

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

    /// <summary>Adds an error beside the field if the password is wrong. It is not tried while the form has other errors.</summary>
    protected async Task CheckPasswordAsync(User user, string? password, string field)
    {
        if (ModelState.IsValid && await check.RefusalAsync(HttpContext, user, password!) is { } wrong)
        {
            ModelState.AddModelError(field, Text[wrong]);
        }
    }

    protected async Task<IActionResult> RefuseAsync(int status, CancellationToken cancellationToken)
    {
        var page = await RenderAgainAsync(cancellationToken);
        Response.StatusCode = status;
        return page;
    }
}
