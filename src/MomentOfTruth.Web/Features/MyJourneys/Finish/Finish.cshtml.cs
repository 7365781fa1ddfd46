using Microsoft.AspNetCore.Mvc;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Asks how a journey ended. From then on it counts in the company's figures.</summary>
public sealed class FinishModel(MyJourneyQuery query, CompanyFormQuery suggestions, JourneyWriter journeys, MyJourneyTexts texts)
    : MyJourneyPageModel(query, texts)
{
    [BindProperty]
    public FinishInput Input { get; set; } = new();

    /// <summary>Other companies that are known here, as suggestions; the customer may name any other.</summary>
    public IReadOnlyList<string> Competitors { get; private set; } = [];

    /// <summary>The day in the form as browsers send it; a text that is not a day stays as it was typed.</summary>
    public string? EndedOn => MomentCheck.DayOf(Input.EndedOn) is { } day ? Iso(day) : Input.EndedOn;

    /// <summary>Whether the form holds a text that a date field would not show.</summary>
    public bool IsDayUnreadable => Input.EndedOn is not null && MomentCheck.DayOf(Input.EndedOn) is null;

    /// <summary>The earliest day that can be chosen.</summary>
    public string EarliestDay => Iso(Journey.LatestMomentOn);

    /// <summary>The last day that can be chosen.</summary>
    public string LatestDay => Iso(Journey.LatestDay);

    public async Task<IActionResult> OnGetAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        Input.EndedOn = EarliestDay;
        return !Journey.MayGoOn ? Redirect(Links.Page) : Page();
    }

    public async Task<IActionResult> OnPostAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        var ending = Input.Read(nameof(Input), Words["Finish.OutcomeMissing"], Shared, ModelState);
        var endedOn = ReadEndedOn();
        if (!ModelState.IsValid)
        {
            return Refuse(StatusCodes.Status422UnprocessableEntity);
        }

        var change = await journeys.FinishAsync(
            journey, FormVersion, ending!.Outcome, endedOn!.Value, ending.Competitor, cancellationToken);
        return await AnswerAsync(change, Links.Page, cancellationToken);
    }

    protected override async Task<bool> LoadAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        var isThere = await base.LoadAsync(key, cancellationToken);
        Competitors = isThere ? await suggestions.CompetitorsAsync(Journey.CompanyId, cancellationToken) : [];
        return isThere;
    }

    private DateOnly? ReadEndedOn()
    {
        var day = MomentCheck.DayOf(Input.EndedOn);
        var wrong = day switch
        {
            null => Words["Finish.DayUnreadable"],
            _ when day < Journey.LatestMomentOn => Words["Finish.DayTooEarly", Display.Day(Journey.LatestMomentOn)],
            _ when day > Journey.LatestDay => Words["Finish.DayInFuture"],
            _ => null,
        };
        if (wrong is not null)
        {
            ModelState.AddModelError("Input.EndedOn", wrong);
        }

        return day;
    }

    private static string Iso(DateOnly day) => day.ToIso();
}

/// <summary>How and when a journey ended, exactly as it was typed.</summary>
public sealed class FinishInput : EndingInput
{
    public string? EndedOn { get; set; }
}
