using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Log;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Takes a receipt code, and lists the journeys that this browser has already opened with one.</summary>
[EnableRateLimiting(Limits.Codes)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class IndexModel(MyJourneyQuery journeys, JourneyLog log, ReceiptCookie receipts, IStringLocalizer<MyJourneysText> text) : PageModel, IKeepsInput
{
    /// <summary>The receipt code, as it was typed.</summary>
    [BindProperty]
    public string? Code { get; set; }

    public IReadOnlyList<MyJourneyRow> Mine { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => RedrawAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Code))
        {
            return await RefuseAsync("Code.Missing", cancellationToken);
        }

        // A text that cannot be a code is never looked up, and gets the same answer as a code that opens nothing.
        var readable = PlainTextAttribute.Refusal(Code, Code.Length) is null ? ReceiptCode.TryParse(Code) : null;
        if (readable is null || await log.FindAsync(readable, cancellationToken) is not { } journeyId)
        {
            return await RefuseAsync("Code.Unknown", cancellationToken);
        }

        receipts.Open(HttpContext, journeyId);
        return Redirect(Paths.To("my-journeys", journeyId.ToString()));
    }

    public IActionResult OnPostForget()
    {
        ReceiptCookie.Forget(HttpContext);
        return Redirect(Paths.To("my-journeys"));
    }

    public async Task<IActionResult> RedrawAsync(CancellationToken cancellationToken)
    {
        Mine = await journeys.ListAsync(receipts.Journeys(HttpContext), cancellationToken);
        return Page();
    }

    private async Task<IActionResult> RefuseAsync(string reason, CancellationToken cancellationToken)
    {
        ModelState.AddModelError(nameof(Code), text[reason]);
        await RedrawAsync(cancellationToken);
        var page = Page();
        page.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page;
    }
}
