using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// A page that asks for an address and mails it a link. It answers every address alike, after the same work: whether there is an account, only
/// the letter says, which is written later.
/// </summary>
public abstract class MailRequestPageModel(Outbox outbox, HourlyQuotas quotas, IStringLocalizer<AccountText> text) : PageModel, IKeepsInput
{
    private const string SentTo = "sent-to";

    [BindProperty]
    public MailRequestInput Input { get; set; } = new();

    /// <summary>In the address after something was sent.</summary>
    [BindProperty(Name = "sent", SupportsGet = true)]
    public string? Sent { get; set; }

    public bool IsOn => outbox.IsOn;

    public bool IsSent => Sent is not null && HttpMethods.IsGet(Request.Method);

    /// <summary>Where it was sent, the first time that is shown; it stands in no address and so in no history.</summary>
    public string? To { get; private set; }

    /// <summary>The address of this page before anything was sent.</summary>
    public abstract string Here { get; }

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
            return this.Drawn(StatusCodes.Status503ServiceUnavailable);
        }

        if (!string.IsNullOrEmpty(Input.Homepage))
        {
            ModelState.AddModelError("Input.Homepage", text["Homepage.Filled"]);
        }

        if (!ModelState.IsValid)
        {
            return this.Drawn(StatusCodes.Status422UnprocessableEntity);
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

    // Whoever had its share gets no more, and whoever asked is answered as always. Nobody uses up one kind by asking for another. The address itself is not kept.
    private string MailboxOf(string email) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Kind} {email.ToUpperInvariant()}")));

    /// <summary>The journey that the mail is about.</summary>
    protected virtual Task<Guid?> JourneyAsync(CancellationToken cancellationToken) => Task.FromResult<Guid?>(null);
}

/// <summary>Where to mail a link.</summary>
public sealed class MailRequestInput
{
    public const int MaxEmail = 254;

    [Required(ErrorMessage = "Error.Required")]
    [EmailText(MaxEmail, Message = "Error.EmailNeeded")]
    public string? Email { get; set; }

    /// <summary>Nobody sees this field. Whoever fills in everything does, and is asked to empty it.</summary>
    public string? Homepage { get; set; }
}
