using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Mails a link with which a forgotten password is replaced.</summary>
[AllowAnonymous]
[EnableRateLimiting(Limits.Mails)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ForgotPasswordModel(Outbox outbox, HourlyQuotas quotas, IStringLocalizer<AccountText> text)
    : MailRequestPageModel(outbox, quotas, text)
{
    public override string Here => Routes.ForgotPassword;

    protected override string Kind => AccountMails.ForgottenPassword;
}

/// <summary>
/// Answers a person who has forgotten a password: with a link that sets a new one, or that there is no such account. Only the mailbox
/// learns which.
/// </summary>
public sealed class ForgottenPasswordMail(UserManager<User> users, MailedLinks links, SiteAddress site, IStringLocalizer<MailText> text)
    : IMailTemplate
{
    public async Task<MailMessage?> WriteAsync(MailJob job, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(job.To) is not { } user)
        {
            return new MailMessage(job.To, text["Unknown.Subject"], text["Unknown.Body", site.Of(Routes.SignUp)]);
        }

        // Mailed to the address of the account: the one that was typed may merely be equal to it after normalizing.
        var subject = new LinkSubject(user.Email!, Journey: null, user.SecurityStamp);
        var link = await links.IssueAsync(LinkPurpose.NewPassword, subject, cancellationToken);
        return new MailMessage(user.Email!, text["Forgot.Subject"], text["Forgot.Body", site.Of(Routes.NewPassword.With(("token", link)))]);
    }
}
