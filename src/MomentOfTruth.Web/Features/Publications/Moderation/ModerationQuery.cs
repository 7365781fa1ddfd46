using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Reads what an administrator has to decide on.</summary>
public sealed class ModerationQuery(AppDbContext db, PublishedReader reader)
{
    /// <summary>The page shows so many of each kind; the others follow as these are decided.</summary>
    public const int MostShown = 20;

    private IQueryable<Publication> Waiting => db.PublicationsIn(PublicationState.Waiting);

    private IQueryable<Publication> Reported =>
        db.PublicationsIn(PublicationState.Published).Where(
            p => db.PublicationReports.Any(r => r.CompanyId == p.CompanyId && r.PublicationId == p.Id));

    /// <summary>How many wait or were reported.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        await Waiting.CountAsync(cancellationToken) + await Reported.CountAsync(cancellationToken);

    /// <summary>Publications that wait for a decision, the one that has waited longest first.</summary>
    public Task<IReadOnlyList<ReadPublication>> WaitingAsync(CancellationToken cancellationToken) =>
        ReadAsync(Waiting, cancellationToken);

    /// <summary>Publications that are public and were reported.</summary>
    public Task<IReadOnlyList<ReadPublication>> ReportedAsync(CancellationToken cancellationToken) =>
        ReadAsync(Reported, cancellationToken);

    /// <summary>The publication of that id if it is public and was not reported; otherwise none.</summary>
    public Task<IReadOnlyList<ReadPublication>> PublishedAsync(Guid companyId, Guid publicationId, CancellationToken cancellationToken) =>
        ReadAsync(
            db.PublicationsIn(PublicationState.Published).Where(p => p.CompanyId == companyId && p.Id == publicationId).Except(Reported),
            cancellationToken);

    private Task<IReadOnlyList<ReadPublication>> ReadAsync(IQueryable<Publication> chosen, CancellationToken cancellationToken) =>
        reader.ReadAsync(chosen.OrderBy(p => p.AskedAtUtc).ThenBy(p => p.Id).Take(MostShown), withReports: true, cancellationToken);
}

/// <summary>
/// Leads administrators to the page on which they decide, with the number of publications that wait there; empty for everybody else. A
/// component, as the page that shows it belongs to another feature.
/// </summary>
public sealed class ModerationLinkViewComponent(AccountQuery accounts, ModerationQuery query) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var cancelled = HttpContext.RequestAborted;
        return await accounts.IsAdministratorAsync(UserClaimsPrincipal.AccountId(), cancelled)
            ? View("/Features/Publications/Moderation/_ModerationLink.cshtml", await query.CountAsync(cancelled))
            : Content("");
    }
}
