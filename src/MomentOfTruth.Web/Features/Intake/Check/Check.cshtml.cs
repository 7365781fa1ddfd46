using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.MyJourneys;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// What was typed, to look over before it is sent. Sending makes the draft a journey, once, and gives its receipt code; before that it may
/// ask, once, what it cannot know.
/// </summary>
[AllowAnonymous]
[PublicCompanyPage]
[EnableRateLimiting(Limits.Log)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class CheckModel(
    FormQuery query, DraftStore drafts, MomentCheck check, FormToken stamp, IssuedReceipt tickets, ReceiptCookie receipts, JourneyWriter log, PhotoQuery photos, TimeProvider clock,
    IOptions<LimitOptions> limits, IStringLocalizer<SharedText> shared, IStringLocalizer<IntakeHelpText> help)
    : PageModel, IKeepsInput
{
    [BindProperty]
    public string? Ticket { get; set; }

    /// <summary>The version of the draft that the customer was shown.</summary>
    [BindProperty]
    public string? Version { get; set; }

    [BindProperty]
    public SendAnswers Answers { get; set; } = new();

    /// <summary>The key of the draft that this one was parted from.</summary>
    [BindProperty(Name = "other", SupportsGet = true)]
    public string? Other { get; set; }

    [BindProperty]
    public ConsentInput Consent { get; set; } = new();

    public PublicCompany Company { get; private set; } = null!;

    public string DraftKey { get; private set; } = "";

    /// <summary>Null if there is no such draft, or no longer.</summary>
    public JourneyEntry? Said { get; private set; }

    public DateOnly Today { get; private set; }

    /// <summary>What is asked before sending.</summary>
    public SendQuestions Questions { get; private set; } = SendQuestions.None;

    /// <summary>The photos that are held for the draft.</summary>
    public IReadOnlyDictionary<Guid, PendingPhoto> Held { get; private set; } = new Dictionary<Guid, PendingPhoto>();

    private StoredDraft? Kept { get; set; }

    private string? VersionThere => Kept?.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>There is a draft, but something in it is not right yet.</summary>
    private bool IsWrong => Kept is not null && Said is null;

    public JourneyFacts Facts => JourneyFacts.Of([.. Said!.Moments.Select(m => new ScoredMoment(Guid.Empty, m.Score))]);

    /// <summary>Those of one moment.</summary>
    public PhotoGallery PhotosOf(SaidMoment moment, int position) => new(
        Routes.Form(Company.Slug).Photos(DraftKey), position,
        moment.Photos.Where(p => Held.ContainsKey(p.Id)).Select((p, i) => new ShownPhoto(Held[p.Id].Id, i + 1, Held[p.Id].Size, p.AltText)));

    public async Task<IActionResult> OnGetAsync(string company, string draft, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(company, draft, cancellationToken))
        {
            return NotFound();
        }

        if (IsWrong)
        {
            return ToForm();
        }

        (Ticket, Version) = (tickets.Issue(draft), VersionThere);
        Consent.Contact = Kept?.Input.Contact;
        await AskAsync(null, cancellationToken);
        return Draw(StatusCodes.Status200OK);
    }

    public async Task<IActionResult> OnPostAsync(string company, string draft, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(company, draft, cancellationToken))
        {
            return NotFound();
        }

        if (IsWrong)
        {
            return ToForm();
        }

        if (tickets.Open(draft, Ticket) is not { } receipt)
        {
            Ticket = tickets.Issue(draft);
            await AskAsync(null, cancellationToken);
            if (Said is not null)
            {
                ModelState.AddModelError("", shared["Error.FormExpired"]);
            }

            return Draw(StatusCodes.Status400BadRequest);
        }

        if (Said is not null)
        {
            if (Version != VersionThere)
            {
                return await ShowChangedAsync(receipt, cancellationToken);
            }

            await AskAsync(receipt, cancellationToken);
            if (await AnsweredAsync(cancellationToken) is { } notYet)
            {
                return notYet;
            }
        }

        // A draft that was sent is gone; the same form sent again still leads to the journey it made.
        var journey = Said is null
            ? await log.FindAsync(receipt, cancellationToken)
            : await log.LogAsync(Company.Id, Said with { Contact = Consent.Email }, receipt, new SentDraft(DraftStore.HashOf(draft)!, Kept!.Version), cancellationToken);
        if (journey is not { } id)
        {
            return await LoadAsync(company, draft, cancellationToken) && Kept is not null ? await ShowChangedAsync(receipt, cancellationToken) : Draw(StatusCodes.Status404NotFound);
        }

        receipts.Open(HttpContext, id);
        receipts.Issue(HttpContext, id, receipt);
        return Redirect(Routes.MyJourney(id).Sent);
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        var draft = (string)RouteData.Values["draft"]!;
        if (!await LoadAsync((string)RouteData.Values["company"]!, draft, cancellationToken))
        {
            return NotFound();
        }

        Ticket = tickets.Open(draft, Ticket) is null ? tickets.Issue(draft) : Ticket;
        await AskAsync(null, cancellationToken);
        return IsWrong ? ToForm() : Page();
    }

    /// <summary>Null if all is answered; otherwise the page that asks, or the one that shows what the answers changed.</summary>
    private async Task<IActionResult?> AnsweredAsync(CancellationToken cancellationToken)
    {
        Answers.Check(Questions, help, ModelState);
        if (!ModelState.IsValid)
        {
            Answers.Asked = MomentInput.Meant;
            return Draw(StatusCodes.Status422UnprocessableEntity);
        }

        if (!Answers.Apply(Kept!.Input, Questions.Zeros))
        {
            return null;
        }

        // Another score is another journey: it is shown before it is sent.
        var hold = new DraftLock(DraftKey, Kept.Version, Guid.CreateVersion7());
        return (await drafts.SaveAsync(Company.Id, Kept.Input, hold, Limits.Address(HttpContext), cancellationToken)).Kept is { } saved
            ? Redirect(Routes.Form(Company.Slug).Check(saved.Key).With(("other", saved.Other)))
            : ToForm();
    }

    // Another page has saved the draft since this one was shown. What was answered was about what it said before.
    private async Task<IActionResult> ShowChangedAsync(ReceiptCode receipt, CancellationToken cancellationToken)
    {
        if (IsWrong)
        {
            return ToForm();
        }

        (Version, Answers) = (VersionThere, new SendAnswers());
        await AskAsync(receipt, cancellationToken);
        ModelState.AddModelError("", help["Check.Changed"]);
        return Draw(StatusCodes.Status409Conflict);
    }

    private async Task AskAsync(ReceiptCode? receipt, CancellationToken cancellationToken)
    {
        if (Said is null)
        {
            return;
        }

        var input = Kept!.Input;
        var isTooQuick = limits.Value.SecondsToFillIn > 0 && !(stamp.Age(input.Opened)?.TotalSeconds >= limits.Value.SecondsToFillIn);
        Questions = new SendQuestions(
            [.. Said.Moments.Index().Where(m => m.Item.Score.IsZero && input.Moments[m.Index].ZeroMeant != MomentInput.Meant).Select(m => m.Index + 1)],
            !string.IsNullOrEmpty(input.Homepage),
            await log.WasToldAsync(Company.Id, Said, receipt, cancellationToken),
            isTooQuick);
    }

    private RedirectResult ToForm() => Redirect(Routes.Form(Company.Slug).Page.With(("draft", DraftKey), ("wrong", "all")));

    private PageResult Draw(int status) => this.Drawn(Said is null ? StatusCodes.Status404NotFound : status);

    private async Task<bool> LoadAsync(string slug, string draft, CancellationToken cancellationToken)
    {
        if (await query.CompanyAsync(slug, cancellationToken) is not { } company)
        {
            return false;
        }

        Company = company;
        DraftKey = draft;
        Answers.Read(Request);
        Today = clock.Today(company.TimeZoneId);
        Kept = await drafts.FindAsync(company.Id, draft, cancellationToken);
        Said = Kept is null ? null : check.Read(Kept.Input, Today, new ModelStateDictionary());
        Held = Said is not null ? await photos.HeldAsync(PhotoOwner.Draft(DraftStore.HashOf(draft)!), cancellationToken) : Held;
        return true;
    }
}
