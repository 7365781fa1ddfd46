using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.MyJourneys;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>What was typed, to look over before it is sent. Sending makes the draft a journey, once, and gives its receipt code.</summary>
[PublicCompanyPage]
[EnableRateLimiting(Limits.Log)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class CheckModel(
    LogFormQuery query, DraftStore drafts, MomentCheck check, ReceiptTicket tickets, ReceiptCookie receipts, JourneyLog log, TimeProvider clock, IStringLocalizer<SharedText> shared)
    : PageModel, IKeepsInput
{
    [BindProperty]
    public string? Ticket { get; set; }

    [BindProperty]
    public ConsentInput Consent { get; set; } = new();

    public LogCompany Company { get; private set; } = null!;

    public string DraftKey { get; private set; } = "";

    /// <summary>Null if there is no such draft, or no longer.</summary>
    public SaidJourney? Said { get; private set; }

    public JourneyFacts Facts => JourneyFacts.Of([.. Said!.Moments.Select(m => new ScoredMoment(Guid.Empty, m.Score))]);

    public async Task<IActionResult> OnGetAsync(string company, string draft, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(company, draft, cancellationToken))
        {
            return NotFound();
        }

        Ticket = tickets.Issue(draft);
        return Draw(StatusCodes.Status200OK);
    }

    public async Task<IActionResult> OnPostAsync(string company, string draft, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(company, draft, cancellationToken))
        {
            return NotFound();
        }

        if (tickets.Open(draft, Ticket) is not { } receipt)
        {
            Ticket = tickets.Issue(draft);
            if (Said is not null)
            {
                ModelState.AddModelError("", shared["Error.FormExpired"]);
            }

            return Draw(StatusCodes.Status400BadRequest);
        }

        if (Said is not null && !ModelState.IsValid)
        {
            return Draw(StatusCodes.Status422UnprocessableEntity);
        }

        // A draft that was sent is gone; the same form sent again still leads to the journey it made.
        var journey = Said is null
            ? await log.FindAsync(receipt, cancellationToken)
            : await log.SendDraftAsync(Company.Id, Said with { Contact = Consent.Email }, receipt, DraftStore.HashOf(draft)!, cancellationToken);
        if (journey is not { } id)
        {
            Said = null;
            return Draw(StatusCodes.Status404NotFound);
        }

        receipts.Open(HttpContext, id);
        receipts.Issue(HttpContext, id, receipt);
        return Redirect(Paths.To("my-journeys", id.ToString(), "sent"));
    }

    public async Task<IActionResult> RedrawAsync(CancellationToken cancellationToken)
    {
        var draft = (string)RouteData.Values["draft"]!;
        if (!await LoadAsync((string)RouteData.Values["company"]!, draft, cancellationToken))
        {
            return NotFound();
        }

        Ticket = tickets.Open(draft, Ticket) is null ? tickets.Issue(draft) : Ticket;
        return Page();
    }

    private PageResult Draw(int status)
    {
        var page = Page();
        page.StatusCode = Said is null ? StatusCodes.Status404NotFound : status;
        return page;
    }

    private async Task<bool> LoadAsync(string slug, string draft, CancellationToken cancellationToken)
    {
        if (await query.CompanyAsync(slug, cancellationToken) is not { } company)
        {
            return false;
        }

        Company = company;
        DraftKey = draft;
        var input = await drafts.FindAsync(company.Id, draft, cancellationToken);
        Said = input is null ? null : check.Read(input, clock.Today(company.TimeZoneId), new ModelStateDictionary());
        return true;
    }
}
