using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Who is in the company, for every member; for its owners also who is about to come in.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class MembersModel(MemberQuery query) : PageModel
{
    /// <summary>What was done just before, to whom, and the link to hand over: each shown once, and in no address.</summary>
    public const string DoneName = "members-done", PersonName = "members-person", LinkName = "members-link";

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<MemberRow> Members { get; private set; } = [];

    public bool HasMore { get; private set; }

    public IReadOnlyList<InvitationRow> Invitations { get; private set; } = [];

    /// <summary>Who asks to join.</summary>
    public IReadOnlyList<ClaimantRow> Requests { get; private set; } = [];

    /// <summary>Who says to look after this company, and waits for an administrator.</summary>
    public IReadOnlyList<ClaimantRow> Claims { get; private set; } = [];

    /// <summary>Whether the reader is in the list; an administrator need not be.</summary>
    public bool IsMember { get; private set; }

    public bool IsOwner => HttpContext.Company().Role >= CompanyRole.Owner;

    public string? Done { get; private set; }

    public string? Person { get; private set; }

    public string? Link { get; private set; }

    /// <summary>Leads back to the list, which says what was done.</summary>
    /// <param name="page">The page that did it.</param>
    /// <param name="done">Part of the key of the text.</param>
    /// <param name="person">The address of whom it was done to; null for nobody in particular.</param>
    /// <param name="link">A link to hand over; null for none.</param>
    public static RedirectResult After(PageModel page, string done, string? person, string? link = null)
    {
        (page.TempData[DoneName], page.TempData[PersonName], page.TempData[LinkName]) = (done, person, link);
        return new RedirectResult(Routes.Company(page.HttpContext.Company().Slug).Members);
    }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var company = HttpContext.Company();
        Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim();
        (Done, Person, Link) = (TempData[DoneName] as string, TempData[PersonName] as string, TempData[LinkName] as string);
        var found = await query.ListAsync(company.Id, Q, cancellationToken);
        (HasMore, Members) = (found.Count > MemberQuery.Size, [.. found.Take(MemberQuery.Size)]);
        IsMember = await query.FindAsync(company.Id, User.AccountId()!.Value, cancellationToken) is not null;
        if (IsOwner)
        {
            Invitations = await query.InvitationsAsync(company.Id, cancellationToken);
            Requests = await query.ClaimantsAsync(company.Id, ClaimKind.Join, cancellationToken);
            Claims = await query.ClaimantsAsync(company.Id, ClaimKind.Own, cancellationToken);
        }
    }

    /// <summary>An instant as the company's clock showed it.</summary>
    public string LocalTime(DateTime instantUtc) => CompanyClock.Written(instantUtc, HttpContext.Company().TimeZoneId);
}
