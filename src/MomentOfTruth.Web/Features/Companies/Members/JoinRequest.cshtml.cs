using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Somebody whose mail is at the company's own domain asks to join: an owner decides.</summary>
[Authorize(Policy = CompanyPolicies.Own)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class JoinRequestModel(ClaimQuery query, ClaimWriter writer) : PageModel
{
    /// <summary>Which button was pressed: accept or decline.</summary>
    [BindProperty(Name = "do")]
    public string? Pressed { get; set; }

    public JoinRequestView Person { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid request, CancellationToken cancellationToken) =>
        await FindAsync(request, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid request, CancellationToken cancellationToken)
    {
        if (!await FindAsync(request, cancellationToken))
        {
            // Another owner has decided, or the person no longer wants it.
            return MembersModel.After(this, "Gone", person: null);
        }

        if (Pressed is not ("accept" or "decline"))
        {
            AuditNote.Of(HttpContext).Idle();
            return Page();
        }

        var isAccepted = Pressed == "accept";
        var (company, by) = (HttpContext.Company().Id, User.AccountId()!.Value);
        var isDone = isAccepted
            ? await writer.AcceptJoiningAsync(company, request, by, cancellationToken)
            : await writer.RefuseAsync(company, request, ClaimKind.Join, by, reason: null, cancellationToken);
        AuditNote.Of(HttpContext).About(Person.Email, Pressed);
        return isDone
            ? MembersModel.After(this, isAccepted ? "LetIn" : "Declined", Person.Email)
            : MembersModel.After(this, "Gone", person: null);
    }

    private async Task<bool> FindAsync(Guid request, CancellationToken cancellationToken)
    {
        if (await query.JoinRequestAsync(HttpContext.Company().Id, request, cancellationToken) is not { } found)
        {
            return false;
        }

        Person = found;
        return true;
    }
}
