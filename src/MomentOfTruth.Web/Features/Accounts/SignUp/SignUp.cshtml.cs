using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Asks for an address and mails the link that creates a customer's account. Nothing is created before the link is opened, and the
/// password is chosen there: signing up with another person's address gives neither an account nor a password.
/// </summary>
[AllowAnonymous]
[EnableRateLimiting(Limits.Mails)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SignUpModel(Outbox outbox, HourlyQuotas quotas, IKeptJourneys journeys, IStringLocalizer<AccountText> text)
    : MailRequestPageModel(outbox, quotas, text)
{
    /// <summary>The journey to attach to the account; null for none.</summary>
    [BindProperty(Name = "keep", SupportsGet = true)]
    public Guid? Keep { get; set; }

    public override string Here => Routes.SignUp.With(("keep", Keep?.ToString()));

    protected override string Kind => AccountMails.SignUp;

    public override async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        User.AccountId() is null ? await base.OnGetAsync(cancellationToken) : Redirect(Routes.MyJourneys);

    // Only a journey that this browser opens, because the mailed link carries the right to it.
    protected override async Task<JourneyKey?> JourneyAsync(CancellationToken cancellationToken) =>
        Keep is { } journey ? await journeys.OpenedAsync(HttpContext, journey, cancellationToken) : null;
}

/// <summary>
/// Answers a person who signs up: with the link that creates the account or, if there is one, how to sign in. Only the mailbox learns
/// which.
/// </summary>
public sealed class SignUpMail(
    UserManager<User> users, MailedLinks links, SiteAddress site, IStringLocalizer<MailText> text) : IMailTemplate
{
    public async Task<MailMessage?> WriteAsync(MailJob job, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(job.To) is not null)
        {
            var body = text["Known.Body", site.Of(Routes.SignIn), site.Of(Routes.ForgotPassword)];
            return new MailMessage(job.To, text["Known.Subject"], body);
        }

        var link = await links.IssueAsync(LinkPurpose.SignUp, new LinkSubject(job.To, job.Journey), cancellationToken);
        return new MailMessage(job.To, text["SignUp.Subject"], text["SignUp.Body", site.Of(Routes.ConfirmSignUp.With(("token", link)))]);
    }
}
