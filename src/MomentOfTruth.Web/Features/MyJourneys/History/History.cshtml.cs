using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Lists what the customer changed after sending, and what was there before. The company does not see it.</summary>
[AllowAnonymous]
[OpenedByReceipt]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class HistoryModel(MyJourneyQuery query) : PageModel
{
    public MyJourney Journey { get; private set; } = null!;

    public IReadOnlyList<MyRevision> Revisions { get; private set; } = [];

    /// <summary>Whether there may be earlier changes that are not listed.</summary>
    public bool IsCut => Revisions.Count == MyJourneyQuery.MaxRevisions;

    public async Task<IActionResult> OnGetAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        if (await query.RunAsync(journey, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        Journey = found;
        Revisions = await query.HistoryAsync(found, cancellationToken);
        return Page();
    }
}
