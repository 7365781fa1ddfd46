using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Log;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>The journey goes on: its next moment.</summary>
[OpenedByReceipt]
[TakesFiles(Limits.PhotoFormBytes)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class NewMomentModel(
    MyJourneyQuery query, LogFormQuery suggestions, MomentCheck check, JourneyLog log, PhotoIntake intake, PhotoQuery photos, TimeProvider clock, IStringLocalizer<SharedText> shared, IStringLocalizer<MyJourneysText> text)
    : PageModel, IKeepsInput
{
    [BindProperty]
    public MomentInput Input { get; set; } = new();

    /// <summary>The version of the journey that the form was drawn for.</summary>
    [BindProperty]
    public string? Version { get; set; }

    /// <summary>Which button was pressed, if it does not send.</summary>
    [BindProperty(Name = "do")]
    public string? Pressed { get; set; }

    public MyJourney Journey { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    /// <summary>The journey is not as it was when the form was drawn: what is there now is shown with it.</summary>
    public bool HasChanged => Response.StatusCode == StatusCodes.Status409Conflict;

    public IReadOnlyList<string> Touchpoints { get; private set; } = [];

    /// <summary>The photos that this form may name.</summary>
    public IReadOnlyDictionary<Guid, HeldPhoto> Held { get; private set; } = new Dictionary<Guid, HeldPhoto>();

    public PhotoFields Photos => new(nameof(Input), Position, Input.Photos, Held, Paths.To("my-journeys", Journey.Id.ToString(), "photos"));

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

        if (await TakePhotosAsync(journey, cancellationToken) is { } drawn)
        {
            return drawn;
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

    public async Task<IActionResult> RedrawAsync(CancellationToken cancellationToken)
    {
        var journey = Guid.Parse((string)RouteData.Values["journey"]!);
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        Held = await photos.HeldAsync(PhotoHolder.Journey(journey), cancellationToken);
        return Page();
    }

    // Whatever was pressed, photos that came along are held for the journey; a page is given if nothing is to be sent yet.
    private async Task<IActionResult?> TakePhotosAsync(Guid journey, CancellationToken cancellationToken)
    {
        var (holder, moments) = (PhotoHolder.Journey(journey), new[] { (nameof(Input), Position, Input) });
        Held = await intake.TakeAsync(Request, holder, moments, ModelState, cancellationToken);
        if (PhotoIntake.PartAskedFor(Request, Pressed) is not null)
        {
            Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
            return Partial("/Features/Photos/_PhotoFields.cshtml", Photos);
        }

        if (PhotoIntake.RemovedBy(Pressed) is { } photo)
        {
            await intake.RemoveAsync(holder, photo, moments, cancellationToken);
        }

        if (string.IsNullOrEmpty(Pressed))
        {
            return null;
        }

        var refused = !ModelState.IsValid;
        return refused ? Refuse(StatusCodes.Status422UnprocessableEntity) : Page();
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
        Touchpoints = await suggestions.TouchpointsAsync(journey.CompanyId, cancellationToken);
        return true;
    }
}
