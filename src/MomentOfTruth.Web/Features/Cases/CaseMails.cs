using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>The mails of a case, by the names under which their templates are registered.</summary>
public static class CaseMails
{
    public const string Reply = "case-reply", Closed = "case-closed";

    /// <summary>
    /// In the address of a mailed code: leads to the field for an answer, below the replies on the page of the journey, or to the case.
    /// </summary>
    public const string ReplyName = "reply", ToReply = "mail", ToCase = "case";

    public static IServiceCollection AddCaseMails(this IServiceCollection services) => services
        .AddScoped<CaseMailLinks>()
        .AddKeyedScoped<IMailTemplate, ReplyMail>(Reply)
        .AddKeyedScoped<IMailTemplate, ClosedMail>(Closed);
}

/// <summary>Tells a customer that the company has replied. What it says stays where only the customer reads it.</summary>
public sealed class ReplyMail(CaseMailLinks links, IStringLocalizer<CasesText> text) : IMailTemplate
{
    public async Task<MailMessage?> WriteAsync(MailJob job, CancellationToken cancellationToken) =>
        await links.IssueAsync(job, CaseMails.ToReply, cancellationToken) is var (company, link)
            ? new MailMessage(
                job.To, text["Mail.ReplySubject", company], CaseMailLinks.Text(text["Mail.ReplyBody", company], link, text["Mail.Link"]))
            : null;
}

/// <summary>Tells a customer that the company has closed the case.</summary>
public sealed class ClosedMail(CaseMailLinks links, IStringLocalizer<CasesText> text) : IMailTemplate
{
    public async Task<MailMessage?> WriteAsync(MailJob job, CancellationToken cancellationToken) =>
        await links.IssueAsync(job, CaseMails.ToCase, cancellationToken) is var (company, link)
            ? new MailMessage(
                job.To, text["Mail.ClosedSubject", company], CaseMailLinks.Text(text["Mail.ClosedBody", company], link, text["Mail.Link"]))
            : null;
}

/// <summary>
/// Links that open a journey from a mail. The code that the customer was shown is kept nowhere, so that each mail has one of its own, which
/// goes with the address.
/// </summary>
public sealed class CaseMailLinks(AppDbContext db, MovedJourneys moved, SiteAddress site)
{
    /// <summary>
    /// The company's name in the language of the mail, and the link. Null if the address was removed or replaced since the mail was asked
    /// for, or the journey erased.
    /// </summary>
    public async Task<(string Company, string Link)?> IssueAsync(MailJob job, string to, CancellationToken cancellationToken)
    {
        var key = await moved.NowAsync(job.Journey!.Value, cancellationToken);
        if (!await db.Contacts.Of(key).AnyAsync(c => c.Email == job.To, cancellationToken))
        {
            return null;
        }

        // An attempt that failed leaves no code behind.
        var code = ReceiptCode.New();
        await db.Receipts.Of(key).Where(r => r.MailId == job.Id).ExecuteDeleteAsync(cancellationToken);
        db.Add(new Receipt(code, key, job.Id));
        await db.SaveChangesAsync(cancellationToken);
        var company = await db.Companies
            .Where(c => c.Id == key.CompanyId)
            .Select(c => new { c.Name, c.KoreanName })
            .SingleAsync(cancellationToken);
        return (
            SiteCulture.NameOf(company.Name, company.KoreanName),
            site.Of(Routes.ReceiptHere(code.ToString()).With((CaseMails.ReplyName, to))));
    }

    public static string Text(string body, string link, string hint) => $"{body}\n\n{link}\n\n{hint}\n";
}
