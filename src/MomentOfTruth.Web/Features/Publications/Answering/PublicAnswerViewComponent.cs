using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>
/// Shows on the company's page of a journey that it is published, and leads managers to the company's public answer. A component, as that
/// page belongs to another feature.
/// </summary>
public sealed class PublicAnswerViewComponent(AppDbContext db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid journey)
    {
        var company = HttpContext.Company();
        var published = await db.PublicationsIn(PublicationState.Published)
            .Of(new JourneyKey(company.Id, journey))
            .Select(p => new { p.Answer })
            .SingleOrDefaultAsync(HttpContext.RequestAborted);
        return published is null
            ? Content("")
            : View(
                "/Features/Publications/Answering/_PublicAnswer.cshtml",
                new PublicAnswer(journey, published.Answer, company.Role >= CompanyRole.Manager));
    }
}

/// <summary>The company's public answer to a published journey.</summary>
/// <param name="Text">Null if there is no answer yet.</param>
/// <param name="MayWrite">Whether the reader may write or change it.</param>
public sealed record PublicAnswer(Guid JourneyId, string? Text, bool MayWrite);
