using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// The page to which a mailed link leads: the person chooses a password and presses a button. Opening the page does not use up the link,
/// because mail programs open links before people do.
/// </summary>
public abstract class LinkPageModel(LinkPurpose purpose, MailedLinks links, IStringLocalizer<AccountText> text) : PageModel, IKeepsInput
{
    [BindProperty(Name = "token", SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty]
    public NewPasswordInput Input { get; set; } = new();

    /// <summary>Null if the link has expired, was used, or was never issued.</summary>
    public LinkSubject? Subject { get; private set; }

    // The address holds a secret until it is used, and so must not be sent as a referrer.
    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) =>
        HeaderExceptions.Of(HttpContext).NoReferrer = true;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await LoadAsync(cancellationToken) ? Page() : Gone();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return Gone();
        }

        return ModelState.IsValid ? await UseAsync(Subject!, cancellationToken) : Refuse();
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Does what the link is for, with the chosen password.</summary>
    protected abstract Task<IActionResult> UseAsync(LinkSubject subject, CancellationToken cancellationToken);

    /// <summary>Whether the account is still as it was when the link was mailed.</summary>
    protected abstract Task<bool> IsStillValidAsync(LinkSubject subject, CancellationToken cancellationToken);

    /// <summary>Shows why the change was refused.</summary>
    protected IActionResult Refuse(AccountChange change)
    {
        if (change.Refusals.Count == 0)
        {
            return Gone();
        }

        foreach (var refusal in change.Refusals)
        {
            ModelState.AddModelError("Input.Password", text["Password." + refusal]);
        }

        return Refuse();
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        var subject = await links.ReadAsync(purpose, Token, cancellationToken);
        Subject = subject is not null && await IsStillValidAsync(subject, cancellationToken) ? subject : null;
        return Subject is not null;
    }

    private PageResult Gone()
    {
        Subject = null;
        ModelState.Clear();
        return this.Page(StatusCodes.Status400BadRequest);
    }

    private PageResult Refuse() => this.Page(StatusCodes.Status422UnprocessableEntity);
}
