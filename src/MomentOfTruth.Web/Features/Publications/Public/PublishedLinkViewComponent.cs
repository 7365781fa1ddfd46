using Microsoft.AspNetCore.Mvc;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Leads to the published journeys of a company where there are enough to be shown; the page it stands on need not know.</summary>
public sealed class PublishedLinkViewComponent(PublishedQuery query) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(PublicCompany company)
    {
        return await query.AreShownAsync(company.Id, HttpContext.RequestAborted) ? View("/Features/Publications/Public/_PublishedLink.cshtml", company) : Content("");
    }
}
