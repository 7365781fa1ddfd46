using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Asks before somebody is taken out of the company.</summary>
public sealed class RemoveMemberModel(MemberQuery query, MemberWriter writer, IStringLocalizer<MemberText> text) : MemberPageModel(query)
{
    /// <summary>How many open invitations the person has sent: they stay.</summary>
    public int Invited { get; private set; }

    public async Task<IActionResult> OnPostAsync(Guid member, CancellationToken cancellationToken)
    {
        if (!await FindAsync(member, cancellationToken))
        {
            return NotFound();
        }

        var change = await writer.ChangeAsync(HttpContext.Company().Id, member, role: null, cancellationToken);
        if (change == MemberChange.LastOwner)
        {
            ModelState.AddModelError("", text["LastOwner.Remove"]);
            return this.Page(StatusCodes.Status409Conflict);
        }

        AuditNote.Of(HttpContext).About(Member.Email, $"{Member.Role} → none".ToLowerInvariant());
        return change == MemberChange.NotThere ? NotFound()
            : IsOneself ? Redirect(Routes.Companies)
            : MembersModel.After(this, "Removed", Member.Email);
    }

    protected override async Task<bool> FindAsync(Guid member, CancellationToken cancellationToken)
    {
        if (!await base.FindAsync(member, cancellationToken))
        {
            return false;
        }

        Invited = await Query.InvitedByAsync(HttpContext.Company().Id, member, cancellationToken);
        return true;
    }
}
