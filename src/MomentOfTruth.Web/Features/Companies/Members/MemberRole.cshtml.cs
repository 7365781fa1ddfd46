using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Gives a member another role.</summary>
public sealed class MemberRoleModel(MemberQuery query, MemberWriter writer, IStringLocalizer<MemberText> text) : MemberPageModel(query)
{
    /// <summary>The role, as it was chosen; the present one at first.</summary>
    [BindProperty]
    public string? Role { get; set; }

    public async Task<IActionResult> OnPostAsync(Guid member, CancellationToken cancellationToken)
    {
        if (!await FindAsync(member, cancellationToken))
        {
            return NotFound();
        }

        if (Roles.Of(Role) is not { } role)
        {
            ModelState.AddModelError(nameof(Role), text["Role.Choose"]);
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        var before = Member.Role;
        var change = await writer.ChangeAsync(HttpContext.Company().Id, member, role, cancellationToken);
        if (change == MemberChange.LastOwner)
        {
            ModelState.AddModelError(nameof(Role), text["LastOwner.Demote"]);
            return this.Page(StatusCodes.Status409Conflict);
        }

        AuditNote.Of(HttpContext).About(Member.Email, $"{before} → {role}".ToLowerInvariant());
        return change == MemberChange.NotThere ? NotFound() : MembersModel.After(this, "Changed", Member.Email);
    }

    protected override async Task<bool> FindAsync(Guid member, CancellationToken cancellationToken)
    {
        if (!await base.FindAsync(member, cancellationToken))
        {
            return false;
        }

        Role ??= Member.Role.ToString();
        return true;
    }
}
