using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Log;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>The journey goes on: a further moment. It goes where its day says.</summary>
public sealed class NewMomentModel(
    MyJourneyQuery query, LogFormQuery suggestions, MomentCheck check, MomentLog log, TimeProvider clock, IStringLocalizer<SharedText> shared, IStringLocalizer<MyJourneysText> text)
    : MyJourneyPageModel(query, clock, shared, text)
{
    [BindProperty]
    public MomentInput Input { get; set; } = new();

    public IReadOnlyList<string> Touchpoints { get; private set; } = [];

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

        if (check.Read(Input, Journey.Moments.Count + 1, Today, nameof(Input), ModelState) is not { } said)
        {
            return Refuse(StatusCodes.Status422UnprocessableEntity);
        }

        var (change, number) = await log.AddAsync(journey, DrawnFor, said, cancellationToken);
        return await AnswerAsync(change, Notices.Added(Home, number), cancellationToken);
    }

    protected override async Task<bool> LoadAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        var isThere = await base.LoadAsync(journeyId, cancellationToken);
        Touchpoints = isThere ? await suggestions.TouchpointsAsync(Journey.CompanyId, cancellationToken) : [];
        return isThere;
    }
}
