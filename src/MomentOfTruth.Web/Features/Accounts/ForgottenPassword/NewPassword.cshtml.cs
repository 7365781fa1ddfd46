using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>A new password in place of a forgotten one. All sessions end; the person signs in with the new one.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class NewPasswordModel(AccountWriter accounts, MailedLinks links, IStringLocalizer<AccountText> text) : LinkPageModel(LinkPurpose.NewPassword, links, text)
{
    protected override async Task<IActionResult> UseAsync(LinkSubject subject, CancellationToken cancellationToken)
    {
        var change = await accounts.RenewPasswordAsync(Token!, subject, Input.Password!, cancellationToken);
        return change.User is null ? Answer(change) : Redirect(Routes.SignIn.With((SignInModel.NoticeName, SignInModel.PasswordNotice)));
    }

    protected override async Task<bool> FitsAsync(LinkSubject subject, CancellationToken cancellationToken) => await accounts.OwnerAsync(subject) is not null;
}

/// <summary>A password that somebody chooses.</summary>
public sealed class NewPasswordInput
{
    [Required(ErrorMessage = "Error.Required")]
    [PlainText(PasswordRules.MaxLength)]
    public string? Password { get; set; }
}
