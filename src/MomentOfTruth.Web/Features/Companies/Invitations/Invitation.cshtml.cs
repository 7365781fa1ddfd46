using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>
/// The page to which an invitation leads. Opening it uses nothing up, because mail programs open links before people do: a button lets in
/// who is signed in with the invited address, and who has no account makes it here.
/// </summary>
[AllowAnonymous]
[Audited]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class InvitationModel(
    InvitationWriter invitations, UserManager<User> users, SignInManager<User> signIn, KnownBrowsers browsers,
    IKeptJourneys journeys, IStringLocalizer<AccountText> text)
    : PageModel, IKeepsInput
{
    [BindProperty(Name = "token", SupportsGet = true)]
    public string? Token { get; set; }

    /// <summary>The password of who makes an account here.</summary>
    [BindProperty]
    public NewPasswordInput Input { get; set; } = new();

    /// <summary>Null if the link was used, renewed or withdrawn, has expired, or was never issued.</summary>
    public InvitationView? Invited { get; private set; }

    public InvitationVisitor Visitor { get; private set; }

    /// <summary>The address of who is signed in; null if nobody is.</summary>
    public string? SignedInAs { get; private set; }

    /// <summary>This page, to come back to after signing in.</summary>
    public string Here => Routes.Invitation.With(("token", Token));

    // The address holds a secret until it is used, and so must not be sent as a referrer.
    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) =>
        HeaderExceptions.Of(HttpContext).NoReferrer = true;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => RenderAgainAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return Gone();
        }

        AuditNote.Of(HttpContext).In(Invited!.CompanyId).About(Invited.Email, Invited.Role.ToString().ToLowerInvariant());
        return Visitor switch
        {
            InvitationVisitor.Invited => await JoinAsync(cancellationToken),
            InvitationVisitor.New => await SignUpAsync(cancellationToken),

            // The page was shown to another: it is shown as it is now.
            _ => this.Page(StatusCodes.Status409Conflict),
        };
    }

    /// <summary>Signs out who is signed in with another address, as signing out does, and shows the invitation again.</summary>
    public async Task<IActionResult> OnPostSignOutAsync(CancellationToken cancellationToken)
    {
        AuditNote.Of(HttpContext).Idle();
        if (User.AccountId() is { } account)
        {
            await journeys.CloseAsync(HttpContext, account, cancellationToken);
            await signIn.SignOutAsync();
        }

        return Redirect(Here);
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        var isThere = await LoadAsync(cancellationToken);
        ModelState.Clear();
        return isThere ? Page() : Gone();
    }

    private async Task<IActionResult> JoinAsync(CancellationToken cancellationToken)
    {
        if (!await invitations.JoinAsync(Token!, User.AccountId()!.Value, cancellationToken))
        {
            return Gone();
        }

        return Redirect(Routes.Company(Invited!.Slug).Dashboard);
    }

    private async Task<IActionResult> SignUpAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        var change = await invitations.SignUpAsync(Token!, Invited!, Input.Password!, cancellationToken);
        if (change.User is not { } user)
        {
            foreach (var refusal in change.Refusals)
            {
                ModelState.AddModelError("Input.Password", text["Password." + refusal]);
            }

            return change.Refusals.Count == 0 ? Gone() : this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        await signIn.SignInAsync(user, isPersistent: false);
        browsers.Remember(HttpContext, user.Id);
        return Redirect(Routes.Company(Invited!.Slug).Dashboard);
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        Invited = await invitations.FindAsync(Token, cancellationToken);
        if (Invited is null)
        {
            return false;
        }

        // The account is asked and not the cookie: the address may have changed since.
        SignedInAs = User.AccountId() is null ? null : (await users.GetUserAsync(User))?.Email;
        Visitor = SignedInAs is { } email
            ? Invitation.KeyOf(email) == Invited.EmailKey ? InvitationVisitor.Invited : InvitationVisitor.SomebodyElse
            : Invited.HasAccount ? InvitationVisitor.HasAccount : InvitationVisitor.New;
        if (Visitor != InvitationVisitor.New)
        {
            // There is no password to give, so none is missing.
            ModelState.Clear();
        }

        return true;
    }

    private PageResult Gone()
    {
        Invited = null;
        ModelState.Clear();
        AuditNote.Of(HttpContext).Idle();
        return this.Page(StatusCodes.Status400BadRequest);
    }
}

/// <summary>Who has opened the link of an invitation.</summary>
public enum InvitationVisitor
{
    /// <summary>Nobody is signed in, and the address has no account.</summary>
    New,

    /// <summary>Nobody is signed in, and the address has an account.</summary>
    HasAccount,

    /// <summary>The invited person is signed in.</summary>
    Invited,

    /// <summary>A person with another address is signed in.</summary>
    SomebodyElse,
}
