using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>What customers want published, and what readers mind: decided one by one.</summary>
[ForAdministrators]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ModerationModel(
    ModerationQuery query, PublicationWriter log, IStringLocalizer<SharedText> shared, IStringLocalizer<PublicationText> text, ILogger<ModerationModel> logger)
    : PageModel, IKeepsInput
{
    private static readonly string[] Decisions = ["approve", "refuse", "take-answer"];

    /// <summary>A published one that is to be looked at, although nobody reported it.</summary>
    [BindProperty(Name = "publication", SupportsGet = true)]
    public Guid? Chosen { get; set; }

    /// <summary>The decision that was just made.</summary>
    public string? Done => Decisions.FirstOrDefault(decision => decision == Request.Query["done"]);

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

    /// <summary>What there is to decide on, the most pressing first.</summary>
    public IReadOnlyList<(string Kind, IReadOnlyList<ReadPublication> Read)> Parts { get; private set; } = [];

    /// <summary>All that wait or were reported, shown or not.</summary>
    public int Total { get; private set; }

    public string FieldOf(Guid publicationId) => $"Reason-{publicationId:N}";

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => RenderAgainAsync(cancellationToken);

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
            case "refuse" when RequiredText.Refusal(Reason, Publication.MaxReason, shared["Error.Required"], shared) is { } wrong:
                return await AnswerAsync(StatusCodes.Status422UnprocessableEntity, FieldOf(Id), wrong, cancellationToken);
            case "refuse":
                isDone = await log.RefuseAsync(Id, Version, PlainTextAttribute.Stored(Reason)!, cancellationToken);
                break;
            case "take-answer":
                isDone = await log.TakeAnswerAwayAsync(Id, Version, cancellationToken);
                break;
            default:
                return await RenderAgainAsync(cancellationToken);
        }

        if (!isDone)
        {
            return await AnswerAsync(StatusCodes.Status409Conflict, "", text["Error.Conflict"], cancellationToken);
        }

        var account = User.AccountId();
        logger.Decided(Id, pressed, account);
        return Redirect(Routes.Moderation.With(("done", pressed)));
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        Parts =
        [
            ("Published", Chosen is { } chosen ? await query.PublishedAsync(chosen, cancellationToken) : []),
            ("Reported", await query.ReportedAsync(cancellationToken)),
            ("Waiting", await query.WaitingAsync(cancellationToken)),
        ];
        Total = await query.CountAsync(cancellationToken);
        return Page();
    }

    private async Task<IActionResult> AnswerAsync(int status, string field, string reason, CancellationToken cancellationToken)
    {
        await RenderAgainAsync(cancellationToken);

        // What was reasoned about may have been withdrawn meanwhile: then there is no field to lead to.
        ModelState.AddModelError(Parts.Any(part => part.Read.Any(p => p.Id == Id)) ? field : "", reason);
        return this.Drawn(status);
    }
}
