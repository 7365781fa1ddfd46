using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Reads what the journey page offers its customer beside the journey itself.</summary>
public sealed class MyJourneysListQuery(AppDbContext db)
{
    public async Task<MyJourneysList> RunAsync(Guid journeyId, Guid? accountId, CancellationToken cancellationToken)
    {
        var contact = await db.Contacts.Where(c => c.JourneyId == journeyId).Select(c => c.Email).SingleOrDefaultAsync(cancellationToken);
        bool? isKept = accountId is { } account ? await db.Journeys.AnyAsync(j => j.Id == journeyId && j.OwnerId == account, cancellationToken) : null;
        return new MyJourneysList(journeyId, isKept, contact, await PublicationAsync(journeyId, cancellationToken));
    }

    /// <summary>Null if the customer never asked.</summary>
    public async Task<MyPublication?> PublicationAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        var found = await db.Publications.AsNoTracking()
            .Where(p => p.JourneyId == journeyId)
            .Join(db.Journeys, p => p.JourneyId, j => j.Id, (p, j) => new { p.Pseudonym, p.State, p.Reason, p.Answer, p.JourneyVersion, j.Version })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : new MyPublication(found.Pseudonym, Publication.StateAt(found.State, found.JourneyVersion, found.Version), found.Reason, found.Answer);
    }

    /// <summary>What the company's public pages are called.</summary>
    public Task<string> CompanySlugAsync(Guid companyId, CancellationToken cancellationToken) =>
        db.Companies.Where(c => c.Id == companyId).Select(c => c.Slug).SingleAsync(cancellationToken);
}

/// <summary>What the customer may do with a journey beside telling it.</summary>
/// <param name="IsKept">Whether the signed-in person keeps it in the account; null if nobody is signed in.</param>
/// <param name="Publication">The wish to publish it; null for none.</param>
/// <param name="Contact">Where the customer wants an answer; null for nowhere.</param>
public sealed record MyJourneysList(Guid JourneyId, bool? IsKept, string? Contact, MyPublication? Publication);

/// <summary>The part of the journey page where the customer keeps, downloads and erases it. The page itself need not know.</summary>
public sealed class MyJourneysListViewComponent(MyJourneysListQuery query) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid journey) =>
        View("/Features/MyJourneys/Open/_MyJourneysList.cshtml", await query.RunAsync(journey, UserClaimsPrincipal.AccountId(), HttpContext.RequestAborted));
}
