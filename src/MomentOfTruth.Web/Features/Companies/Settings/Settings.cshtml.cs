using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>A company's settings: prefilled links and posters to take along, and the sites that may show its form in a frame.</summary>
[Authorize(Policy = CompanyPolicies.Own)]
public sealed class SettingsModel(CompanySettings settings, CompanyFormQuery names, IStringLocalizer<SettingsText> text) : PageModel, IKeepsInput
{
    private const int LongestList = SiteOrigin.MaxSites * (SiteOrigin.MaxLength + 2);

    /// <summary>The sites as they were typed, one a line.</summary>
    [BindProperty]
    public string? Sites { get; set; }

    public FormAddress Address { get; private set; } = null!;

    /// <summary>The markup that shows the form on another site.</summary>
    public string Snippet { get; private set; } = "";

    public IReadOnlyList<string> Touchpoints { get; private set; } = [];

    public IReadOnlyList<string> Products { get; private set; } = [];

    /// <summary>Whether the list of sites has just been saved.</summary>
    public bool IsSaved => Request.Query.ContainsKey("saved") && ModelState.IsValid;

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
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        await settings.AllowAsync(company.Id, sites, cancellationToken);
        return Redirect(Routes.Company(company.Slug).Settings.With(("saved", "sites")) + "#sites");
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return Page();
    }

    // Returns null, with an error beside the field, if the list is refused.
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
        var title = text["Frame.FrameTitle", SiteCulture.NameOf(company.Name, company.KoreanName)];
        Snippet = $"<iframe src=\"{WebUtility.HtmlEncode(Address.Frame)}\" title=\"{WebUtility.HtmlEncode(title)}\" "
            + "width=\"100%\" height=\"1000\"></iframe>";
        Touchpoints = await names.TouchpointsAsync(company.Id, cancellationToken);
        Products = await names.ProductsAsync(company.Id, cancellationToken);
    }
}
