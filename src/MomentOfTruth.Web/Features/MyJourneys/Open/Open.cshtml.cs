using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// Takes a receipt code, and lists the journeys that this browser has opened with one, together with those in the signed-in person's
/// account.
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OpenModel(
    MyJourneysListQuery list, CodeLookup lookup, ReceiptCookie receipts, PushWriter pushes, IStringLocalizer<MyJourneysText> text)
    : PageModel, IKeepsInput
{
    /// <summary>The receipt code, as it was typed.</summary>
    [BindProperty]
    public string? Code { get; set; }

    public IReadOnlyList<MyJourneyRow> Rows { get; private set; } = [];

    /// <summary>Whether the account has more.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Whether this browser has opened any with a receipt code: these it can forget.</summary>
    public bool HasOpened { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        Request.Query.ContainsKey(ReceiptEndpoints.UnknownName)
            ? RefuseAsync(text["Code.Unknown"], cancellationToken)
            : RenderAgainAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Code))
        {
            return await RefuseAsync(text["Code.Missing"], cancellationToken);
        }

        var (found, wait) = await lookup.FindAsync(HttpContext, Code, cancellationToken);
        if (wait is { } left)
        {
            Limits.RetryAfter(Response, left);
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (found is not { } key)
        {
            return await RefuseAsync(WhyUnknown(Code), cancellationToken);
        }

        await receipts.OpenAsync(HttpContext, key, cancellationToken);
        return Redirect(Routes.MyJourney(key.JourneyId).Page);
    }

    /// <param name="endpoint">Where this browser is told of replies, if a script has filled it in.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IActionResult> OnPostForgetAsync([FromForm] string? endpoint, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(endpoint))
        {
            await pushes.UnsubscribeAsync(await receipts.JourneysAsync(HttpContext, cancellationToken), endpoint, cancellationToken);
        }

        await receipts.ForgetAsync(HttpContext, cancellationToken);
        return Redirect(Routes.MyJourneys);
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        var opened = await receipts.JourneysAsync(HttpContext, cancellationToken);
        HasOpened = opened.Count > 0;
        var found = await list.RunAsync(opened, User.AccountId(), cancellationToken);
        (Rows, HasMore) = ([.. found.Take(MyJourneysListQuery.Most)], found.Count > MyJourneysListQuery.Most);
        return Page();
    }

    private string WhyUnknown(string code) => ReceiptCode.WrongLengthOf(code) switch
    {
        { } typed and < ReceiptCode.Symbols => text.Count("Code.TooShort", ReceiptCode.Symbols - typed),
        { } typed => text["Code.TooLong", ReceiptCode.Symbols, typed],
        null => text["Code.Unknown"],
    };

    private async Task<IActionResult> RefuseAsync(string reason, CancellationToken cancellationToken)
    {
        ModelState.AddModelError(nameof(Code), reason);
        await RenderAgainAsync(cancellationToken);
        return this.Page(StatusCodes.Status422UnprocessableEntity);
    }
}
