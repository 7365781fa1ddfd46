using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>The mails about claims, by the names under which their templates are registered.</summary>
public static class ClaimMails
{
    public const string Accepted = "claim-accepted", Refused = "claim-refused";
}

/// <summary>Tells who wanted something of a company that it was granted or refused. The reason stands on the page alone.</summary>
public sealed class ClaimMail(AppDbContext db, SiteAddress site, IStringLocalizer<ClaimText> text) : IMailTemplate
{
    public async Task<MailMessage?> WriteAsync(MailJob job, CancellationToken cancellationToken)
    {
        var about = job.Row!.Value;
        var found = await db.CompanyClaims.AsNoTracking()
            .Where(c => c.CompanyId == about.CompanyId && c.Id == about.Id)
            .Join(db.Companies, c => c.CompanyId, c => c.Id, (claim, company) => new
            {
                claim.Kind,
                claim.State,
                company.Slug,
                company.Name,
                company.KoreanName,
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (found?.State is not (ClaimState.Accepted or ClaimState.Refused))
        {
            return null;
        }

        var (company, what) = (SiteCulture.NameOf(found.Name, found.KoreanName), $"Mail.{found.Kind}.{found.State}");
        var link = site.Of(found.State == ClaimState.Accepted ? Routes.Company(found.Slug).Dashboard : Routes.Claim(found.Slug));
        return new MailMessage(job.To, text[what + ".Subject", company], text[what + ".Body", company, link]);
    }
}
