using System.Globalization;
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
public sealed class SettingsModel(
    CompanySettings settings, CompanyFormQuery names, SiteAddress site, TimeProvider clock, IStringLocalizer<SettingsText> text)
    : PageModel, IKeepsInput
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

    /// <summary>The quiet days, as they were typed.</summary>
    [BindProperty]
    public string? QuietDays { get; set; }

    /// <summary>The time zone, as it was chosen.</summary>
    [BindProperty]
    public string? Zone { get; set; }

    /// <summary>The zones to choose from, and how far ahead of UTC; also the company's own if this machine does not know it.</summary>
    public IReadOnlyList<(string Id, string Text)> Zones { get; private set; } = [];

    /// <summary>What the company's clock shows now.</summary>
    public string Now => CompanyClock.Written(clock.UtcNow(), HttpContext.Company().TimeZoneId);

    /// <summary>Whether the company's name is kept out of what strangers find.</summary>
    public bool IsHidden { get; private set; }

    /// <summary>Whether that part of the settings has just been saved.</summary>
    public bool IsSaved(string part) => Request.Query["saved"] == part && ModelState.IsValid;

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    /// <summary>Sets after how many days a journey closes by itself.</summary>
    public async Task<IActionResult> OnPostQuietAsync(CancellationToken cancellationToken)
    {
        if (WholeNumber.Of(QuietDays) is not (>= Company.FewestQuietDays and <= Company.MostQuietDays and var days))
        {
            ModelState.AddModelError(nameof(QuietDays), text["Quiet.Wrong", Company.FewestQuietDays, Company.MostQuietDays]);
            await LoadAsync(cancellationToken);
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        await settings.ChangeAsync(HttpContext.Company().Id, company => company.WaitFor(days), cancellationToken);
        return Redirect(Routes.Company(HttpContext.Company().Slug).Settings.With(("saved", "quiet")) + "#quiet");
    }

    /// <summary>
    /// Sets where the company is. No day is stored that would come from its clock: all are as customers told them, so that the ledger stays
    /// right while what is today changes.
    /// </summary>
    public async Task<IActionResult> OnPostZoneAsync(CancellationToken cancellationToken)
    {
        if (Zone is null || !TimeZones.IsKnown(Zone))
        {
            ModelState.AddModelError(nameof(Zone), text["Zone.Wrong"]);
            await LoadAsync(cancellationToken);
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        await settings.ChangeAsync(HttpContext.Company().Id, company => company.MoveTo(Zone), cancellationToken);
        return Redirect(Routes.Company(HttpContext.Company().Slug).Settings.With(("saved", "zone")) + "#zone");
    }

    /// <summary>Keeps the company's name out of what strangers find, or lets it be found again.</summary>
    /// <param name="hidden">yes or no.</param>
    public async Task<IActionResult> OnPostFoundAsync([FromForm] string? hidden, CancellationToken cancellationToken)
    {
        if (hidden is not ("yes" or "no"))
        {
            return BadRequest();
        }

        var company = HttpContext.Company();
        await settings.ChangeAsync(company.Id, found => found.Hide(hidden == "yes"), cancellationToken);
        return Redirect(Routes.Company(company.Slug).Settings + "#found");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var company = HttpContext.Company();
        if (ReadSites() is not { } sites)
        {
            await LoadAsync(cancellationToken);
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        await settings.ChangeAsync(company.Id, found => found.AllowEmbedding(sites), cancellationToken);
        return Redirect(Routes.Company(company.Slug).Settings.With(("saved", "sites")) + "#sites");
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return Page();
    }

    private string AheadOf(TimeZoneInfo zone)
    {
        var ahead = zone.GetUtcOffset(clock.GetUtcNow());
        return string.Create(CultureInfo.InvariantCulture, $"{(ahead < TimeSpan.Zero ? '\u2212' : '+')}{ahead:hh\\:mm}");
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

    // What was typed stays; the rest is read.
    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var company = HttpContext.Company();
        var stored = await settings.ReadAsync(company.Id, cancellationToken);
        IsHidden = stored.IsHidden;
        Sites = Request.HasFormContentType && Request.Form.ContainsKey(nameof(Sites)) ? Sites : stored.EmbeddingSites;
        QuietDays = Request.HasFormContentType && Request.Form.ContainsKey(nameof(QuietDays))
            ? QuietDays
            : stored.QuietDays.ToString(CultureInfo.InvariantCulture);
        Zone = Request.HasFormContentType && Request.Form.ContainsKey(nameof(Zone)) ? Zone : stored.TimeZoneId;
        var zones = TimeZones.All.Select(zone => (zone.Id, Text: $"{zone.Id} (UTC{AheadOf(zone)})")).ToList();
        Zones = Zone is null || zones.Exists(zone => zone.Id == Zone) ? zones : [(Zone, Zone), .. zones];
        Address = FormAddress.Of(site.Here(Request), company.Slug, Request.Query["touchpoint"], Request.Query["product"]);
        var title = text["Frame.FrameTitle", SiteCulture.NameOf(company.Name, company.KoreanName)];
        Snippet = $"<iframe src=\"{WebUtility.HtmlEncode(Address.Frame)}\" title=\"{WebUtility.HtmlEncode(title)}\" "
            + "width=\"100%\" height=\"1000\"></iframe>";
        Touchpoints = await names.TouchpointsAsync(company.Id, cancellationToken);
        Products = await names.ProductsAsync(company.Id, cancellationToken);
    }
}
