using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Sets a new password in place of a forgotten one. All sessions end, and the person signs in with the new password.</summary>
[AllowAnonymous]
[Audited]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class NewPasswordModel(
    AccountWriter accounts, MailedLinks links, KnownBrowsers browsers, IStringLocalizer<AccountText> text)
    : LinkPageModel(LinkPurpose.NewPassword, links, text)
{
    protected override async Task<IActionResult> UseAsync(LinkSubject subject, CancellationToken cancellationToken)
    {
        var change = await accounts.RenewPasswordAsync(Token!, subject, Input.Password!, cancellationToken);
        if (change.User is not { } user)
        {
            return Refuse(change);
        }

        // Whoever reads the account's mail is let in here, whatever strangers try meanwhile.
        browsers.Remember(HttpContext, user.Id);
        AuditNote.Of(HttpContext).By(user.Id);
        return Redirect(Routes.SignIn.With((SignInModel.NoticeName, SignInModel.PasswordNotice)));
    }

    protected override async Task<bool> IsStillValidAsync(LinkSubject subject, CancellationToken cancellationToken) =>
        await accounts.OwnerAsync(subject) is not null;
}

/// <summary>The form in which a password is chosen.</summary>
public sealed class NewPasswordInput
{
    [Required(ErrorMessage = "Error.Required")]
    [PlainText(PasswordRules.MaxLength)]
    public string? Password { get; set; }
}
