using Microsoft.AspNetCore.Mvc;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Names a moment and asks before it is removed. It can be put back.</summary>
public sealed class RemoveMomentModel(MyJourneyQuery query, MomentWriter moments, MyJourneyTexts texts) : MomentPageModel(query, texts)
{
    /// <summary>Whether it is the only moment of the journey, which cannot be removed.</summary>
    public bool IsOnly => Moment is not null && Journey.Moments.Count == 1;

    public bool CanRemove => Moment is not null && !IsOnly && Journey.MayGoOn;

    public async Task<IActionResult> OnPostAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        var change = await moments.RemoveAsync(journey, FormVersion, SentNumber, cancellationToken);
        return await AnswerAsync(change, Messages.Removed(Links.Page, FormVersion + 1), cancellationToken);
    }

    protected override string RefusalReason() =>
        !Journey.MayGoOn || Journey.HasExpired || Moment is null ? base.RefusalReason() : Words["Remove.Only"];
}
