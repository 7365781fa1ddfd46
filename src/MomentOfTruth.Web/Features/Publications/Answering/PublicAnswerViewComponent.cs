using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Tells the company's people on the journey's page that it is published, and leads those who may to the answer beneath it.</summary>
public sealed class PublicAnswerViewComponent(AppDbContext db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid journey)
    {
        var company = HttpContext.Company();
        var published = await db.PublicationsIn(PublicationState.Published)
            .Where(p => p.JourneyId == journey && p.CompanyId == company.Id)
            .Select(p => new { p.Answer })
            .SingleOrDefaultAsync(HttpContext.RequestAborted);
        return published is null
            ? Content("")
            : View("/Features/Publications/Answering/_PublicAnswer.cshtml", new PublicAnswer(journey, published.Answer, company.Role >= CompanyRole.Manager));
    }
}

/// <summary>What the company says, in public, to a journey that its customer published.</summary>
/// <param name="Text">Null if it says nothing yet.</param>
/// <param name="MayWrite">Whether the reader may write or change it.</param>
public sealed record PublicAnswer(Guid JourneyId, string? Text, bool MayWrite);
