using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>How long a company keeps what customers wrote. What would be deleted at once is asked about first.</summary>
[Authorize(Policy = CompanyPolicies.Own)]
public sealed class KeepForModel(CompanySettings settings, KeptTexts retention, IStringLocalizer<RetentionText> text)
    : PageModel, IKeepsInput
{
    /// <summary>As it was typed; empty for ever.</summary>
    [BindProperty]
    public string? ContactDays { get; set; }

    /// <summary>As it was typed; empty for ever.</summary>
    [BindProperty]
    public string? TextMonths { get; set; }

    /// <summary>What saving would delete, if that has not been agreed to yet.</summary>
    public RetentionCount? Asked { get; private set; }

    public bool IsSaved => Request.Query["saved"] == "yes" && ModelState.IsValid && Asked is null;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var company = await settings.ReadAsync(HttpContext.Company().Id, cancellationToken);
        ContactDays = company.ContactDays?.ToString(CultureInfo.InvariantCulture);
        TextMonths = company.TextMonths?.ToString(CultureInfo.InvariantCulture);
    }

    /// <param name="agreed">How much the person agreed to delete, as it was shown.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IActionResult> OnPostAsync([FromForm] string? agreed, CancellationToken cancellationToken)
    {
        var days = Read(nameof(ContactDays), ContactDays, Company.MostContactDays, "Contact.Wrong");
        var months = Read(nameof(TextMonths), TextMonths, Company.MostTextMonths, "Texts.Wrong");
        if (!ModelState.IsValid)
        {
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        var company = HttpContext.Company();
        var due = await retention.CountAsync(company.Id, days, months, cancellationToken);
        if (!due.IsNone && agreed != "yes")
        {
            Asked = due;
            AuditNote.Of(HttpContext).Idle();
            return Page();
        }

        await settings.ChangeAsync(company.Id, found => found.KeepFor(days, months), cancellationToken);
        AuditNote.Of(HttpContext).About(null, string.Create(CultureInfo.InvariantCulture, $"{days ?? 0} d, {months ?? 0} m"));
        return Redirect(Routes.Company(company.Slug).Retention.With(("saved", "yes")));
    }

    public Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) => Task.FromResult<IActionResult>(Page());

    private int? Read(string field, string? typed, int most, string wrong)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (WholeNumber.Of(typed.Trim()) is >= 1 and var number && number <= most)
        {
            return number;
        }

        ModelState.AddModelError(field, text[wrong, most]);
        return null;
    }
}
