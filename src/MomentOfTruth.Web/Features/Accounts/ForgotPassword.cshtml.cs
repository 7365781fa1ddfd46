using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Mails a link to a new password.</summary>
[EnableRateLimiting(Limits.Mails)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ForgotPasswordModel(Outbox outbox, HourlyQuotas quotas, IStringLocalizer<AccountText> text) : MailRequestPageModel(outbox, quotas, text)
{
    public override string Here => Paths.To("forgot-password");

    protected override string Kind => AccountMails.ForgottenPassword;
}
