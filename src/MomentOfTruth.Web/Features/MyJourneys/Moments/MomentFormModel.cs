using Microsoft.AspNetCore.Mvc;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// A page on which one moment of a journey is typed, with its photos. Photos that come along are kept for the journey whichever button is
/// pressed, so that they need not be chosen again.
/// </summary>
[TakesFiles(Limits.PhotoFormBytes)]
public abstract class MomentFormModel(MyJourneyQuery query, MomentFormReader reader, MyJourneyTexts texts) : MomentPageModel(query, texts)
{
    [BindProperty]
    public MomentInput Input { get; set; } = new();

    /// <summary>Which button was pressed, if it does anything else than send.</summary>
    [BindProperty(Name = "do")]
    public string? Pressed { get; set; }

    public TouchpointChoices Touchpoints { get; private set; } = new([], []);

    /// <summary>The fields of the moment, for the view.</summary>
    public MomentFields Fields => new(nameof(Input), Input, Position, Touchpoints, Journey.Today, Journey.LatestDay) { Photos = Photos };

    /// <summary>The scores of the journey with that of the page in its place, for the equation at the foot.</summary>
    public IReadOnlyList<Score?> Scores
    {
        get
        {
            List<Score?> scores = [.. Journey.Moments.Select(m => (Score?)m.Entry.Score)];
            Score? own = Score.TryParse(Input.Score, out var score) ? score : null;
            if (Moment is { } known)
            {
                scores[known.Position - 1] = own;
            }
            else
            {
                scores.Add(own);
            }

            return scores;
        }
    }

    protected MomentFormReader Reader { get; } = reader;

    /// <summary>Place of the moment in messages, from 1: a new one comes last.</summary>
    public int Position => Moment?.Position ?? Journey.Moments.Count + 1;

    private PhotoFields Photos => new(nameof(Input), Position, Input.Photos, PendingPhotos, Links.Photos);

    private IReadOnlyDictionary<Guid, PendingPhoto> PendingPhotos { get; set; } = new Dictionary<Guid, PendingPhoto>();

    public async Task<IActionResult> OnPostAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (await TakePhotosAsync(cancellationToken) is { } page)
        {
            return page;
        }

        return Read() is { } entry ? await SendAsync(entry, cancellationToken) : Refuse(StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Writes the moment.</summary>
    protected abstract Task<IActionResult> SendAsync(NamedMoment entry, CancellationToken cancellationToken);

    /// <summary>Whether this button sends the moment.</summary>
    protected virtual bool Sends(string? button) => string.IsNullOrEmpty(button);

    protected override async Task<bool> LoadAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        if (!await base.LoadAsync(key, cancellationToken))
        {
            return false;
        }

        Touchpoints = TouchpointChoices.Of(await Reader.TouchpointsAsync(Journey, cancellationToken));
        PendingPhotos = await Reader.PendingPhotosAsync(key, cancellationToken);
        return true;
    }

    /// <summary>Takes the photos in. Returns the answer if nothing is to be sent yet.</summary>
    private async Task<IActionResult?> TakePhotosAsync(CancellationToken cancellationToken)
    {
        PendingPhotos = await Reader.TakePhotosAsync(Request, Journey.Key, Fields, Position, ModelState, cancellationToken);
        var status = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        if (PhotoIntake.PartAskedFor(Request, Pressed) is not null)
        {
            Response.StatusCode = status;
            return Partial("/Features/Photos/_PhotoFields.cshtml", Photos);
        }

        if (PhotoIntake.RemovedBy(Pressed) is { } photo)
        {
            await Reader.RemovePhotoAsync(photo, Journey.Key, PendingPhotos, Fields, Position, cancellationToken);
        }

        return Sends(Pressed) ? null : Refuse(status);
    }

    /// <summary>Returns null if something is wrong with the moment.</summary>
    private NamedMoment? Read()
    {
        Input.TakeChoice();
        var entry = Reader.Read(Fields, Position, ModelState);
        return ModelState.IsValid ? entry : null;
    }
}
