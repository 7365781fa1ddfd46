using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>
/// Shows the published journeys of a company. Any reader may report one of them. Customers who withdraw a journey are promised that it is
/// gone at once: so no browser may store the page, and search engines are asked to keep no copy.
/// </summary>
[AllowAnonymous]
[PublicCompanyPage]
[EnableRateLimiting(Limits.Reports)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PublishedModel(
    PublishedQuery query, PublicationWriter writer, PublicCompanyQuery companies, AccountQuery accounts, IStringLocalizer<SharedText> shared)
    : PageModel, IKeepsInput
{
    /// <summary>The query value that names one journey.</summary>
    public const string Name = "journey";

    /// <summary>The publication that is reported.</summary>
    [BindProperty]
    public Guid Id { get; set; }

    /// <summary>The reason of the report, as it was typed.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    public PublicCompany Company { get; private set; } = null!;

    public IReadOnlyList<ReadPublication> Journeys { get; private set; } = [];

    /// <summary>The only one that is shown; null if the page shows all.</summary>
    public ReadPublication? Only { get; private set; }

    /// <summary>Where this page begins; null for the first one.</summary>
    public PublishedCursor? After { get; private set; }

    /// <summary>Where the next page begins; null on the last one.</summary>
    public PublishedCursor? Older { get; private set; }

    /// <summary>Whether the reader may hide what is published here.</summary>
    public bool IsAdministrator { get; private set; }

    public bool IsReported => Request.Query.ContainsKey("reported");

    public string FieldOf(Guid publicationId) => $"Reason-{publicationId:N}";

    public async Task<IActionResult> OnGetAsync(string company, CancellationToken cancellationToken) =>
        await LoadAsync(company, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostReportAsync(string company, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (!await LoadAsync(company, cancellationToken) || Journeys.All(j => j.Id != Id))
        {
            return NotFound();
        }

        if (RequiredText.Refusal(Reason, PublicationReport.MaxReason, shared["Error.Required"], shared) is { } wrong)
        {
            ModelState.AddModelError(FieldOf(Id), wrong);
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        return await writer.ReportAsync(Company.Id, Id, PlainTextAttribute.Stored(Reason)!, cancellationToken)
            ? Redirect(Routes.Published(company).With((Name, Only?.Id.ToString()), ("reported", "yes")))
            : NotFound();
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) =>
        await LoadAsync(RouteData.Text("company"), cancellationToken) ? Page() : NotFound();

    private async Task<bool> LoadAsync(string slug, CancellationToken cancellationToken)
    {
        Response.Headers["X-Robots-Tag"] = "noindex, noarchive";
        if (await companies.RunAsync(slug, cancellationToken) is not { } company)
        {
            return false;
        }

        Company = company;
        IsAdministrator = await accounts.IsAdministratorAsync(User.AccountId(), cancellationToken);
        if (Request.Query.TryGetValue(Name, out var wanted))
        {
            Only = Guid.TryParse(wanted, out var id) ? await query.OneAsync(company.Id, id, cancellationToken) : null;
            Journeys = Only is null ? [] : [Only];
            return Only is not null;
        }

        After = PublishedCursor.TryParse(Request.Query["after"]);
        var found = await query.PageAsync(company.Id, After, cancellationToken);
        Journeys = [.. found.Take(PublishedQuery.PageSize)];
        Older = found.Count > PublishedQuery.PageSize ? new PublishedCursor(Journeys[^1].Journey.Month, Journeys[^1].Id) : null;
        return true;
    }
}
