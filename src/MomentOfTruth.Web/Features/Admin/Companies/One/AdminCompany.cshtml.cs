using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>One company, for administrators: who it is, where it is, whether it takes journeys, and what was merged into it.</summary>
[ForAdministrators]
public sealed class AdminCompanyModel(
    CompanyDirectory directory, CompanySettings settings, CompanyMerger merger, TimeProvider clock,
    IStringLocalizer<AdminCompaniesText> text)
    : PageModel, IKeepsInput
{
    private static readonly string[] Things = ["verified", "unverified", "zone", "archived", "restored", "merged", "undone"];

    /// <summary>The time zone, as it was chosen.</summary>
    [BindProperty]
    public string? Zone { get; set; }

    public ListedCompany Company { get; private set; } = null!;

    public IReadOnlyList<ListedMerge> Merges { get; private set; } = [];

    public string? Done => Things.FirstOrDefault(done => done == Request.Query["done"]);

    /// <summary>What the company's clock shows now.</summary>
    public string Now => CompanyClock.Written(clock.UtcNow(), Company.TimeZoneId);

    public Routes.AdminCompanyRoutes Links => Routes.AdminCompany(Company.Id);

    private Guid Id => RouteData.Id("id");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await LoadAsync(cancellationToken) ? Page() : NotFound();

    /// <param name="verified">yes or no.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public Task<IActionResult> OnPostVerifyAsync([FromForm] string? verified, CancellationToken cancellationToken) =>
        ChangeAsync(
            verified, company => company.Verify(verified == "yes"), verified == "yes" ? "verified" : "unverified", cancellationToken);

    /// <param name="archived">yes or no.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public Task<IActionResult> OnPostArchiveAsync([FromForm] string? archived, CancellationToken cancellationToken) => ChangeAsync(
        archived, company => company.Archive(archived == "yes" ? clock.UtcNow() : null), archived == "yes" ? "archived" : "restored",
        cancellationToken);

    /// <summary>
    /// Says where the company is. Days that customers told stay as told, so that nothing that is counted changes; what is today follows.
    /// </summary>
    public async Task<IActionResult> OnPostZoneAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        if (Zone is null || !TimeZones.IsKnown(Zone))
        {
            ModelState.AddModelError(nameof(Zone), text["Zone.Wrong"]);
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        AuditNote.Of(HttpContext).In(Id).About(Id.ToString(), $"{Company.TimeZoneId} → {Zone}");
        return await ChangeAsync("yes", company => company.MoveTo(Zone), "zone", cancellationToken);
    }

    /// <summary>Takes a merge back.</summary>
    public async Task<IActionResult> OnPostUndoAsync([FromForm] Guid merge, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        if (Merges.FirstOrDefault(m => m.Id == merge) is { } chosen && await merger.UndoAsync(merge, cancellationToken))
        {
            AuditNote.Of(HttpContext).In(Id).About(chosen.FromId.ToString());
            return Redirect(Links.Page.With(("done", "undone")));
        }

        ModelState.AddModelError("", text["Undo.TooLate"]);
        return this.Page(StatusCodes.Status409Conflict);
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) =>
        await LoadAsync(cancellationToken) ? Page() : NotFound();

    private async Task<IActionResult> ChangeAsync(
        string? answer, Action<Company> change, string done, CancellationToken cancellationToken)
    {
        if (answer is not ("yes" or "no"))
        {
            return BadRequest();
        }

        if (await directory.FindAsync(Id, cancellationToken) is null)
        {
            return NotFound();
        }

        await settings.ChangeAsync(Id, change, cancellationToken);
        if (AuditNote.Of(HttpContext).Subject is null)
        {
            AuditNote.Of(HttpContext).In(Id).About(Id.ToString(), done);
        }

        return Redirect(Routes.AdminCompany(Id).Page.With(("done", done)));
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(Id, cancellationToken) is not { } company)
        {
            return false;
        }

        (Company, Zone) = (company, Zone ?? company.TimeZoneId);
        Merges = await directory.MergesAsync(Id, cancellationToken);
        return true;
    }
}
