using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>Says beneath the list how many journeys are not in it because their customers erased them.</summary>
public sealed class ErasedCountViewComponent(ErasedCountQuery query) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var erased = await query.RunAsync(HttpContext.Company().Id, HttpContext.RequestAborted);
        return erased == 0 ? Content("") : View("/Features/Journeys/List/_ErasedCount.cshtml", erased);
    }
}

/// <summary>How many journeys with a company their customers erased.</summary>
public sealed class ErasedCountQuery(AppDbContext db)
{
    public async Task<int> RunAsync(Guid companyId, CancellationToken cancellationToken) =>
        await db.Erasures.Where(e => e.CompanyId == companyId).SumAsync(e => e.N, cancellationToken);
}
