using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>The address at which the customer wants an answer, for those in the company who answer. Viewers are not told that there is one.</summary>
public sealed class CustomerContactViewComponent(AppDbContext db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid journey)
    {
        var company = HttpContext.Company();
        var email = company.Role < CompanyRole.Manager
            ? null
            : await db.JourneysOf(company.Id)
                .Where(j => j.Id == journey)
                .Join(db.Contacts, j => j.Id, c => c.JourneyId, (_, c) => c.Email)
                .SingleOrDefaultAsync(HttpContext.RequestAborted);
        return email is null ? Content("") : View("/Features/Journeys/One/_CustomerContact.cshtml", email);
    }
}
