using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Where the link in the new mailbox leads. Opening it changes nothing, because mail programs open links before people do: a button does.
/// </summary>
[AllowAnonymous]
[Audited]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ConfirmEmailModel(AccountWriter accounts, MailedLinks links, SignInManager<User> signIn) : PageModel
{
    [BindProperty(Name = "token", SupportsGet = true)]
    public string? Token { get; set; }

    /// <summary>Null if the link has expired, was used, or was never issued.</summary>
    public LinkSubject? Subject { get; private set; }

    // The address holds a secret until it is used, and so must not be sent as a referrer.
    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) =>
        HeaderExceptions.Of(HttpContext).NoReferrer = true;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Subject = await ReadAsync(cancellationToken);
        return Subject is null ? this.Page(StatusCodes.Status400BadRequest) : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is not { } subject
            || await accounts.RenewEmailAsync(Token!, subject, cancellationToken) is not var (user, before))
        {
            return this.Page(StatusCodes.Status400BadRequest);
        }

        AuditNote.Of(HttpContext).About($"{before} → {user.Email}");
        if (User.AccountId() != user.Id)
        {
            return Redirect(Routes.SignIn.With((SignInModel.NoticeName, SignInModel.EmailNotice)));
        }

        // The change has ended all sessions; this one goes on.
        await signIn.RefreshSignInAsync(user);
        return Redirect(Routes.Account.With((AccountModel.DoneName, AccountModel.EmailDone)));
    }

    private async Task<LinkSubject?> ReadAsync(CancellationToken cancellationToken) =>
        await links.ReadAsync(LinkPurpose.NewEmail, Token, cancellationToken) is { } subject
            && await accounts.HolderAsync(subject) is not null
            ? subject
            : null;
}
