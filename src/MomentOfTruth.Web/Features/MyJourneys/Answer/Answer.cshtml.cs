using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>What the customer says to the company's replies: an answer, and whether they helped. Also when the journey is finished or the case closed.</summary>
[EnableRateLimiting(Limits.Answers)]
public sealed class AnswerModel(
    MyJourneyQuery query, CaseQuery cases, CaseWriter log, TimeProvider clock, IStringLocalizer<SharedText> shared, IStringLocalizer<MyJourneysText> text, IStringLocalizer<CasesText> words)
    : MyJourneyPageModel(query, clock, shared, text)
{
    /// <summary>The answer, as it was typed.</summary>
    [BindProperty]
    public string? Text { get; set; }

    public CaseView Case { get; private set; } = CaseView.None;

    public async Task<IActionResult> OnGetAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        return Case.HasReply ? Page() : Redirect(Home);
    }

    public async Task<IActionResult> OnPostAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (ReplyText.Refusal(Text, words, Shared) is { } refusal)
        {
            ModelState.AddModelError(nameof(Text), refusal);
            return Refuse(StatusCodes.Status422UnprocessableEntity);
        }

        return await AnswerAsync(await log.AnswerAsync(journey, PlainTextAttribute.Stored(Text)!, cancellationToken), cancellationToken);
    }

    public async Task<IActionResult> OnPostVerdictAsync(Guid journey, [FromForm] string? verdict, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (CaseCodes.VerdictFromCode(verdict) is not { } judged)
        {
            ModelState.AddModelError("verdict", words["Verdict.Missing"]);
            return Refuse(StatusCodes.Status422UnprocessableEntity);
        }

        return await AnswerAsync(await log.JudgeAsync(journey, judged, cancellationToken), cancellationToken);
    }

    protected override async Task<bool> LoadAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        if (!await base.LoadAsync(journeyId, cancellationToken))
        {
            return false;
        }

        Case = await cases.RunAsync(journeyId, withAuthors: false, cancellationToken);
        return true;
    }

    private async Task<IActionResult> AnswerAsync(CaseChange change, CancellationToken cancellationToken)
    {
        if (change == CaseChange.Done)
        {
            return Redirect(Home + "#case");
        }

        return change == CaseChange.NotFound || !await LoadAsync(Journey.Id, cancellationToken)
            ? NotFound()
            : Refuse(StatusCodes.Status409Conflict, words[Case.IsFull ? "Reply.Full" : "Reply.None", Case.IsFull ? Domain.Cases.Case.MaxReplies : Journey.Company]);
    }
}
