using Microsoft.AspNetCore.Mvc;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Adds a moment to a journey that goes on. The day of the moment decides its place.</summary>
public sealed class NewMomentModel(MyJourneyQuery query, MomentFormReader reader, MomentWriter moments, MyJourneyTexts texts)
    : MomentFormModel(query, reader, texts)
{
    protected override IActionResult Start()
    {
        Input.OccurredOn = Journey.Today.ToIso();
        return Journey.IsFull ? Redirect(Links.Page) : Page();
    }

    protected override async Task<IActionResult> SendAsync(NamedMoment entry, CancellationToken cancellationToken)
    {
        var (change, number) = await moments.AddAsync(Journey.Key, FormVersion, entry, cancellationToken);
        return await AnswerAsync(change, Messages.Added(Links.Page, number), cancellationToken);
    }
}
