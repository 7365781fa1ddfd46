using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Log;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>How did it end? From then on the journey counts in the company's figures.</summary>
[OpenedByReceipt]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class FinishModel(
    MyJourneyQuery query, JourneyLog log, TimeProvider clock, IStringLocalizer<SharedText> shared, IStringLocalizer<MyJourneysText> text) : PageModel, IKeepsInput
{
    [BindProperty]
    public FinishInput Input { get; set; } = new();

    /// <summary>The version of the journey that the form was drawn for.</summary>
    [BindProperty]
    public string? Version { get; set; }

    public MyJourney Journey { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    /// <summary>The journey is not as it was when the form was drawn: what is there now is shown with it.</summary>
    public bool HasChanged => Response.StatusCode == StatusCodes.Status409Conflict;

    public async Task<IActionResult> OnGetAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        Input.EndedOn = Journey.LatestMomentOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Journey.IsFinished ? Redirect(Paths.To("my-journeys", journey.ToString())) : Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        var outcome = ReadOutcome();
        var endedOn = ReadEndedOn();
        var competitor = outcome == Outcome.LeftForCompetitor ? ReadCompetitor() : null;
        if (!ModelState.IsValid)
        {
            return Refuse(StatusCodes.Status422UnprocessableEntity);
        }

        _ = int.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version);
        switch (await log.FinishAsync(journey, version, outcome!.Value, endedOn!.Value, competitor, cancellationToken))
        {
            case JourneyChange.Done:
                return Redirect(Paths.To("my-journeys", journey.ToString()));
            case JourneyChange.Conflict:
                // Read again: the journey may have changed since this request read it.
                return await LoadAsync(journey, cancellationToken) ? Refuse(StatusCodes.Status409Conflict, shared["Error.Conflict"]) : NotFound();
            case JourneyChange.Refused:
                return Refuse(StatusCodes.Status409Conflict, text["Error.Finished"]);
            default:
                return NotFound();
        }
    }

    public async Task<IActionResult> RedrawAsync(CancellationToken cancellationToken) =>
        await LoadAsync(Guid.Parse((string)RouteData.Values["journey"]!), cancellationToken) ? Page() : NotFound();

    private Outcome? ReadOutcome()
    {
        var outcome = OutcomeCodes.FromCode(Input.Outcome);
        if (outcome is null)
        {
            ModelState.AddModelError("Input.Outcome", text["Finish.OutcomeMissing"]);
        }

        return outcome;
    }

    private DateOnly? ReadEndedOn()
    {
        var day = MomentCheck.DayOf(Input.EndedOn);
        var wrong = day switch
        {
            null => text["Finish.DayUnreadable"],
            _ when day < Journey.LatestMomentOn => text["Finish.DayTooEarly", Display.Day(Journey.LatestMomentOn)],
            _ when day > Today => text["Finish.DayInFuture"],
            _ => null,
        };
        if (wrong is not null)
        {
            ModelState.AddModelError("Input.EndedOn", wrong);
        }

        return day;
    }

    // Named only by those who left for one; what others typed there and then chose otherwise is not meant.
    private string? ReadCompetitor()
    {
        if (NameText.Refusal(Input.Competitor) is { } refusal)
        {
            ModelState.AddModelError("Input.Competitor", shared[refusal.Key, refusal.MaxLength]);
        }

        return NameText.IsName(Input.Competitor) ? Input.Competitor!.Trim() : null;
    }

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
        return true;
    }
}
