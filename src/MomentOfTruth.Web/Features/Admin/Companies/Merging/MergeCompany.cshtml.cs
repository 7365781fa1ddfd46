using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>Asks whether a company is to be merged into another, with what will move, in numbers.</summary>
[ForAdministrators]
public sealed class MergeCompanyModel(
    CompanyDirectory directory, CompanyRegister register, CompanyMerger merger, IStringLocalizer<AdminCompaniesText> text)
    : PageModel, IKeepsInput
{
    /// <summary>The other company: its name, or its part of the address.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Into { get; set; }

    public ListedCompany From { get; private set; } = null!;

    /// <summary>The company that is kept; null if none was found.</summary>
    public ListedCompany? Kept { get; private set; }

    public MovedCounts Moved { get; private set; } = null!;

    public Routes.AdminCompanyRoutes Links => Routes.AdminCompany(From.Id);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await LoadAsync(cancellationToken) ? this.Page(Status) : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        if (Kept is null)
        {
            return this.Page(Status);
        }

        if (await merger.MergeAsync(From.Id, Kept.Id, cancellationToken) is null)
        {
            ModelState.AddModelError("", text["Merge.Changed"]);
            return this.Page(StatusCodes.Status409Conflict);
        }

        AuditNote.Of(HttpContext).In(Kept.Id).About(From.Id.ToString(), $"→ {Kept.Id}");
        return Redirect(Routes.AdminCompany(Kept.Id).Page.With(("done", "merged")));
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) =>
        await LoadAsync(cancellationToken) ? Page() : NotFound();

    private int Status => ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(RouteData.Id("id"), cancellationToken) is not { } from)
        {
            return false;
        }

        From = from;
        Moved = await directory.CountsAsync(from.Id, cancellationToken);
        if (!RequiredText.IsGiven(Into))
        {
            ModelState.AddModelError("into", text["Merge.Choose"]);
            return true;
        }

        var typed = Into!.Trim();
        var found = await register.FindAsync(typed, cancellationToken) ?? (await register.FindAllAsync([typed], cancellationToken))[0];
        Kept = found is null ? null : await directory.FindAsync(found.Id, cancellationToken);
        if (Kept is null || Kept.Id == From.Id)
        {
            ModelState.AddModelError("into", text[Kept is null ? "Merge.NoSuch" : "Merge.Itself", typed]);
            Kept = null;
        }

        return true;
    }
}
