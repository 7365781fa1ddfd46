using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>The list of all companies, and of those that may be one.</summary>
[ForAdministrators]
public sealed class CompaniesModel(CompanyDirectory directory) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>The name of a <see cref="CompanyFilter"/> in lower case.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>The last company of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    public CompanyFilter Filter { get; private set; }

    public IReadOnlyList<ListedCompany> Companies { get; private set; } = [];

    public IReadOnlyList<AlikePair> Alike { get; private set; } = [];

    /// <summary>How many pairs the page does not show.</summary>
    public int OtherPairs { get; private set; }

    /// <summary>Where the next page begins; null on the last one.</summary>
    public Guid? Next { get; private set; }

    public bool IsKeptApart => Request.Query["done"] == "apart";

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Q = RequiredText.IsGiven(Q) ? Q!.Trim() : null;
        Filter = Enum.TryParse<CompanyFilter>(Show, ignoreCase: true, out var filter) && Enum.IsDefined(filter)
            ? filter
            : CompanyFilter.All;
        if (Filter == CompanyFilter.Alike)
        {
            (Alike, OtherPairs) = await directory.AlikeAsync(cancellationToken);
            return;
        }

        var found = await directory.ListAsync(Q, Filter, After, cancellationToken);
        Companies = [.. found.Take(CompanyDirectory.PageSize)];
        Next = found.Count > CompanyDirectory.PageSize ? Companies[^1].Id : null;
    }

    /// <summary>Says that two companies are two.</summary>
    public async Task<IActionResult> OnPostApartAsync([FromForm] Guid one, [FromForm] Guid other, CancellationToken cancellationToken)
    {
        await directory.KeepApartAsync(one, other, cancellationToken);
        AuditNote.Of(HttpContext).About($"{one} {other}");
        return Redirect(AddressOf(CompanyFilter.Alike).With(("done", "apart")));
    }

    public string AddressOf(CompanyFilter filter) => Routes.AdminCompanies.With(
        ("q", filter == CompanyFilter.Alike ? null : Q), ("show", filter == CompanyFilter.All ? null : CodeOf(filter)));

    private static string CodeOf(CompanyFilter filter) => filter.ToString().ToLowerInvariant();
}
