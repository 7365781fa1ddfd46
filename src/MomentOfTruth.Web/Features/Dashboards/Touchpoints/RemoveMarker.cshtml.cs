using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>Asks before a marker is removed.</summary>
[Authorize(Policy = CompanyPolicies.Manage)]
public sealed class RemoveMarkerModel(MarkerWriter markers) : PageModel
{
    public Marker Marker { get; private set; } = null!;

    /// <summary>The touchpoint's page as it was left.</summary>
    public string Back { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid touchpoint, Guid marker, CancellationToken cancellationToken) =>
        await FindAsync(touchpoint, marker, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid touchpoint, Guid marker, CancellationToken cancellationToken)
    {
        if (!await FindAsync(touchpoint, marker, cancellationToken))
        {
            return NotFound();
        }

        await markers.RemoveAsync(HttpContext.Company().Id, touchpoint, marker, cancellationToken);
        return Redirect(Back + "#markers");
    }

    private async Task<bool> FindAsync(Guid touchpoint, Guid marker, CancellationToken cancellationToken)
    {
        var company = HttpContext.Company();
        Back = Routes.Company(company.Slug).Touchpoint(touchpoint) + Request.QueryString.ToUriComponent();
        if (await markers.FindAsync(company.Id, touchpoint, marker, cancellationToken) is not { } found)
        {
            return false;
        }

        Marker = found;
        return true;
    }
}
