using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Features.MyJourneys;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

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

    public override string Here => Paths.To("sign-up").With(("keep", Keep?.ToString()));

    protected override string Kind => AccountMails.SignUp;

    public override async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        User.AccountId() is null ? await base.OnGetAsync(cancellationToken) : Redirect(Paths.To("my-journeys"));

    // Only one that this browser opens: the mail carries the right to it.
    protected override async Task<Guid?> JourneyAsync(CancellationToken cancellationToken) =>
        Keep is { } journey && await access.OpensAsync(HttpContext, journey, cancellationToken) ? journey : null;
}
