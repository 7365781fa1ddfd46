using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>The companies that the signed-in person may look into.</summary>
public sealed class CompanyListModel(MyCompaniesQuery companies) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<CompanySummary> Companies { get; private set; } = [];

    public bool HasMore { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim();
        var found = await companies.RunAsync(User.AccountId()!.Value, Q, cancellationToken);
        HasMore = found.Count > MyCompaniesQuery.Size;
        Companies = [.. found.Take(MyCompaniesQuery.Size)];
    }
}
