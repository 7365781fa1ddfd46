using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Asks before a moment is removed, and names it. It can be put back.</summary>
public sealed class RemoveMomentModel(MyJourneyQuery query, MomentWriter log, TimeProvider clock, IStringLocalizer<SharedText> shared, IStringLocalizer<MyJourneysText> text)
    : MyJourneyPageModel(query, clock, shared, text)
{
    public int Number { get; private set; }

    /// <summary>Null if it is gone already.</summary>
    public MyMoment? Moment { get; private set; }

    public bool IsOnly => Moment is not null && Journey.Moments.Count == 1;

    public async Task<IActionResult> OnGetAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (Moment is null)
        {
            return await GoneAsync(Number, cancellationToken);
        }

        return Journey.IsFinished ? Redirect(Home) : Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        var change = await log.RemoveAsync(journey, DrawnFor, Number, cancellationToken);
        return await AnswerAsync(change, Messages.Removed(Home, DrawnFor + 1), cancellationToken);
    }

    protected override string RefusalReason() =>
        Journey.IsFinished || Journey.HasExpired ? base.RefusalReason() : Moment is null ? Words["Error.Gone"] : Words["Remove.Only"];

    protected override async Task<bool> LoadAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        if (!await base.LoadAsync(journeyId, cancellationToken))
        {
            return false;
        }

        Number = Convert.ToInt32(RouteData.Values["number"], CultureInfo.InvariantCulture);
        Moment = Journey.Moment(Number);
        return true;
    }
}
