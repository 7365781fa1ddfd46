using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// A page that asks for an address and mails a link to it. It answers every address alike, after the same work: only the mail, which is
/// written later, says whether there is an account.
/// </summary>
public abstract class MailRequestPageModel(Outbox outbox, HourlyQuotas quotas, IStringLocalizer<AccountText> text) : PageModel, IKeepsInput
{
    private const string SentTo = "sent-to";

    [BindProperty]
    public MailRequestInput Input { get; set; } = new();

    /// <summary>Stands in the address after a mail was sent.</summary>
    [BindProperty(Name = "sent", SupportsGet = true)]
    public string? Sent { get; set; }

    public bool IsOn => outbox.IsOn;

    public bool IsSent => Sent is not null && HttpMethods.IsGet(Request.Method);

    /// <summary>Where the mail was sent, shown once. It is not part of the address and so of no browser history.</summary>
    public string? To { get; private set; }

    /// <summary>The address of this page before anything was sent.</summary>
    public abstract string Here { get; }

    /// <summary>Whether the field that people do not see was filled in: then it is shown, with its message.</summary>
    public bool IsHomepageFilled => FieldTagHelper.ErrorOf(ModelState, "Input.Homepage") is not null;

    protected abstract string Kind { get; }

    public virtual Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        To = IsSent ? TempData[SentTo] as string : null;
        return Task.FromResult<IActionResult>(Page());
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!IsOn)
        {
            return this.Page(StatusCodes.Status409Conflict);
        }

        if (!string.IsNullOrEmpty(Input.Homepage))
        {
            ModelState.AddModelError("Input.Homepage", text["Homepage.Filled"]);
        }

        if (!ModelState.IsValid)
        {
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        var email = Input.Email!.Trim();
        if (quotas.Mailboxes.Refusal(MailboxOf(email)) is null)
        {
            await outbox.SendAsync(Kind, email, await JourneyAsync(cancellationToken), cancellationToken);
        }

        TempData[SentTo] = email;
        return Redirect(Here.With(("sent", "mail")));
    }

    public Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) => Task.FromResult<IActionResult>(Page());

    /// <summary>The journey that the mail is about; null for none.</summary>
    protected virtual Task<JourneyKey?> JourneyAsync(CancellationToken cancellationToken) => Task.FromResult<JourneyKey?>(null);

    // A mailbox over its quota gets no mail, but the page answers as always. Each kind of mail has its own quota. Only a hash of the
    // address is kept.
    private string MailboxOf(string email) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Kind} {email.ToUpperInvariant()}")));
}

/// <summary>The form that asks where to mail a link.</summary>
public sealed class MailRequestInput
{
    public const int MaxEmail = 254;

    [Required(ErrorMessage = "Error.Required")]
    [EmailText(MaxEmail, Message = "Error.EmailNeeded")]
    public string? Email { get; set; }

    /// <summary>
    /// A trap for robots, which fill in every field. People do not see it; somebody who filled it in all the same is asked to empty it.
    /// </summary>
    public string? Homepage { get; set; }
}
