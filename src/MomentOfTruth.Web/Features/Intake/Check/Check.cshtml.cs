using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// What was typed, to look over before it is sent. Sending makes the draft a journey, once, and shows its receipt code; before that, the
/// page may ask once what only the customer knows.
/// </summary>
[AllowAnonymous]
[PublicCompanyPage]
[EnableRateLimiting(Limits.Log)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class CheckModel(
    JourneyFormReader reader, DraftStore drafts, CompanyFormQuery suggestions, SendQuestionsQuery questions,
    IssuedReceipt receipts, JourneyWriter journeys, IntakeTexts texts)
    : PageModel, IKeepsInput
{
    [BindProperty]
    public string? Ticket { get; set; }

    /// <summary>The version of the draft that the customer was shown.</summary>
    [BindProperty]
    public string? Version { get; set; }

    [BindProperty]
    public SendAnswers Answers { get; set; } = new();

    /// <summary>The key of the draft that this one was split from.</summary>
    [BindProperty(Name = "other", SupportsGet = true)]
    public string? Other { get; set; }

    [BindProperty]
    public ConsentInput Consent { get; set; } = new();

    [BindProperty]
    public EndingInput Ending { get; set; } = new();

    /// <summary>Companies to which the customer may have gone, as suggestions.</summary>
    public IReadOnlyList<string> Competitors { get; private set; } = [];

    public PublicCompany Company { get; private set; } = null!;

    public Routes.FormRoutes Routes => Site.Routes.Form(Company.Slug);

    public string DraftKey { get; private set; } = "";

    /// <summary>The journey that would be sent; null if there is no such draft, or it has expired.</summary>
    public JourneyEntry? Entry { get; private set; }

    public DateOnly Today => reader.Today(Company);

    /// <summary>What is asked before sending.</summary>
    public SendQuestions Questions { get; private set; } = SendQuestions.None;

    public JourneyFacts Facts => JourneyFacts.Of([.. Entry!.Moments.Select(m => new ScoredMoment(Guid.Empty, m.Score))]);

    /// <summary>The address of the draft that this one was split from; null if it was not.</summary>
    public string? OtherAddress => DraftStore.HashOf(Other) is null ? null : Routes.Page.With(("draft", Other));

    /// <summary>
    /// Whether the draft went while it was not known that the journey had arrived: sending once more leads to that journey.
    /// </summary>
    public bool MaySendAgain => Entry is null && !ModelState.IsValid && Ticket is not null;

    private DraftStore.Stored? Stored { get; set; }

    private IReadOnlyDictionary<Guid, PendingPhoto> Pending { get; set; } = new Dictionary<Guid, PendingPhoto>();

    /// <summary>Whether there is a draft, but something in it is not right yet.</summary>
    private bool IsWrong => Stored is not null && Entry is null;

    /// <summary>Where the buttons for changing lead: back to the form, with what was typed on this page.</summary>
    /// <param name="position">The moment to change; null for the journey.</param>
    public string ChangeAddress(int? position) =>
        Routes.Page.With(("draft", DraftKey), ("handler", "Change"), ("moment", position is { } number ? $"{number}" : null));

    /// <summary>The photos of one moment.</summary>
    public PhotoGallery PhotosOf(NamedMoment moment, int position)
    {
        var there = moment.Photos.Where(p => Pending.ContainsKey(p.Id)).Select(p => (Pending[p.Id].Id, Pending[p.Id].Size, p.AltText));
        return new(Routes.Photos(DraftKey), position, there.Select((p, i) => new ShownPhoto(p.Id, i + 1, p.Size, p.AltText)));
    }

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

        if (Company.IsArchived)
        {
            return ToForm();
        }

        (Ticket, Version) = (receipts.Issue(draft), Stored?.VersionText);
        (Consent.Contact, Ending) = (Stored?.Input.Contact, Stored?.Input.Ending ?? Ending);
        await AskAsync(null, cancellationToken);
        return Render(StatusCodes.Status200OK);
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

        if (receipts.Open(draft, Ticket) is not { } receipt)
        {
            return await RenderExpiredAsync(cancellationToken);
        }

        // A draft that was sent is gone; the same form sent again still leads to the journey that it made.
        if (Entry is null)
        {
            return await journeys.FindSentAsync(receipt, cancellationToken) is { } sent
                ? await ToSentAsync(sent, receipt, cancellationToken)
                : Render(StatusCodes.Status404NotFound);
        }

        if (Company.IsArchived)
        {
            return ToForm();
        }

        if (Version != Stored!.VersionText)
        {
            return await RenderChangedAsync(receipt, cancellationToken);
        }

        await AskAsync(receipt, cancellationToken);
        var ending = Ending.Read(nameof(Ending), missing: null, texts.SharedText, ModelState);
        return await AnsweredAsync(cancellationToken) ?? await SendAsync(Entry with { Ending = ending }, receipt, cancellationToken);
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        var draft = RouteData.Text("draft");
        if (!await LoadAsync(RouteData.Text("company"), draft, cancellationToken))
        {
            return NotFound();
        }

        Ticket = receipts.Open(draft, Ticket) is null ? receipts.Issue(draft) : Ticket;
        await AskAsync(null, cancellationToken);
        return IsWrong ? ToForm() : Page();
    }

    private async Task<bool> LoadAsync(string slug, string draft, CancellationToken cancellationToken)
    {
        if (await reader.CompanyAsync(slug, cancellationToken) is not { } company)
        {
            return false;
        }

        (Company, DraftKey) = (company, draft);
        Answers.Read(Request);
        await LoadDraftAsync(cancellationToken);
        return true;
    }

    private async Task LoadDraftAsync(CancellationToken cancellationToken)
    {
        Stored = await drafts.FindAsync(Company.Id, DraftKey, cancellationToken);
        Entry = Stored is null ? null : reader.Read(Company, Stored.Input).Entry;
        Pending = Entry is null ? Pending : await drafts.PhotosAsync(Company.Id, DraftKey, cancellationToken);
    }

    private async Task<IActionResult> SendAsync(JourneyEntry entry, ReceiptCode receipt, CancellationToken cancellationToken)
    {
        var draft = new DraftStore.Sent(DraftStore.HashOf(DraftKey)!, Stored!.Version);
        if (await journeys.LogAsync(Company.Id, entry with { Contact = Consent.Email }, receipt, draft, cancellationToken) is { } journey)
        {
            return await ToSentAsync(journey, receipt, cancellationToken);
        }

        // The draft was saved or sent by another page while this one was sending it.
        await LoadDraftAsync(cancellationToken);
        return await RenderChangedAsync(receipt, cancellationToken);
    }

    private async Task<RedirectResult> ToSentAsync(JourneyKey journey, ReceiptCode receipt, CancellationToken cancellationToken)
    {
        await receipts.HandOverAsync(HttpContext, journey, receipt, cancellationToken);
        return Redirect(Site.Routes.MyJourney(journey.JourneyId).Sent);
    }

    /// <summary>Null if all is answered; otherwise the page that asks, or the one that shows what the answers changed.</summary>
    private async Task<IActionResult?> AnsweredAsync(CancellationToken cancellationToken)
    {
        Answers.Check(Questions, texts.HelpText, ModelState);
        if (!ModelState.IsValid)
        {
            Answers.Asked = MomentInput.Meant;
            return Render(StatusCodes.Status422UnprocessableEntity);
        }

        if (!Answers.Apply(Stored!.Input, Questions.Zeros))
        {
            return null;
        }

        // Another score makes another journey: it is shown before it is sent, with all that was typed on this page.
        (Stored.Input.Contact, Stored.Input.Ending) = (Consent.Contact, Ending);
        var shown = new DraftStore.Shown(DraftKey, Stored.Version, Guid.CreateVersion7());
        return (await drafts.SaveAsync(Company.Id, Stored.Input, shown, Limits.Address(HttpContext), cancellationToken)).Saved is { } saved
            ? Redirect(Routes.Check(saved.Key).With(("other", saved.Other)))
            : ToForm();
    }

    // The ticket in the form is too old, or of another draft.
    private async Task<IActionResult> RenderExpiredAsync(CancellationToken cancellationToken)
    {
        Ticket = receipts.Issue(DraftKey);
        await AskAsync(null, cancellationToken);
        if (Entry is not null)
        {
            ModelState.AddModelError("", texts.SharedText["Error.FormExpired"]);
        }

        return Render(StatusCodes.Status400BadRequest);
    }

    // Another page has saved the draft since this one was shown: the answers were about what it said before.
    private async Task<IActionResult> RenderChangedAsync(ReceiptCode receipt, CancellationToken cancellationToken)
    {
        if (Stored is null)
        {
            return Render(StatusCodes.Status404NotFound);
        }

        if (IsWrong)
        {
            return ToForm();
        }

        (Version, Answers) = (Stored.VersionText, new SendAnswers());
        await AskAsync(receipt, cancellationToken);
        ModelState.AddModelError("", texts.HelpText["Check.Changed"]);
        return Render(StatusCodes.Status409Conflict);
    }

    private async Task AskAsync(ReceiptCode? receipt, CancellationToken cancellationToken)
    {
        if (Entry is not null)
        {
            Competitors = await suggestions.CompetitorsAsync(Company.Id, cancellationToken);
            Questions = await questions.RunAsync(Company.Id, Stored!.Input, Entry, receipt, cancellationToken);
        }
    }

    private RedirectResult ToForm() => Redirect(Routes.Page.With(("draft", DraftKey), ("wrong", "all")));

    private PageResult Render(int status) => this.Page(Entry is null ? StatusCodes.Status404NotFound : status);
}
