using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// Takes the customer's answer to the company's replies, and whether they helped; also when the journey is finished or the case closed.
/// </summary>
[EnableRateLimiting(Limits.Answers)]
public sealed class AnswerModel(
    MyJourneyQuery query, CaseQuery cases, CaseWriter writer, MyJourneyTexts texts, IStringLocalizer<CasesText> caseText)
    : MyJourneyPageModel(query, texts)
{
    /// <summary>The answer, as it was typed.</summary>
    [BindProperty]
    public string? Text { get; set; }

    public CaseView Case { get; private set; } = CaseView.None;

    /// <summary>The case for the view, with the answer as it was typed.</summary>
    public CustomerCasePanel Panel => new(Journey.Id, Journey.Company, Journey.IsClaimed, Journey.TimeZoneId, Case, Text);

    public async Task<IActionResult> OnGetAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        return Case.HasReply ? Page() : Redirect(Links.Page);
    }

    public async Task<IActionResult> OnPostAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (ReplyText.Refusal(Text, caseText, Shared) is { } refusal)
        {
            ModelState.AddModelError(nameof(Text), refusal);
            return Refuse(StatusCodes.Status422UnprocessableEntity);
        }

        return await AnswerAsync(await writer.AnswerAsync(journey, PlainTextAttribute.Stored(Text)!, cancellationToken), cancellationToken);
    }

    public async Task<IActionResult> OnPostVerdictAsync(JourneyKey journey, [FromForm] string? verdict, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (CaseCodes.VerdictFromCode(verdict) is not { } judged)
        {
            ModelState.AddModelError("verdict", caseText["Verdict.Missing"]);
            return Refuse(StatusCodes.Status422UnprocessableEntity);
        }

        return await AnswerAsync(await writer.JudgeAsync(journey, judged, cancellationToken), cancellationToken);
    }

    protected override async Task<bool> LoadAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        if (!await base.LoadAsync(key, cancellationToken))
        {
            return false;
        }

        Case = await cases.RunAsync(key, withAuthors: false, cancellationToken);
        return true;
    }

    private async Task<IActionResult> AnswerAsync(CaseChange change, CancellationToken cancellationToken)
    {
        if (change == CaseChange.Done)
        {
            return Redirect(Links.Case);
        }

        if (change == CaseChange.NotFound || !await LoadAsync(Journey.Key, cancellationToken))
        {
            return NotFound();
        }

        return Refuse(
            StatusCodes.Status409Conflict,
            Case.IsFull ? caseText["Reply.Full", Domain.Cases.Case.MaxReplies] : caseText["Reply.None", Journey.Company]);
    }
}
