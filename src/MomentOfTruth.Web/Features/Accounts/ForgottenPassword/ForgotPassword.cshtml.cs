using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Mails a link to a new password.</summary>
[EnableRateLimiting(Limits.Mails)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ForgotPasswordModel(Outbox outbox, HourlyQuotas quotas, IStringLocalizer<AccountText> text) : MailRequestPageModel(outbox, quotas, text)
{
    public override string Here => Routes.ForgotPassword;

    protected override string Kind => AccountMails.ForgottenPassword;
}

/// <summary>The answer to whoever has forgotten a password: the link to a new one, or that there is no account. Only the mailbox learns which.</summary>
public sealed class ForgottenPasswordMail(UserManager<User> users, MailedLinks links, SiteAddress site, IStringLocalizer<MailText> text) : IMailTemplate
{
    public async Task<MailMessage> WriteAsync(MailJob order, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(order.To) is not { } user)
        {
            return new MailMessage(order.To, text["Unknown.Subject"], text["Unknown.Body", site.Of(Routes.SignUp)]);
        }

        // To the address that the account has, not to one that is merely looked up alike.
        var link = await links.IssueAsync(LinkPurpose.NewPassword, new LinkSubject(user.Email!, null, user.SecurityStamp), cancellationToken);
        return new MailMessage(user.Email!, text["Forgot.Subject"], text["Forgot.Body", site.Of(Routes.NewPassword.With(("token", link)))]);
    }
}
