using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>A page on which one moment of a journey is added, changed or removed.</summary>
public abstract class MomentPageModel(MyJourneyQuery query, MyJourneyTexts texts) : MyJourneyPageModel(query, texts)
{
    /// <summary>The number of the moment in the address; null on the page of a new one.</summary>
    public int? Number => RouteData.Values["number"] is { } number ? Convert.ToInt32(number, CultureInfo.InvariantCulture) : null;

    /// <summary>The moment as it is now; null if it was removed, or is a new one.</summary>
    public MyMoment? Moment { get; private set; }

    /// <summary>The number of the moment in the address. Only pages of moments that were sent have one.</summary>
    protected int SentNumber => Number ?? throw new InvalidOperationException("The address names no moment.");

    private bool IsGone => Number is not null && Moment is null;

    public async Task<IActionResult> OnGetAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (IsGone)
        {
            return await GoneAsync(SentNumber, cancellationToken);
        }

        return !Journey.MayGoOn ? Redirect(Links.Page) : Start();
    }

    /// <summary>The answer to a first visit: the moment is there, or is to be added, and the journey is open.</summary>
    protected virtual IActionResult Start() => Page();

    protected override string RefusalReason() =>
        IsGone && Journey.MayGoOn && !Journey.HasExpired ? Words["Error.Gone"] : base.RefusalReason();

    protected override async Task<bool> LoadAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        if (!await base.LoadAsync(key, cancellationToken))
        {
            return false;
        }

        Moment = Number is { } number ? Journey.Moment(number) : null;
        return true;
    }

    /// <summary>A page of a moment that was removed, reached by Back or a bookmark, leads to where the moment can be put back.</summary>
    private async Task<IActionResult> GoneAsync(int number, CancellationToken cancellationToken)
    {
        var removal = (await Query.HistoryAsync(Journey, cancellationToken)).FirstOrDefault(r => r.CanPutBack && r.Before.Number == number);
        return removal is null ? NotFound() : Redirect(Messages.Removed(Links.Page, removal.Version));
    }
}
