using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>
/// Invites somebody to a company. The link is made as the mail is written, and the store keeps its hash alone: a second attempt at the same
/// mail makes the first one's link void, and the mail of an invitation that was renewed or withdrawn meanwhile is not sent.
/// </summary>
public sealed class InvitationMail(AppDbContext db, SiteAddress site, TimeProvider clock, IStringLocalizer<MemberText> text) : IMailTemplate
{
    public const string Kind = "invitation";

    public async Task<MailMessage?> WriteAsync(MailJob job, CancellationToken cancellationToken)
    {
        var (key, now, about) = (SecretKey.New(), clock.UtcNow(), job.Row!.Value);
        var hash = SecretKey.HashOf(key);
        var invitation = db.Invitations.Where(
            i => i.CompanyId == about.CompanyId && i.Id == about.Id && i.MailId == job.Id && i.ExpiresAtUtc > now);
        if (await invitation.ExecuteUpdateAsync(set => set.SetProperty(i => i.KeyHash, hash), cancellationToken) != 1)
        {
            return null;
        }

        var told = await invitation
            .Select(i => new
            {
                i.Role,
                Company = db.Companies.Single(c => c.Id == i.CompanyId),
                By = db.Users.Where(u => u.Id == i.InvitedById).Select(u => u.Email).FirstOrDefault(),
            })
            .SingleAsync(cancellationToken);
        var company = SiteCulture.NameOf(told.Company.Name, told.Company.KoreanName);
        var link = site.Of(Routes.Invitation.With(("token", key)));
        return new MailMessage(
            job.To,
            text["Mail.Subject", company],
            text["Mail.Body", told.By ?? text["Invited.Operator"].Value, company, text["Role." + told.Role].Value, link]);
    }
}
