using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Log;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>A page on which one moment of a journey is typed, with its photos: whatever is pressed, photos that come along are held for the journey.</summary>
[TakesFiles(Limits.PhotoFormBytes)]
public abstract class MomentFormModel(
    MyJourneyQuery query, LogFormQuery suggestions, PhotoIntake intake, PhotoQuery photos, TimeProvider clock, IStringLocalizer<SharedText> shared, IStringLocalizer<MyJourneysText> text)
    : MyJourneyPageModel(query, clock, shared, text)
{
    [BindProperty]
    public MomentInput Input { get; set; } = new();

    /// <summary>Which button was pressed, if it says more than to send.</summary>
    [BindProperty(Name = "do")]
    public string? Pressed { get; set; }

    public IReadOnlyList<string> Touchpoints { get; private set; } = [];

    /// <summary>The moment's photos, as its fields show them.</summary>
    public PhotoFields Photos => new(nameof(Input), Position, Input.Photos, Held, Paths.To("my-journeys", Journey.Id.ToString(), "photos"));

    protected PhotoQuery PhotoQuery { get; } = photos;

    /// <summary>Place of the moment in messages, from 1.</summary>
    protected abstract int Position { get; }

    private IReadOnlyDictionary<Guid, HeldPhoto> Held { get; set; } = new Dictionary<Guid, HeldPhoto>();

    /// <summary>Takes the photos in. A page is given if nothing is to be sent yet.</summary>
    protected async Task<IActionResult?> TakePhotosAsync(CancellationToken cancellationToken)
    {
        var (holder, moments) = (PhotoHolder.Journey(Journey.Id), new[] { (nameof(Input), Position, Input) });
        Held = await intake.TakeAsync(Request, holder, moments, ModelState, cancellationToken);
        var status = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        if (PhotoIntake.PartAskedFor(Request, Pressed) is not null)
        {
            Response.StatusCode = status;
            return Partial("/Features/Photos/_PhotoFields.cshtml", Photos);
        }

        if (PhotoIntake.RemovedBy(Pressed) is { } photo)
        {
            await intake.RemoveAsync(holder, photo, Held, moments, cancellationToken);
        }

        return Sends(Pressed) ? null : Refuse(status);
    }

    /// <summary>Whether this button sends the moment.</summary>
    protected virtual bool Sends(string? button) => string.IsNullOrEmpty(button);

    protected override async Task<bool> LoadAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        if (!await base.LoadAsync(journeyId, cancellationToken))
        {
            return false;
        }

        Touchpoints = await suggestions.TouchpointsAsync(Journey.CompanyId, cancellationToken);
        Held = await PhotoQuery.HeldAsync(PhotoHolder.Journey(journeyId), cancellationToken);
        return true;
    }
}
