using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// Takes a receipt code, and lists the journeys that this browser has already opened with one, together with those that the signed-in person keeps.
/// </summary>
[AllowAnonymous]
[EnableRateLimiting(Limits.Codes)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OpenModel(MyJourneyQuery journeys, CodeLookup lookup, ReceiptCookie receipts, IStringLocalizer<MyJourneysText> text) : PageModel, IKeepsInput
{
    /// <summary>The receipt code, as it was typed.</summary>
    [BindProperty]
    public string? Code { get; set; }

    public IReadOnlyList<MyJourneyRow> MyJourneysList { get; private set; } = [];

    /// <summary>Whether one of them was opened here with its code, and would be forgotten with the others.</summary>
    public bool HasOpened { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        Request.Query.ContainsKey(ReceiptEndpoints.UnknownName) ? RefuseAsync("Code.Unknown", cancellationToken) : RenderAgainAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Code))
        {
            return await RefuseAsync("Code.Missing", cancellationToken);
        }

        if (await lookup.FindAsync(Code, cancellationToken) is not { } journeyId)
        {
            return await RefuseAsync("Code.Unknown", cancellationToken);
        }

        receipts.Open(HttpContext, journeyId);
        return Redirect(Routes.MyJourney(journeyId).Page);
    }

    public IActionResult OnPostForget()
    {
        ReceiptCookie.Forget(HttpContext);
        return Redirect(Routes.MyJourneys);
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        var opened = receipts.Journeys(HttpContext);
        HasOpened = opened.Count > 0;
        MyJourneysList = await journeys.ListAsync(opened, User.AccountId(), cancellationToken);
        return Page();
    }

    private async Task<IActionResult> RefuseAsync(string reason, CancellationToken cancellationToken)
    {
        ModelState.AddModelError(nameof(Code), text[reason]);
        await RenderAgainAsync(cancellationToken);
        return this.Drawn(StatusCodes.Status422UnprocessableEntity);
    }
}
