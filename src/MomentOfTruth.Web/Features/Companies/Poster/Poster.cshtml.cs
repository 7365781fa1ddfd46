using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>A sheet of paper to put up where customers are: what it is about, and the QR code of the form.</summary>
public sealed class PosterModel(SiteAddress site) : PageModel
{
    public FormAddress Address { get; private set; } = null!;

    /// <param name="lang">
    /// The language of the poster. If it is not that of the page, the answer redirects to the page in that language.
    /// </param>
    public IActionResult OnGet(string company, string? lang, string? touchpoint, string? product, string? place)
    {
        Address = FormAddress.Of(site.Here(Request), company, touchpoint, product, place);
        return lang == SiteCulture.Other ? Redirect(Address.PosterIn(lang)) : Page();
    }
}
