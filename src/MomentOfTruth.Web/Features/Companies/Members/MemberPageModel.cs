using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>A page about one member of the company, for its owners.</summary>
[Authorize(Policy = CompanyPolicies.Own)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public abstract class MemberPageModel(MemberQuery query) : PageModel, IKeepsInput
{
    public MemberRow Member { get; private set; } = null!;

    public bool IsOneself => Member.UserId == User.AccountId();

    protected MemberQuery Query { get; } = query;

    public async Task<IActionResult> OnGetAsync(Guid member, CancellationToken cancellationToken) =>
        await FindAsync(member, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) =>
        await FindAsync(RouteData.Id("member"), cancellationToken) ? Page() : NotFound();

    protected virtual async Task<bool> FindAsync(Guid member, CancellationToken cancellationToken)
    {
        if (await Query.FindAsync(HttpContext.Company().Id, member, cancellationToken) is not { } found)
        {
            return false;
        }

        Member = found;
        return true;
    }
}
