using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>What customers want published, and what readers mind: decided one by one.</summary>
[ForAdministrators]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ModerationModel(ModerationQuery query, PublicationLog log, IStringLocalizer<SharedText> shared, IStringLocalizer<PublicationText> text) : PageModel, IKeepsInput
{
    [BindProperty]
    public Guid Id { get; set; }

    /// <summary>The version of the publication that was read.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>How many reports were read with it.</summary>
    [BindProperty]
    public int Reports { get; set; }

    /// <summary>Why it is refused, as it was typed.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    public IReadOnlyList<ReadPublication> Waiting { get; private set; } = [];

    public IReadOnlyList<ReadPublication> Reported { get; private set; } = [];

    /// <summary>All of them, shown or not.</summary>
    public int Total { get; private set; }

    public string FieldOf(Guid publicationId) => $"Reason-{publicationId:N}";

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => RedrawAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "do")] string? pressed, CancellationToken cancellationToken)
    {
        // Hidden fields that no page of ours sent name nothing that was read.
        ModelState.Clear();
        bool isDone;
        switch (pressed)
        {
            case "approve":
                isDone = await log.ApproveAsync(Id, Version, Reports, cancellationToken);
                break;
            case "refuse" when ReasonText.Refusal(Reason, Publication.MaxReason, shared) is { } wrong:
                return await AnswerAsync(StatusCodes.Status422UnprocessableEntity, FieldOf(Id), wrong, cancellationToken);
            case "refuse":
                isDone = await log.RefuseAsync(Id, Version, Reason!.ReplaceLineEndings("\n"), cancellationToken);
                break;
            case "take-answer":
                isDone = await log.TakeAnswerAwayAsync(Id, Version, cancellationToken);
                break;
            default:
                return await RedrawAsync(cancellationToken);
        }

        return isDone ? Redirect(Paths.To("admin", "publications")) : await AnswerAsync(StatusCodes.Status409Conflict, "", text["Error.Conflict"], cancellationToken);
    }

    public async Task<IActionResult> RedrawAsync(CancellationToken cancellationToken)
    {
        Reported = await query.ReportedAsync(cancellationToken);
        Waiting = await query.WaitingAsync(cancellationToken);
        Total = await query.CountAsync(cancellationToken);
        return Page();
    }

    private async Task<IActionResult> AnswerAsync(int status, string field, string reason, CancellationToken cancellationToken)
    {
        await RedrawAsync(cancellationToken);

        // What was reasoned about may have been withdrawn meanwhile: then there is no field to lead to.
        ModelState.AddModelError(Waiting.Concat(Reported).Any(p => p.Id == Id) ? field : "", reason);
        return this.Drawn(status);
    }
}
