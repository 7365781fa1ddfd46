using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>Where a company keeps what its people answer with, and the root causes that they choose from.</summary>
[Authorize(Policy = CompanyPolicies.Manage)]
public sealed class AnswerSettingsModel(AnswerWords words, IStringLocalizer<AnswersText> text, IStringLocalizer<SharedText> shared)
    : PageModel, IKeepsInput
{
    /// <summary>The reply that is changed; null for a new one.</summary>
    [BindProperty]
    public Guid? Canned { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? KoreanText { get; set; }

    /// <summary>A new root cause, as it was typed.</summary>
    [BindProperty]
    public string? Cause { get; set; }

    public IReadOnlyList<CannedReply> Replies { get; private set; } = [];

    public IReadOnlyList<RootCause> Causes { get; private set; } = [];

    private static string[] Parts => ["replies", "causes"];

    private Guid CompanyId => HttpContext.Company().Id;

    /// <summary>Whether that part has just been saved.</summary>
    public bool IsSaved(string part) => Request.Query["saved"] == part && ModelState.IsValid;

    public async Task<IActionResult> OnGetAsync(Guid? edit, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (edit is { } id)
        {
            if (Replies.FirstOrDefault(r => r.Id == id) is not { } found)
            {
                return NotFound();
            }

            (Canned, Name, Text, KoreanText) = (found.Id, found.Name, found.Text, found.KoreanText);
        }

        return Page();
    }

    /// <summary>Adds a reply, or changes one.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (RequiredText.Refusal(Name, CannedReply.MaxName, shared["Error.Required"], shared) is { } refusal)
        {
            ModelState.AddModelError(nameof(Name), refusal);
        }

        Check(nameof(Text), Text);
        Check(nameof(KoreanText), KoreanText);
        if (!RequiredText.IsGiven(Text) && !RequiredText.IsGiven(KoreanText))
        {
            ModelState.AddModelError(nameof(Text), text["Canned.NoText"]);
        }

        if (!ModelState.IsValid)
        {
            return await AgainAsync(cancellationToken);
        }

        var (name, english, korean) = (
            PlainTextAttribute.Stored(Name)!, PlainTextAttribute.Stored(Text), PlainTextAttribute.Stored(KoreanText));
        if (Canned is { } id)
        {
            if (!await words.ChangeAsync(CompanyId, id, name, english, korean, cancellationToken))
            {
                return NotFound();
            }
        }
        else if (await words.AddAsync(CompanyId, name, english, korean, cancellationToken) is null)
        {
            ModelState.AddModelError("", text["Canned.TooMany", CannedReply.Most]);
            return await AgainAsync(cancellationToken);
        }

        return Saved(0);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken) =>
        Canned is { } id && await words.RemoveAsync(CompanyId, id, cancellationToken) ? Saved(0) : NotFound();

    /// <summary>Adds a root cause.</summary>
    public async Task<IActionResult> OnPostCauseAsync(CancellationToken cancellationToken)
    {
        if (RequiredText.Refusal(Cause, Case.MaxRootCause, shared["Error.Required"], shared) is { } refusal)
        {
            ModelState.AddModelError(nameof(Cause), refusal);
        }
        else if (!await words.AddCauseAsync(CompanyId, PlainTextAttribute.Stored(Cause)!, cancellationToken))
        {
            ModelState.AddModelError(nameof(Cause), text["Causes.TooMany", RootCause.Most]);
        }

        return ModelState.IsValid ? Saved(1) : await AgainAsync(cancellationToken);
    }

    /// <param name="causeId">The root cause.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IActionResult> OnPostRemoveCauseAsync([FromForm] Guid causeId, CancellationToken cancellationToken) =>
        await words.RemoveCauseAsync(CompanyId, causeId, cancellationToken) ? Saved(1) : NotFound();

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return Page();
    }

    private RedirectResult Saved(int part) => Redirect(
        Routes.Company(HttpContext.Company().Slug).AnswerSettings.With(("saved", Parts[part])) + "#" + Parts[part]);

    private async Task<IActionResult> AgainAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return this.Page(StatusCodes.Status422UnprocessableEntity);
    }

    private void Check(string field, string? typed)
    {
        if (PlainTextAttribute.Refusal(typed, Reply.MaxText) is { } refusal)
        {
            ModelState.AddModelError(field, refusal.Words(shared));
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Replies = await words.RepliesAsync(CompanyId, cancellationToken);
        Causes = await words.CausesAsync(CompanyId, cancellationToken);
    }
}
