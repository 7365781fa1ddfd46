using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Leads administrators to what waits to be read, and says how much it is; nothing for everybody else.</summary>
public sealed class ModerationLinkViewComponent(AppDbContext db, ModerationQuery query) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var (account, cancelled) = (UserClaimsPrincipal.AccountId(), HttpContext.RequestAborted);
        return account is not null && await db.Users.AnyAsync(u => u.Id == account && u.IsAdministrator, cancelled)
            ? View("/Features/Publications/_ModerationLink.cshtml", await query.CountAsync(cancelled))
            : Content("");
    }
}
