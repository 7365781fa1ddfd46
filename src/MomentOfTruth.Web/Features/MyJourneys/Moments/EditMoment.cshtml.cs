using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// A moment said anew. Whoever changes it in a second tab sees both versions side by side, and can send either or go on; if it was removed there, what was typed
/// can be sent as a moment of its own.
/// </summary>
public sealed class EditMomentModel(
    MyJourneyQuery query, FormQuery suggestions, MomentCheck check, MomentWriter log, PhotoIntake intake, PhotoQuery photos, TimeProvider clock,
    IStringLocalizer<SharedText> shared, IStringLocalizer<MyJourneysText> text)
    : MomentFormModel(query, suggestions, check, intake, photos, clock, shared, text)
{
    /// <summary>The button that sends what was typed as a new moment.</summary>
    public const string AsNew = "new";

    public int Number { get; private set; }

    /// <summary>The moment as it is now; null if it was removed.</summary>
    public MyMoment? There { get; private set; }

    /// <summary>Its photos as they are now.</summary>
    public IReadOnlyList<ShownPhoto> PhotosThere { get; private set; } = [];

    protected override int Position => There?.Position ?? Journey.Moments.Count + 1;

    public async Task<IActionResult> OnGetAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (There is null)
        {
            return await GoneAsync(Number, cancellationToken);
        }

        Input = MomentInputs.Of(There, PhotosThere);
        return Journey.IsFinished ? Redirect(Home) : Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (await TakePhotosAsync(cancellationToken) is { } drawn)
        {
            return drawn;
        }

        if (Read() is not { } said)
        {
            return Refuse(StatusCodes.Status422UnprocessableEntity);
        }

        if (There is null && Pressed == AsNew)
        {
            var (added, number) = await log.AddAsync(journey, DrawnFor, said, cancellationToken);
            return await AnswerAsync(added, Messages.Added(Home, number), cancellationToken);
        }

        var change = await log.EditAsync(journey, DrawnFor, Number, said, cancellationToken);
        return await AnswerAsync(change, Messages.Changed(Home, Number), cancellationToken);
    }

    protected override bool Sends(string? button) => base.Sends(button) || button == AsNew;

    protected override string RefusalReason() => There is null && !Journey.IsFinished && !Journey.HasExpired ? Words["Error.Gone"] : base.RefusalReason();

    protected override async Task<bool> LoadAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        if (!await base.LoadAsync(journeyId, cancellationToken))
        {
            return false;
        }

        Number = Convert.ToInt32(RouteData.Values["number"], System.Globalization.CultureInfo.InvariantCulture);
        There = Journey.Moment(Number);
        PhotosThere = There is null ? [] : [.. (await PhotoQuery.OfJourneyAsync(journeyId, cancellationToken))[There.Position]];
        return true;
    }
}
