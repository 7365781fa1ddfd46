using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>Where the customer picks the company. A company that is not listed yet can be named here.</summary>
[AllowAnonymous]
[EnableRateLimiting(Limits.Log)]
public sealed class CompanyPickerModel(
    CompanyPickerQuery companies, CompanyRegister register, IStringLocalizer<SharedText> shared, IStringLocalizer<IntakeText> text)
    : PageModel, IKeepsInput
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public CompanyMatches Matches { get; private set; } = new([], []);

    /// <summary>The searched text, if it can be the name of a company.</summary>
    public string? Name { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        Request.Query.ContainsKey(nameof(Q)) ? RenderAgainAsync(cancellationToken) : RenderAsync(cancellationToken);

    /// <summary>Uses the name as it was typed, for a company that is not listed.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ReadName())
        {
            return await RenderAsync(cancellationToken);
        }

        var company = await register.FindOrAddAsync(Name!, cancellationToken);
        return Redirect(Routes.Form(company.Slug).Page);
    }

    public Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        ReadName();
        return RenderAsync(cancellationToken);
    }

    private bool ReadName()
    {
        if (!RequiredText.IsGiven(Q))
        {
            ModelState.AddModelError(nameof(Q), text["Picker.Empty"]);
        }
        else if (NameText.Refusal(Q) is { } refusal)
        {
            ModelState.AddModelError(nameof(Q), refusal.Words(shared));
        }
        else
        {
            Name = NameText.Stored(Q!);
        }

        return Name is not null;
    }

    private async Task<IActionResult> RenderAsync(CancellationToken cancellationToken)
    {
        // A refused name is not searched for.
        if (Name is not null || ModelState.IsValid)
        {
            Matches = await companies.RunAsync(Name, CompanyPickerQuery.Size, cancellationToken);
        }

        return this.Page(ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
