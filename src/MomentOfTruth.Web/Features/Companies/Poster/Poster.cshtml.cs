using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>One sheet of paper to hang where customers are: what it is about, and the QR code of the form.</summary>
public sealed class PosterModel : PageModel
{
    public FormAddress Address { get; private set; } = null!;

    /// <param name="lang">The poster's language, if it is another than the page's: then it leads to the page in that language.</param>
    public IActionResult OnGet(string company, string? lang, string? touchpoint, string? product)
    {
        Address = FormAddress.Of(Request, company, touchpoint, product);
        return lang == SiteCulture.Other ? Redirect(InOther()) : Page();
    }

    private string InOther() => $"/{SiteCulture.Other}{Address.Poster[(SiteCulture.Other.Length + 1)..]}";
}
