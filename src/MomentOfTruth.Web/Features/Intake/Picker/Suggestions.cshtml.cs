using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// The companies that are shown while one types: the part of a page that stands under the field, empty for what is no name.
/// </summary>
[AllowAnonymous]
[EnableRateLimiting(Limits.Suggestions)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SuggestionsModel(CompanyPickerQuery companies) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public CompanyMatches Matches { get; private set; } = new([], []);

    public string? Name { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (RequiredText.IsGiven(Q) && NameText.Refusal(Q) is null)
        {
            Name = NameText.Stored(Q!);
            Matches = await companies.RunAsync(Name, CompanyPickerQuery.SizeWhileTyping, cancellationToken);
        }
    }
}

/// <summary>The field that finds the company.</summary>
public sealed record CompanySearch(string Label, string Button, string? Typed);

/// <summary>The companies to choose from.</summary>
/// <param name="Name">What may be named as a company that is not listed; null for nothing.</param>
/// <param name="LabelledBy">What says of which companies the list is.</param>
public sealed record CompanyPicks(CompanyMatches Matches, string? Name, string LabelledBy)
{
    /// <summary>
    /// Whether they are shown while one types. A form among them would set a cookie, which may arrive after that of the next page and
    /// take its place; so what is not listed is named there.
    /// </summary>
    public bool AreSuggested { get; init; }
}
