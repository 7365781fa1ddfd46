using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Where somebody finds the company to claim. One that no customer has named yet can be named here.</summary>
[EnableRateLimiting(Limits.Log)]
public sealed class FindCompanyModel(ClaimQuery query, CompanyRegister register, IStringLocalizer<SharedText> shared)
    : PageModel, IKeepsInput
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>The searched text, if it can be the name of a company.</summary>
    public string? Name { get; private set; }

    public IReadOnlyList<FoundCompany> Found { get; private set; } = [];

    /// <summary>Whether a company of just this name is among them.</summary>
    public bool HasVeryName => Name is { } name && Found.Any(
        c => Naming.KeyOf(c.Name) == Naming.KeyOf(name) || (c.KoreanName is { } korean && Naming.KeyOf(korean) == Naming.KeyOf(name)));

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(Q) ? Task.FromResult<IActionResult>(Page()) : RenderAgainAsync(cancellationToken);

    /// <summary>Uses the name as it was typed, for a company that is not here yet.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ReadName())
        {
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        var company = await register.FindOrAddAsync(Name!, cancellationToken);
        AuditNote.Of(HttpContext).About(company.Slug);
        return Redirect(Routes.Claim(company.Slug));
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        if (!ReadName())
        {
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        Found = await query.SearchAsync(Name!, cancellationToken);
        return Page();
    }

    private bool ReadName()
    {
        if (RequiredText.IsGiven(Q) && NameText.Refusal(Q) is null)
        {
            Name = NameText.Stored(Q!);
            return true;
        }

        ModelState.AddModelError(nameof(Q), RequiredText.IsGiven(Q) ? NameText.Refusal(Q)!.Words(shared) : shared["Error.Required"]);
        return false;
    }
}
