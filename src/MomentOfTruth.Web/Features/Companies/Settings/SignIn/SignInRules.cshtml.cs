using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>
/// What a company asks of its people when they sign in. Only somebody who came with more than a password may ask it of others: nobody locks
/// himself out.
/// </summary>
[Authorize(Policy = CompanyPolicies.Own)]
public sealed class SignInRulesModel(CompanySettings settings, IStringLocalizer<SignInRulesText> text) : PageModel, IKeepsInput
{
    [BindProperty]
    public bool Required { get; set; }

    /// <summary>Whether the owner came with a password alone.</summary>
    public bool IsWeak => CurrentSession.Of(HttpContext) is not { IsStrong: true };

    public bool IsSaved => Request.Query["saved"] == "sign-in" && ModelState.IsValid;

    public void OnGet() => Required = HttpContext.Company().RequiresSecondFactor;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Required && IsWeak)
        {
            ModelState.AddModelError(nameof(Required), text["Rules.YoursFirst"]);
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        var company = HttpContext.Company();
        await settings.ChangeAsync(company.Id, found => found.RequireSecondFactor(Required), cancellationToken);
        AuditNote.Of(HttpContext).About(null, Required ? "required" : "not required");
        return Redirect(Routes.Company(company.Slug).SignInRules.With(("saved", "sign-in")));
    }

    public Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) => Task.FromResult<IActionResult>(Page());
}
