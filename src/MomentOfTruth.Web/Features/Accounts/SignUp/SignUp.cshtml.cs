using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Features.MyJourneys;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// A customer's account begins with a mail. Nothing is made before its link is opened, and the password is chosen there: so whoever signs up with somebody
/// else's address has neither an account nor a password in one.
/// </summary>
[EnableRateLimiting(Limits.Mails)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SignUpModel(Outbox outbox, HourlyQuotas quotas, JourneyAccess access, IStringLocalizer<AccountText> text)
    : MailRequestPageModel(outbox, quotas, text)
{
    /// <summary>The journey that is to be in the account.</summary>
    [BindProperty(Name = "keep", SupportsGet = true)]
    public Guid? Keep { get; set; }

    public override string Here => Routes.SignUp.With(("keep", Keep?.ToString()));

    protected override string Kind => AccountMails.SignUp;

    public override async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        User.AccountId() is null ? await base.OnGetAsync(cancellationToken) : Redirect(Routes.MyJourneys);

    // Only one that this browser opens: the mail carries the right to it.
    protected override async Task<Guid?> JourneyAsync(CancellationToken cancellationToken) =>
        Keep is { } journey && await access.OpensAsync(HttpContext, journey, cancellationToken) ? journey : null;
}

/// <summary>The answer to whoever wants an account: the link that makes it, or, to whoever has one, how to come in. Only the mailbox learns which.</summary>
public sealed class SignUpMail(UserManager<User> users, MailedLinks links, SiteAddress site, IStringLocalizer<MailText> text) : IMailTemplate
{
    public async Task<MailMessage> WriteAsync(MailJob order, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(order.To) is not null)
        {
            return new MailMessage(order.To, text["Known.Subject"], text["Known.Body", site.Of(Routes.SignIn), site.Of(Routes.ForgotPassword)]);
        }

        var link = await links.IssueAsync(LinkPurpose.SignUp, new LinkSubject(order.To, order.Journey), cancellationToken);
        return new MailMessage(order.To, text["SignUp.Subject"], text["SignUp.Body", site.Of(Routes.ConfirmSignUp.With(("token", link)))]);
    }
}
