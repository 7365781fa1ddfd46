using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Where a mailed link leads: a password is chosen and a button pressed. Opening the page uses nothing up, because mail programs open links
/// before people do.
/// </summary>
public abstract class LinkPageModel(LinkPurpose purpose, MailedLinks links, IStringLocalizer<AccountText> text) : PageModel, IKeepsInput
{
    [BindProperty(Name = "token", SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty]
    public NewPasswordInput Input { get; set; } = new();

    /// <summary>Null if the link is no longer good, or never was.</summary>
    public LinkSubject? Subject { get; private set; }

    // The address is a secret until it was used: no other page is told where the person came from.
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) => HeaderExceptions.Of(HttpContext).NoReferrer = true;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken) ? Page() : Gone();

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

    /// <summary>Does what the link is for, with the password that was chosen.</summary>
    protected abstract Task<IActionResult> UseAsync(LinkSubject subject, CancellationToken cancellationToken);

    /// <summary>Whether the link is still about what there is.</summary>
    protected abstract Task<bool> FitsAsync(LinkSubject subject, CancellationToken cancellationToken);

    protected IActionResult Answer(AccountChange change)
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
        Subject = await links.ReadAsync(purpose, Token, cancellationToken) is { } subject && await FitsAsync(subject, cancellationToken) ? subject : null;
        return Subject is not null;
    }

    private PageResult Gone()
    {
        Subject = null;
        ModelState.Clear();
        return this.Drawn(StatusCodes.Status400BadRequest);
    }

    private PageResult Refuse() => this.Drawn(StatusCodes.Status422UnprocessableEntity);
}
