using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>A page on which one moment of a journey is typed, with its photos: whatever is pressed, photos that come along are held for the journey.</summary>
[TakesFiles(Limits.PhotoFormBytes)]
public abstract class MomentFormModel(
    MyJourneyQuery query, FormQuery suggestions, MomentCheck check, PhotoIntake intake, PhotoQuery photos, TimeProvider clock,
    IStringLocalizer<SharedText> shared, IStringLocalizer<MyJourneysText> text)
    : MyJourneyPageModel(query, clock, shared, text)
{
    [BindProperty]
    public MomentInput Input { get; set; } = new();

    /// <summary>Which button was pressed, if it says more than to send.</summary>
    [BindProperty(Name = "do")]
    public string? Pressed { get; set; }

    public IReadOnlyList<string> Touchpoints { get; private set; } = [];

    /// <summary>The fields of the moment, as they are drawn.</summary>
    public MomentFields Fields => new(nameof(Input), Input, Today, LatestDay, Focus: false)
    {
        Photos = Photos,
        AsksAboutZero = AsksAboutZero,
    };

    private PhotoFields Photos => new(nameof(Input), Position, Input.Photos, Held, Routes.MyJourney(Journey.Id).Photos);

    private bool AsksAboutZero { get; set; }

    protected PhotoQuery PhotoQuery { get; } = photos;

    /// <summary>Place of the moment in messages, from 1.</summary>
    protected abstract int Position { get; }

    private IReadOnlyDictionary<Guid, PendingPhoto> Held { get; set; } = new Dictionary<Guid, PendingPhoto>();

    /// <summary>Takes the photos in. A page is given if nothing is to be sent yet.</summary>
    protected async Task<IActionResult?> TakePhotosAsync(CancellationToken cancellationToken)
    {
        var (holder, moments) = (PhotoOwner.Journey(Journey.Id), new[] { (nameof(Input), Position, Input) });
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

    /// <summary>The moment; null if something is wrong with it, or if it is asked first whether a zero is meant, which happens once.</summary>
    protected SaidMoment? Read()
    {
        Input.ZeroMeant = Pressed == MomentFields.ZeroIsMeant ? MomentInput.Meant : Input.ZeroMeant;
        var said = check.Read(Input, Position, Today, nameof(Input), ModelState);
        AsksAboutZero = said is { Score.IsZero: true } && Input.ZeroMeant != MomentInput.Meant;
        if (AsksAboutZero)
        {
            ModelState.AddModelError("Input.Score", Words["Error.Zero"]);
        }

        return ModelState.IsValid ? said : null;
    }

    /// <summary>Whether this button sends the moment.</summary>
    protected virtual bool Sends(string? button) => string.IsNullOrEmpty(button) || button == MomentFields.ZeroIsMeant;

    protected override async Task<bool> LoadAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        if (!await base.LoadAsync(journeyId, cancellationToken))
        {
            return false;
        }

        Touchpoints = await suggestions.TouchpointsAsync(Journey.CompanyId, cancellationToken);
        Held = await PhotoQuery.HeldAsync(PhotoOwner.Journey(journeyId), cancellationToken);
        return true;
    }
}

/// <summary>A moment as the form holds it.</summary>
public static class MomentInputs
{
    public static MomentInput Of(MyMoment moment, IEnumerable<ShownPhoto> photos)
    {
        return new MomentInput
        {
            Touchpoint = moment.Touchpoint,
            Channel = moment.Channel.ToCode(),
            Score = moment.Score.ToString(),
            OccurredOn = moment.OccurredOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            OccurredAt = moment.OccurredAt is { } time ? Display.Time(time) : null,
            Story = moment.Story,
            ZeroMeant = moment.Score.IsZero ? MomentInput.Meant : null,
            Photos = [.. photos.Select(p => new PhotoInput { Id = p.Id.ToString(), Alt = p.AltText })],
        };
    }
}
