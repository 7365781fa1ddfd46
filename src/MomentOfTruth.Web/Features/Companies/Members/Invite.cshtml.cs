using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Owners invite people, and renew or withdraw invitations that nobody has taken up.</summary>
[Authorize(Policy = CompanyPolicies.Own)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class InviteModel(
    InvitationWriter writer, HourlyQuotas quotas, MailState mail, SiteAddress site, IStringLocalizer<MemberText> text,
    IStringLocalizer<SharedText> shared)
    : PageModel, IKeepsInput
{
    /// <summary>The address, as it was typed.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>The role, as it was chosen.</summary>
    [BindProperty]
    public string? Role { get; set; }

    public bool IsMailed => mail.IsOn;

    public void OnGet() => Role = nameof(CompanyRole.Viewer);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Email))
        {
            ModelState.AddModelError(nameof(Email), shared["Error.Required"]);
        }
        else if (!EmailTextAttribute.IsAddress(Email, Invitation.MaxEmail))
        {
            ModelState.AddModelError(nameof(Email), shared["Error.EmailNeeded"]);
        }

        if (Roles.Of(Role) is not { } role)
        {
            ModelState.AddModelError(nameof(Role), text["Role.Choose"]);
            return Refuse();
        }

        if (!ModelState.IsValid || IsTooOften(Email!))
        {
            return Refuse();
        }

        var answer = await writer.InviteAsync(
            HttpContext.Company().Id, Email!, role, User.AccountId(), LinkSending.Of(mail), cancellationToken);
        if (answer.Refusal is { } refusal)
        {
            ModelState.AddModelError(nameof(Email), text["Invite." + refusal, Invitation.MostOpen]);
            return Refuse();
        }

        AuditNote.Of(HttpContext).About(answer.Email, role.ToString().ToLowerInvariant());
        return Done("Invited", answer);
    }

    /// <summary>Makes the link void and sends another, which is good for a week.</summary>
    public async Task<IActionResult> OnPostRenewAsync([FromForm] Guid invitation, CancellationToken cancellationToken)
    {
        // What was typed into the other form has nothing to do with this one.
        ModelState.Clear();
        if (await writer.RenewAsync(HttpContext.Company().Id, invitation, LinkSending.Of(mail), cancellationToken) is not { } answer)
        {
            return MembersModel.After(this, "Gone", person: null);
        }

        AuditNote.Of(HttpContext).About(answer.Email);
        return Done("Renewed", answer);
    }

    public async Task<IActionResult> OnPostWithdrawAsync([FromForm] Guid invitation, CancellationToken cancellationToken)
    {
        if (await writer.WithdrawAsync(HttpContext.Company().Id, invitation, cancellationToken) is not { } email)
        {
            return MembersModel.After(this, "Gone", person: null);
        }

        AuditNote.Of(HttpContext).About(email);
        return MembersModel.After(this, "Withdrawn", email);
    }

    public Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) => Task.FromResult<IActionResult>(Page());

    // Nobody floods a mailbox through this site, nor many through one company.
    private bool IsTooOften(string email)
    {
        if (mail.IsOn && (quotas.Invitations.Refusal(HttpContext.Company().Id.ToString()) is not null
            || quotas.Mailboxes.Refusal("invitation " + Convert.ToHexString(SecretKey.HashOf(Invitation.KeyOf(email)))) is not null))
        {
            ModelState.AddModelError(nameof(Email), text["Invite.TooOften"]);
            return true;
        }

        return false;
    }

    private RedirectResult Done(string done, InvitationAnswer answer) => MembersModel.After(
        this, done, answer.Email, answer.Key is { } key ? site.Here(Request) + Routes.Invitation.With(("token", key)) : null);

    private PageResult Refuse() => this.Page(StatusCodes.Status422UnprocessableEntity);
}

/// <summary>Reads roles as forms and commands name them.</summary>
public static class Roles
{
    /// <summary>Returns null for what is no role.</summary>
    public static CompanyRole? Of(string? text) =>
        Array.Find(Enum.GetNames<CompanyRole>(), name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<CompanyRole>(name)
            : null;
}
