using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Asks for another address for the account and mails a link there. Nothing changes before the link is opened, and the page never says
/// whether somebody else has an account with that address.
/// </summary>
[RecentlyProved]
[EnableRateLimiting(Limits.Mails)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class NewEmailModel(
    UserManager<User> users, AppDbContext db, Outbox outbox, HourlyQuotas quotas, IStringLocalizer<NewEmailText> text)
    : PageModel, IKeepsInput
{
    private const string SentTo = "email-sent-to";

    [BindProperty]
    [Required(ErrorMessage = "Error.Required")]
    [EmailText(MailRequestInput.MaxEmail, Message = "Error.EmailNeeded")]
    public string? Email { get; set; }

    /// <summary>Stands in the address after a mail was sent.</summary>
    [BindProperty(Name = "sent", SupportsGet = true)]
    public string? Sent { get; set; }

    public bool IsOn => outbox.IsOn;

    public bool IsSent => Sent is not null && HttpMethods.IsGet(Request.Method);

    /// <summary>Where the mail was sent, shown once.</summary>
    public string? To { get; private set; }

    public string Now { get; private set; } = "";

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        To = IsSent ? TempData[SentTo] as string : null;
        return RenderAgainAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(User) is not { } user)
        {
            return Challenge();
        }

        Now = user.Email!;
        if (!IsOn)
        {
            return this.Page(StatusCodes.Status409Conflict);
        }

        var email = Email?.Trim();
        if (ModelState.IsValid && string.Equals(email, user.Email, StringComparison.OrdinalIgnoreCase))
        {
            ModelState.AddModelError(nameof(Email), text["NewEmail.Same"]);
        }

        if (!ModelState.IsValid)
        {
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        if (quotas.Mailboxes.Refusal(MailboxOf(email!)) is null)
        {
            outbox.Add(AccountMails.NewEmail, new MailJob(email!, CultureInfo.CurrentUICulture.Name) { Account = user.Id });
            await db.SaveChangesAsync(cancellationToken);
            outbox.Wake();
        }

        TempData[SentTo] = email;
        return Redirect(Routes.NewEmail.With(("sent", "mail")));
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(User) is not { } user)
        {
            return Challenge();
        }

        Now = user.Email!;
        return Page();
    }

    private static string MailboxOf(string email) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{AccountMails.NewEmail} {email.ToUpperInvariant()}")));
}

/// <summary>Asks the new mailbox whether it is the person's. If the address has an account already, only this mailbox learns it.</summary>
public sealed class NewEmailMail(UserManager<User> users, MailedLinks links, SiteAddress site, IStringLocalizer<MailText> text)
    : IMailTemplate
{
    public async Task<MailMessage?> WriteAsync(MailJob job, CancellationToken cancellationToken)
    {
        if (job.Account is not { } account || await users.FindByIdAsync(account.ToString()) is not { } user)
        {
            return null;
        }

        if (await users.FindByEmailAsync(job.To) is not null)
        {
            return new MailMessage(job.To, text["NewEmail.Subject"], text["NewEmail.Taken", site.Of(Routes.SignIn)]);
        }

        var subject = new LinkSubject(job.To, Journey: null, user.SecurityStamp) { Account = user.Id };
        var link = await links.IssueAsync(LinkPurpose.NewEmail, subject, cancellationToken);
        return new MailMessage(
            job.To, text["NewEmail.Subject"], text["NewEmail.Body", site.Of(Routes.ConfirmEmail.With(("token", link)))]);
    }
}

/// <summary>Tells the mailbox that the account had before, so that nobody loses an account without hearing of it.</summary>
public sealed class EmailChangedMail(SiteAddress site, IStringLocalizer<MailText> text) : IMailTemplate
{
    public Task<MailMessage?> WriteAsync(MailJob job, CancellationToken cancellationToken) => Task.FromResult<MailMessage?>(
        new MailMessage(job.To, text["EmailChanged.Subject"], text["EmailChanged.Body", site.Of(Routes.Home)]));
}
