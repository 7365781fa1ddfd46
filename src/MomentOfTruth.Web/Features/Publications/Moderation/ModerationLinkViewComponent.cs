using Microsoft.AspNetCore.Mvc;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Leads administrators to what waits to be read, and says how much it is; nothing for everybody else.</summary>
public sealed class ModerationLinkViewComponent(AccountQuery accounts, ModerationQuery query) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var cancelled = HttpContext.RequestAborted;
        return await accounts.IsAdministratorAsync(UserClaimsPrincipal.AccountId(), cancelled)
            ? View("/Features/Publications/Moderation/_ModerationLink.cshtml", await query.CountAsync(cancelled))
            : Content("");
    }
}
