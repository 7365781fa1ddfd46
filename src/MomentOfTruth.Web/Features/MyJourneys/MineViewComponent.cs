using Microsoft.AspNetCore.Mvc;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>The part of the journey page where the customer keeps, downloads and erases it. The page itself need not know.</summary>
public sealed class MineViewComponent(MineQuery query) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid journey) =>
        View("/Features/MyJourneys/_Mine.cshtml", await query.RunAsync(journey, UserClaimsPrincipal.AccountId(), HttpContext.RequestAborted));
}
