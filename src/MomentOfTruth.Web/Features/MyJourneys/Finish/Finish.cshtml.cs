using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>How did it end? From then on the journey counts in the company's figures.</summary>
public sealed class FinishModel(
    MyJourneyQuery query, FormQuery suggestions, JourneyWriter log, TimeProvider clock, IStringLocalizer<SharedText> shared, IStringLocalizer<MyJourneysText> text)
    : MyJourneyPageModel(query, clock, shared, text)
{
    [BindProperty]
    public FinishInput Input { get; set; } = new();

    /// <summary>Other companies that are known here; one that is not may be named as well.</summary>
    public IReadOnlyList<string> Competitors { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        Input.EndedOn = Journey.LatestMomentOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Journey.IsFinished ? Redirect(Home) : Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        var outcome = ReadOutcome();
        var endedOn = ReadEndedOn();
        var competitor = outcome == Outcome.LeftForCompetitor ? ReadCompetitor() : null;
        if (!ModelState.IsValid)
        {
            return Refuse(StatusCodes.Status422UnprocessableEntity);
        }

        return await AnswerAsync(await log.FinishAsync(journey, DrawnFor, outcome!.Value, endedOn!.Value, competitor, cancellationToken), Home, cancellationToken);
    }

    protected override async Task<bool> LoadAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        var isThere = await base.LoadAsync(journeyId, cancellationToken);
        Competitors = isThere ? await suggestions.CompetitorsAsync(Journey.CompanyId, cancellationToken) : [];
        return isThere;
    }

    private Outcome? ReadOutcome()
    {
        var outcome = OutcomeCodes.FromCode(Input.Outcome);
        if (outcome is null)
        {
            ModelState.AddModelError("Input.Outcome", Words["Finish.OutcomeMissing"]);
        }

        return outcome;
    }

    private DateOnly? ReadEndedOn()
    {
        var day = MomentCheck.DayOf(Input.EndedOn);
        var wrong = day switch
        {
            null => Words["Finish.DayUnreadable"],
            _ when day < Journey.LatestMomentOn => Words["Finish.DayTooEarly", Display.Day(Journey.LatestMomentOn)],
            _ when day > LatestDay => Words["Finish.DayInFuture"],
            _ => null,
        };
        if (wrong is not null)
        {
            ModelState.AddModelError("Input.EndedOn", wrong);
        }

        return day;
    }

    // Named only by those who left for one; what others typed there and then chose otherwise is not meant.
    private string? ReadCompetitor()
    {
        if (NameText.Refusal(Input.Competitor) is { } refusal)
        {
            ModelState.AddModelError("Input.Competitor", refusal.Words(Shared));
        }

        return NameText.IsName(Input.Competitor) ? Input.Competitor!.Trim() : null;
    }
}

/// <summary>How a journey ended, exactly as it was typed.</summary>
public sealed class FinishInput
{
    /// <summary>The code of an outcome.</summary>
    public string? Outcome { get; set; }

    public string? Competitor { get; set; }

    public string? EndedOn { get; set; }
}
