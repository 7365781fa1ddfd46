using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>The companies that the signed-in person may look into.</summary>
public sealed class CompanyListModel(MyCompaniesQuery companies, ClaimQuery claims) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<CompanySummary> Companies { get; private set; } = [];

    public bool HasMore { get; private set; }

    /// <summary>What the person wants and wanted of companies.</summary>
    public IReadOnlyList<OwnClaim> Claims { get; private set; } = [];

    /// <summary>The companies at whose own domain the person's mail is.</summary>
    public IReadOnlyList<FoundCompany> Offered { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim();
        var found = await companies.RunAsync(User.AccountId()!.Value, Q, cancellationToken);
        HasMore = found.Count > MyCompaniesQuery.Size;
        Companies = [.. found.Take(MyCompaniesQuery.Size)];
        Claims = await claims.OfAsync(User.AccountId()!.Value, cancellationToken);
        Offered = await claims.OfferedAsync(User.AccountId()!.Value, cancellationToken);
    }
}
