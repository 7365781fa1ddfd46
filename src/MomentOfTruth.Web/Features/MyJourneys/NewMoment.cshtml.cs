using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Log;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>The journey goes on: its next moment.</summary>
[OpenedByReceipt]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class NewMomentModel(
    MyJourneyQuery query, LogFormQuery suggestions, MomentCheck check, JourneyLog log, TimeProvider clock, IStringLocalizer<SharedText> shared, IStringLocalizer<MyJourneysText> text)
    : PageModel, IKeepsInput
{
    [BindProperty]
    public MomentInput Input { get; set; } = new();

    /// <summary>The version of the journey that the form was drawn for.</summary>
    [BindProperty]
    public string? Version { get; set; }

    public MyJourney Journey { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    /// <summary>The journey is not as it was when the form was drawn: what is there now is shown with it.</summary>
    public bool HasChanged => Response.StatusCode == StatusCodes.Status409Conflict;

    public IReadOnlyList<string> Touchpoints { get; private set; } = [];

    public int Position => Journey.Moments.Count + 1;

    public async Task<IActionResult> OnGetAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (Journey.IsFinished || Journey.IsFull)
        {
            return Redirect(Paths.To("my-journeys", journey.ToString()));
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (check.Read(Input, Position, Today, nameof(Input), ModelState) is not { } said)
        {
            return Refuse(StatusCodes.Status422UnprocessableEntity);
        }

        _ = int.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version);
        switch (await log.AddMomentAsync(journey, version, said, cancellationToken))
        {
            case JourneyChange.Done:
                return Redirect(Paths.To("my-journeys", journey.ToString()));
            case JourneyChange.Conflict:
                // Read again: the journey may have changed since this request read it.
                return await LoadAsync(journey, cancellationToken) ? Refuse(StatusCodes.Status409Conflict, shared["Error.Conflict"]) : NotFound();
            case JourneyChange.Refused:
                return Refuse(StatusCodes.Status409Conflict, Journey.IsFull ? text["Error.Full", Domain.Journeys.Journey.MaxMoments] : text["Error.Finished"]);
            default:
                return NotFound();
        }
    }

    public async Task<IActionResult> RedrawAsync(CancellationToken cancellationToken) =>
        await LoadAsync(Guid.Parse((string)RouteData.Values["journey"]!), cancellationToken) ? Page() : NotFound();

    private PageResult Refuse(int status, string? reason = null)
    {
        if (reason is not null)
        {
            ModelState.AddModelError("", reason);
        }

        var page = Page();
        page.StatusCode = status;
        return page;
    }

    private async Task<bool> LoadAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        if (await query.RunAsync(journeyId, cancellationToken) is not { } journey)
        {
            return false;
        }

        Journey = journey;
        Today = clock.Today(journey.TimeZoneId);
        Touchpoints = await suggestions.TouchpointsAsync(journey.CompanyId, cancellationToken);
        return true;
    }
}
