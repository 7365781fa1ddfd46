using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>The journey goes on: a further moment. It goes where its day says.</summary>
public sealed class NewMomentModel(
    MyJourneyQuery query, FormQuery suggestions, MomentCheck check, MomentWriter log, PhotoIntake intake, PhotoQuery photos, TimeProvider clock,
    IStringLocalizer<SharedText> shared, IStringLocalizer<MyJourneysText> text)
    : MomentFormModel(query, suggestions, check, intake, photos, clock, shared, text)
{
    protected override int Position => Journey.Moments.Count + 1;

    public async Task<IActionResult> OnGetAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        return Journey.IsFinished || Journey.IsFull ? Redirect(Home) : Page();
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

        var (change, number) = await log.AddAsync(journey, DrawnFor, said, cancellationToken);
        return await AnswerAsync(change, Messages.Added(Home, number), cancellationToken);
    }
}
