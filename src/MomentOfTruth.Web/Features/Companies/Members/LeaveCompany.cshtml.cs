using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Asks before somebody leaves the company. An administrator who is no member has nothing to leave.</summary>
public sealed class LeaveCompanyModel(MemberQuery query, MemberWriter writer, IStringLocalizer<MemberText> text) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await query.FindAsync(HttpContext.Company().Id, User.AccountId()!.Value, cancellationToken) is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        switch (await writer.ChangeAsync(HttpContext.Company().Id, User.AccountId()!.Value, role: null, cancellationToken))
        {
            case MemberChange.LastOwner:
                ModelState.AddModelError("", text["LastOwner.Leave"]);
                return this.Page(StatusCodes.Status409Conflict);
            case MemberChange.NotThere:
                return NotFound();
            default:
                return Redirect(Routes.Companies);
        }
    }
}
