using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>A page on which a company's names are given: by its owners, or by an administrator.</summary>
public abstract class NamingPageModel(
    CompanyNaming naming, CompanySettings settings, IStringLocalizer<NamingText> text, IStringLocalizer<SharedText> shared)
    : PageModel, IKeepsInput
{
    private static readonly string[] Things = ["rename", "alias", "remove"];

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? KoreanName { get; set; }

    /// <summary>yes if people go on finding the company by its old names.</summary>
    [BindProperty]
    public string? KeepOld { get; set; }

    [BindProperty]
    public string? Alias { get; set; }

    public IReadOnlyList<string> Aliases { get; private set; } = [];

    /// <summary>The names of the companies that were merged into it.</summary>
    public IReadOnlyList<string> Merged { get; private set; } = [];

    /// <summary>The company that is called already as was typed; null if none is.</summary>
    public Company? Taken { get; private set; }

    public string Shown => SiteCulture.NameOf(Stored.Name, Stored.KoreanName);

    /// <summary>What has just been done: rename, alias or remove; null for nothing.</summary>
    public string? Done => Things.FirstOrDefault(done => done == Request.Query["done"]);

    public Company Stored { get; private set; } = null!;

    /// <summary>The address of the page.</summary>
    public abstract string Here { get; }

    /// <summary>The address of the page that merges this company into the other; null where that is not the reader's to do.</summary>
    public abstract string? MergeAddress(Company other);

    protected abstract Guid CompanyId { get; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await LoadAsync(cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        Check(nameof(Name), Name, isRequired: true);
        Check(nameof(KoreanName), KoreanName, isRequired: false);
        return ModelState.IsValid
            ? AnswerOf(
                nameof(Name),
                await naming.RenameAsync(
                    CompanyId, NameText.Stored(Name!), RequiredText.IsGiven(KoreanName) ? NameText.Stored(KoreanName!) : null,
                    KeepOld == "yes", cancellationToken),
                "rename")
            : this.Page(StatusCodes.Status422UnprocessableEntity);
    }

    public async Task<IActionResult> OnPostAliasAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        Check(nameof(Alias), Alias, isRequired: true);
        if (ModelState.IsValid && Aliases.Count >= CompanyAlias.Most)
        {
            ModelState.AddModelError(nameof(Alias), text["Alias.Most", CompanyAlias.Most]);
        }

        return ModelState.IsValid
            ? AnswerOf(nameof(Alias), await naming.AddAliasAsync(CompanyId, NameText.Stored(Alias!), cancellationToken), "alias")
            : this.Page(StatusCodes.Status422UnprocessableEntity);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        await naming.RemoveAliasAsync(CompanyId, Alias ?? "", cancellationToken);
        return Redirect(Here.With(("done", "remove")));
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) =>
        await LoadAsync(cancellationToken) ? Page() : NotFound();

    private IActionResult AnswerOf(string field, NamingResult result, string done)
    {
        if (result.Taken is not { } taken)
        {
            return Redirect(Here.With(("done", done)));
        }

        Taken = taken;
        ModelState.AddModelError(field, text["Taken", SiteCulture.NameOf(taken.Name, taken.KoreanName)]);
        return this.Page(StatusCodes.Status422UnprocessableEntity);
    }

    private void Check(string field, string? typed, bool isRequired)
    {
        if (isRequired && !RequiredText.IsGiven(typed))
        {
            ModelState.AddModelError(field, shared["Error.Required"]);
        }
        else if (NameText.Refusal(typed) is { } refusal)
        {
            ModelState.AddModelError(field, refusal.Words(shared));
        }
    }

    // What was typed stays; the rest is read.
    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (await settings.FindAsync(CompanyId, cancellationToken) is not { } company)
        {
            return false;
        }

        Stored = company;
        var sent = Request.HasFormContentType && Request.Form.ContainsKey(nameof(Name));
        (Name, KoreanName, KeepOld) = sent ? (Name, KoreanName, KeepOld) : (company.Name, company.KoreanName, "yes");
        (Aliases, Merged) = await naming.OfAsync(company.Id, cancellationToken);
        return true;
    }
}
