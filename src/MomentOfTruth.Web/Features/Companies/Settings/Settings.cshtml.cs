using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>A company's own settings: prefilled links and posters to take along, and which sites may show its form in a frame.</summary>
[Authorize(Policy = CompanyPolicies.Own)]
public sealed class SettingsModel(CompanySettings settings, FormQuery names, IStringLocalizer<SettingsText> text) : PageModel, IKeepsInput
{
    private const int LongestList = SiteOrigin.MaxSites * (SiteOrigin.MaxLength + 2);

    /// <summary>The sites, one a line, as they were typed.</summary>
    [BindProperty]
    public string? Sites { get; set; }

    public FormAddress Address { get; private set; } = null!;

    public IReadOnlyList<string> Touchpoints { get; private set; } = [];

    public IReadOnlyList<string> Products { get; private set; } = [];

    /// <summary>Whether this is the page after saving.</summary>
    public bool IsSaved => Request.Query.ContainsKey("saved");

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Sites = await settings.SitesAsync(HttpContext.Company().Id, cancellationToken);
        await LoadAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var company = HttpContext.Company();
        if (ReadSites() is not { } sites)
        {
            await LoadAsync(cancellationToken);
            return this.Drawn(StatusCodes.Status422UnprocessableEntity);
        }

        await settings.AllowAsync(company.Id, sites, cancellationToken);
        return Redirect(Routes.Company(company.Slug).Settings.With(("saved", "sites")) + "#sites");
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return Page();
    }

    private List<SiteOrigin>? ReadSites()
    {
        if (PlainTextAttribute.Refusal(Sites, LongestList) is not null)
        {
            ModelState.AddModelError(nameof(Sites), text["Sites.TooMany", SiteOrigin.MaxSites]);
            return null;
        }

        var read = new List<SiteOrigin>();
        foreach (var line in (Sites ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (SiteOrigin.TryParse(line) is { } site)
            {
                read.Add(site);
            }
            else
            {
                ModelState.AddModelError(nameof(Sites), text["Sites.Unreadable", line]);
                return null;
            }
        }

        if (read.Distinct().Count() > SiteOrigin.MaxSites)
        {
            ModelState.AddModelError(nameof(Sites), text["Sites.TooMany", SiteOrigin.MaxSites]);
            return null;
        }

        return read;
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var company = HttpContext.Company();
        Address = FormAddress.Of(Request, company.Slug, Request.Query["touchpoint"], Request.Query["product"]);
        Touchpoints = await names.TouchpointsAsync(company.Id, cancellationToken);
        Products = await names.ProductsAsync(company.Id, cancellationToken);
    }
}

/// <summary>A touchpoint as somebody named it.</summary>
/// <param name="Said">The name that was used; a touchpoint of the company that has it comes first.</param>
/// <param name="Name">What it is called if it is new.</param>
/// <param name="KoreanName">The same in Korean, where it is known.</param>
/// <param name="Channel">Its channel if it is new.</param>
public sealed record NamedTouchpoint(string Said, string Name, string? KoreanName, Channel Channel)
{
    /// <summary>The keys of its names, those that count most first.</summary>
    public IReadOnlyList<string> Keys { get; } = [.. new[] { Said, Name, KoreanName }.OfType<string>().Select(Naming.KeyOf).Distinct()];
}
