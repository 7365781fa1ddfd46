using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Tells the company's people on the journey's page that it is published, and leads those who may to the answer beneath it.</summary>
public sealed class PublicAnswerViewComponent(AppDbContext db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid journey)
    {
        var company = HttpContext.Company();
        return await db.PublicationsIn(PublicationState.Published).AnyAsync(p => p.JourneyId == journey && p.CompanyId == company.Id, HttpContext.RequestAborted)
            ? View("/Features/Publications/_PublicAnswer.cshtml", (journey, company.Role >= CompanyRole.Manager))
            : Content("");
    }
}
