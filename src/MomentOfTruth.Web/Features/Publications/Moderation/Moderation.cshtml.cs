using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Lets administrators decide, one by one, on what customers want to publish and on what readers reported.</summary>
[ForAdministrators]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed partial class ModerationModel(
    ModerationQuery query, PublicationWriter writer, ModerationTasks tasks, IStringLocalizer<SharedText> shared,
    IStringLocalizer<PublicationText> text, ILogger<ModerationModel> logger)
    : PageModel, IKeepsInput
{
    private static readonly string[] Decisions = ["approve", "refuse", "take-answer"], Tasks = ["handed", "released"];

    /// <summary>A published one that the administrator came to look at, reported or not.</summary>
    [BindProperty(Name = "publication", SupportsGet = true)]
    public Guid? Chosen { get; set; }

    /// <summary>The company of <see cref="Chosen"/>.</summary>
    [BindProperty(Name = "of", SupportsGet = true)]
    public Guid? ChosenOf { get; set; }

    /// <summary>The decision that was just made.</summary>
    public string? Done => Decisions.Concat(Tasks).FirstOrDefault(done => done == Request.Query["done"]);

    [BindProperty]
    public Guid Id { get; set; }

    /// <summary>The company of the publication.</summary>
    [BindProperty]
    public Guid Company { get; set; }

    /// <summary>The version of the publication that was read.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>How many reports were read with it.</summary>
    [BindProperty]
    public int Reports { get; set; }

    /// <summary>Why it is refused, as it was typed.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The kind of the reason, for the record of decisions.</summary>
    [BindProperty]
    public ModerationReason Code { get; set; } = ModerationReason.Other;

    /// <summary>To whom it is handed.</summary>
    [BindProperty]
    public Guid Administrator { get; set; }

    /// <summary>What is said with it, as it was typed.</summary>
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>By publication, who has taken it upon himself.</summary>
    public IReadOnlyDictionary<Guid, HeldPublication> Held { get; private set; } = new Dictionary<Guid, HeldPublication>();

    /// <summary>To whom it can be handed.</summary>
    public IReadOnlyList<(Guid Id, string Email)> Administrators { get; private set; } = [];

    /// <summary>What there is to decide on, the most pressing first.</summary>
    public IReadOnlyList<ModerationPart> Parts { get; private set; } = [];

    public bool IsEmpty => Parts.All(part => part.Read.Count == 0);

    /// <summary>How many wait or were reported, also those that do not fit on the page.</summary>
    public int Total { get; private set; }

    public string FieldOf(Guid publicationId) => $"Reason-{publicationId:N}";

    public string NoteOf(Guid publicationId) => $"Note-{publicationId:N}";

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => RenderAgainAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "do")] string? pressed, CancellationToken cancellationToken)
    {
        // A hidden field that cannot be read was not sent by our page: it is left at its default, which names no publication.
        ModelState.Clear();
        Code = Enum.IsDefined(Code) ? Code : ModerationReason.Other;
        var account = User.AccountId();
        bool isDone;
        switch (pressed)
        {
            case "approve":
                isDone = await writer.ApproveAsync(Company, Id, Version, Reports, account, cancellationToken);
                break;
            case "refuse" when RequiredText.Refusal(Reason, Publication.MaxReason, shared["Error.Required"], shared) is { } wrong:
                return await AnswerAsync(StatusCodes.Status422UnprocessableEntity, FieldOf(Id), wrong, cancellationToken);
            case "refuse":
                isDone = await writer.RefuseAsync(
                    Company, Id, Version, PlainTextAttribute.Stored(Reason)!, Code, account, cancellationToken);
                break;
            case "take-answer":
                isDone = await writer.RemoveAnswerAsync(Company, Id, Version, account, cancellationToken);
                break;
            default:
                return await RenderAgainAsync(cancellationToken);
        }

        if (!isDone)
        {
            return await AnswerAsync(StatusCodes.Status409Conflict, "", text["Error.Conflict"], cancellationToken);
        }

        Log.Decided(logger, Id, pressed, account);
        return Redirect(Routes.Moderation.With(("done", pressed)));
    }

    /// <summary>Hands a publication to an administrator, oneself too, until it is decided.</summary>
    public async Task<IActionResult> OnPostHandAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (PlainTextAttribute.Refusal(Note ?? "", ModerationTask.MaxNote) is not null)
        {
            return await AnswerAsync(
                StatusCodes.Status422UnprocessableEntity, NoteOf(Id), text["Hand.NoteTooLong", ModerationTask.MaxNote], cancellationToken);
        }

        if (!await tasks.HandAsync(Company, Id, Administrator, PlainTextAttribute.Stored(Note), cancellationToken))
        {
            return await AnswerAsync(StatusCodes.Status409Conflict, "", text["Error.Conflict"], cancellationToken);
        }

        AuditNote.Of(HttpContext).About($"publication {Id}", $"administrator {Administrator}");
        return Redirect(Routes.Moderation.With(("done", "handed")));
    }

    /// <summary>Lets it go: it is anybody's to decide.</summary>
    public async Task<IActionResult> OnPostReleaseAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        await tasks.ReleaseAsync(Company, Id, cancellationToken);
        AuditNote.Of(HttpContext).About($"publication {Id}");
        return Redirect(Routes.Moderation.With(("done", "released")));
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        Parts =
        [
            new(
                ModerationKind.Published,
                (ChosenOf, Chosen) is ({ } of, { } chosen) ? await query.PublishedAsync(of, chosen, cancellationToken) : []),
            new(ModerationKind.Reported, await query.ReportedAsync(cancellationToken)),
            new(ModerationKind.Waiting, await query.WaitingAsync(cancellationToken)),
        ];
        Total = await query.CountAsync(cancellationToken);
        Held = await tasks.OfAsync([.. Parts.SelectMany(part => part.Read.Select(read => read.Id))], cancellationToken);
        Administrators = await tasks.AdministratorsAsync(cancellationToken);
        return Page();
    }

    private async Task<IActionResult> AnswerAsync(int status, string field, string reason, CancellationToken cancellationToken)
    {
        await RenderAgainAsync(cancellationToken);

        // The publication may have been withdrawn meanwhile: then its field is not on the page, and the message stands above the page.
        ModelState.AddModelError(Parts.Any(part => part.Read.Any(p => p.Id == Id)) ? field : "", reason);
        return this.Page(status);
    }

    // A record of who decided what. It holds no text of customers.
    private static partial class Log
    {
        [LoggerMessage(EventId = 701, Level = LogLevel.Information, Message = "Publication {PublicationId}: {Decision} by {AccountId}")]
        public static partial void Decided(ILogger logger, Guid publicationId, string decision, Guid? accountId);
    }
}

/// <summary>Why a publication is on the page of administrators. The names are parts of keys of texts.</summary>
public enum ModerationKind
{
    /// <summary>Public, and chosen by the administrator.</summary>
    Published,

    /// <summary>Public, and reported by readers.</summary>
    Reported,

    /// <summary>Not public yet: the customer asked for it.</summary>
    Waiting,
}

/// <summary>The publications of one kind, in the order of the page.</summary>
public sealed record ModerationPart(ModerationKind Kind, IReadOnlyList<ReadPublication> Read)
{
    /// <summary>Whether they can be read by everybody: then they are hidden, not refused.</summary>
    public bool IsPublic => Kind is not ModerationKind.Waiting;

    /// <summary>Whether they wait for a decision; a chosen one does not.</summary>
    public bool IsToDecide => Kind is not ModerationKind.Published;
}
