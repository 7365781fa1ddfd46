using Microsoft.AspNetCore.Mvc;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>Says beneath the list how many journeys are not in it because their customers erased them.</summary>
public sealed class ErasedCountViewComponent(ErasedCountQuery query) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var erased = await query.RunAsync(HttpContext.Company().Id, HttpContext.RequestAborted);
        return erased == 0 ? Content("") : View("/Features/Journeys/_ErasedCount.cshtml", erased);
    }
}
