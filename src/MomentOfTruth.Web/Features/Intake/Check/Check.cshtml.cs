using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Features.Publications;
using MomentOfTruth.Web.Features.Shared;
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
    IssuedReceipt receipts, DraftCookie cookie, JourneyWriter journeys, IntakeTexts texts)
    : PageModel, IKeepsInput
{
    /// <summary>Why the page is shown again: it was open for too long, another page changed the draft, something is not right yet.</summary>
    private const string Expired = "expired", Changed = "changed", Wrong = "wrong";

    private IReadOnlyList<string> _competitors = [], _products = [];
    private bool _isTypedAnew;

    /// <summary>The sealed receipt code under which this page sends the journey; shown again, it goes on with the same one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Ticket { get; set; }

    /// <summary>What of the draft the customer was shown: see <see cref="JourneyInput.Changes"/>.</summary>
    [BindProperty]
    public string? Version { get; set; }

    [BindProperty(SupportsGet = true)]
    public SendAnswers Answers { get; set; } = new();

    /// <summary>Why the page is shown again.</summary>
    [BindProperty(Name = "said", SupportsGet = true)]
    public string? Said { get; set; }

    /// <summary>The key of the draft that this one was split from.</summary>
    [BindProperty(Name = "other", SupportsGet = true)]
    public string? Other { get; set; }

    /// <summary>What the journey is about, as it was typed here.</summary>
    [BindProperty]
    public AboutInput Input { get; set; } = new();

    [BindProperty]
    public ConsentInput Consent { get; set; } = new();

    [BindProperty]
    public EndingInput Ending { get; set; } = new();

    public PublicCompany Company { get; private set; } = null!;

    public Routes.FormRoutes Routes => Site.Routes.Form(Company.Slug);

    public string DraftKey { get; private set; } = "";

    /// <summary>The journey that would be sent; null if there is no such draft, or it has expired.</summary>
    public JourneyEntry? Entry { get; private set; }

    /// <summary>What is asked beside the moments, with what was typed.</summary>
    public LastPageFields Fields => new(Company, Typed, _competitors, _products);

    /// <summary>The moment that was removed last; null if there is none to put back.</summary>
    public RemovedMoment? Removed => Stored?.Input.Removed;

    /// <summary>The key of a moment in the draft, for its buttons.</summary>
    public string? KeyOf(int position) => Stored?.Input.Moments[position - 1].Key;

    /// <summary>What is asked before sending.</summary>
    public SendQuestions Questions { get; private set; } = SendQuestions.None;

    /// <summary>The journey as it will be read. Its touchpoints may be new to the company: here each name is one of its own.</summary>
    public JourneyChart Chart
    {
        get
        {
            var ids = Entry!.Moments.Select(m => Naming.KeyOf(m.Touchpoint)).Distinct().ToDictionary(key => key, _ => Guid.NewGuid());
            return new JourneyChart(
                [
                    .. Entry.Moments.Select((m, i) => new ChartMoment(
                        ids[Naming.KeyOf(m.Touchpoint)], m.Touchpoint, null, m.Score, m.OccurredOn, m.OccurredAt)
                    {
                        Story = m.Story,
                        Anchor = $"moment-{i + 1}",
                    }),
                ],
                isOrdered: true);
        }
    }

    /// <summary>The address of the draft that this one was split from; null if it was not.</summary>
    public string? OtherAddress => DraftStore.HashOf(Other) is null ? null : Routes.Page.With(("draft", Other));

    /// <summary>
    /// Whether the draft went while it was not known that the journey had arrived: sending once more leads to that journey.
    /// </summary>
    public bool MaySendAgain => Entry is null && !ModelState.IsValid && Ticket is not null;

    private string? Shown => Stored?.Input.Changes.ToString(CultureInfo.InvariantCulture);

    private LastPageInput Typed => new() { Input = Input, Consent = Consent, Ending = Ending };

    private DraftStore.Stored? Stored { get; set; }

    private IReadOnlyDictionary<Guid, PendingPhoto> Pending { get; set; } = new Dictionary<Guid, PendingPhoto>();

    /// <summary>Whether there is a draft, but something in one of its moments is not right yet.</summary>
    private bool IsWrong => WrongMoment is not null;

    private int? WrongMoment { get; set; }

    /// <summary>Where the buttons for changing lead; what was typed on this page goes with the draft.</summary>
    public string ChangeAddress => Routes.Page.With(("draft", DraftKey), ("handler", "Change"));

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

        Ticket = receipts.Open(draft, Ticket) is null ? receipts.Issue(draft) : Ticket;
        Version = Shown;
        if (Stored is not null)
        {
            var typed = LastPageInput.Of(Stored.Input);
            (Input, Consent, Ending) = (typed.Input, typed.Consent, typed.Ending);
        }

        await AskAsync(null, cancellationToken);
        return Render(Say(Said));
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
            Ticket = receipts.Issue(draft);
            return Entry is null ? Render(StatusCodes.Status404NotFound) : await AskAgainAsync(Expired, cancellationToken);
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

        if (Version != Shown)
        {
            return await AskAgainAsync(Changed, cancellationToken);
        }

        await AskAsync(receipt, cancellationToken);
        var ending = ReadAnswers();
        return ModelState.IsValid
            ? await SendAsync(Entry with { Ending = ending }, receipt, cancellationToken)
            : await AskAgainAsync(Wrong, cancellationToken);
    }

    /// <summary>
    /// Sends a journey that was kept on the customer's device while there was no line, under the receipt code that was made there. The
    /// device's script asks; what only its customer can answer is left to this page.
    /// </summary>
    public async Task<IActionResult> OnPostKeptAsync(
        string company, string draft, [FromForm(Name = "Receipt")] string? code, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(company, draft, cancellationToken) || ReceiptCode.TryParse(code) is not { } receipt)
        {
            return NotFound();
        }

        JourneyKey? sent;
        if (Stored is null)
        {
            sent = await journeys.FindSentAsync(receipt, cancellationToken);
        }
        else
        {
            await AskAsync(receipt, cancellationToken);
            Answers.Asked = SendAnswers.Yes;
            var ending = ReadAnswers();
            if (Entry is null || Company.IsArchived || !ModelState.IsValid)
            {
                return StatusCode(StatusCodes.Status409Conflict);
            }

            sent = await LogAsync(Entry with { Ending = ending }, receipt, cancellationToken);
        }

        if (sent is not { } journey)
        {
            return Stored is null ? NotFound() : StatusCode(StatusCodes.Status409Conflict);
        }

        await HandOverAsync(journey, receipt, cancellationToken);
        return new JsonResult(new { address = Site.Routes.MyJourney(journey.JourneyId).Sent });
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
        await LoadDraftAsync(cancellationToken);
        return true;
    }

    private async Task LoadDraftAsync(CancellationToken cancellationToken)
    {
        Stored = await drafts.FindAsync(Company.Id, DraftKey, cancellationToken);
        if (Stored is null)
        {
            Entry = null;
            return;
        }

        if (HttpMethods.IsPost(Request.Method))
        {
            _isTypedAnew = Typed.DiffersFrom(Stored.Input);
            Typed.WriteTo(Stored.Input);
            Input = LastPageInput.Of(Stored.Input).Input;
        }

        var read = reader.Read(Stored.Input);
        (Entry, WrongMoment) = (read.Entry, read.Wrong);
        if (read is { Entry: null, Wrong: null })
        {
            // The moments are right, and what is wrong stands on this page.
            read.AddErrorsTo(ModelState);
            Entry = reader.Read(Stored.Input, momentsAlone: true).Entry;
        }

        Pending = Entry is null ? Pending : await drafts.PhotosAsync(Company.Id, DraftKey, cancellationToken);
    }

    private async Task<IActionResult> SendAsync(JourneyEntry entry, ReceiptCode receipt, CancellationToken cancellationToken)
    {
        if (await LogAsync(entry, receipt, cancellationToken) is { } journey)
        {
            return await ToSentAsync(journey, receipt, cancellationToken);
        }

        // The draft was saved or sent by another page while this one was sending it.
        await LoadDraftAsync(cancellationToken);
        return Stored is null ? Render(StatusCodes.Status404NotFound)
            : IsWrong ? ToForm()
            : await AskUnderNewCodeAsync(cancellationToken);
    }

    private Task HandOverAsync(JourneyKey journey, ReceiptCode receipt, CancellationToken cancellationToken)
    {
        if (DraftStore.HashOf(DraftKey) is not null)
        {
            cookie.Forget(HttpContext, new DraftKey(Company.Id, DraftKey));
        }

        return receipts.HandOverAsync(HttpContext, journey, receipt, cancellationToken);
    }

    private Task<JourneyKey?> LogAsync(JourneyEntry entry, ReceiptCode receipt, CancellationToken cancellationToken)
    {
        var draft = new DraftStore.Sent(DraftStore.HashOf(DraftKey)!, Stored!.Version);
        var told = entry with
        {
            Contact = Consent.Email,
            PublishAs = Consent.MayBePublished ? texts.PublicationText["Publish.AnyName", PseudonymText.AnyNumber()].Value : null,
        };
        return journeys.LogAsync(Company.Id, told, receipt, draft, cancellationToken);
    }

    private async Task<RedirectResult> ToSentAsync(JourneyKey journey, ReceiptCode receipt, CancellationToken cancellationToken)
    {
        await HandOverAsync(journey, receipt, cancellationToken);
        return Redirect(Site.Routes.MyJourney(journey.JourneyId).Sent);
    }

    // How it ended; null of a journey that goes on. What is not right yet is in the model state.
    private ToldEnding? ReadAnswers()
    {
        Answers.Check(Questions, texts.HelpText, ModelState);
        return Ending.Read(nameof(Ending), missing: null, texts.SharedText, ModelState);
    }

    // The code of this page may be that of a journey which was sent meanwhile: the draft was begun again under its old key.
    private async Task<IActionResult> AskUnderNewCodeAsync(CancellationToken cancellationToken)
    {
        Ticket = receipts.Issue(DraftKey);
        return await AskAgainAsync(Changed, cancellationToken);
    }

    /// <summary>
    /// Leads back to this page, which then says what is to be done first. What was typed on it goes with the draft, and only if that cannot
    /// be stored the page is rendered at once.
    /// </summary>
    private async Task<IActionResult> AskAgainAsync(string why, CancellationToken cancellationToken)
    {
        var typed = Typed;
        var isKept = !_isTypedAnew || (await drafts.SaveAsync(
            Company.Id,
            new DraftStore.Shown(DraftKey, Stored!.Version, Guid.CreateVersion7()),
            draft =>
            {
                typed.WriteTo(draft);
                return true;
            },
            Limits.Address(HttpContext),
            cancellationToken)).Saved is not null;
        if (isKept)
        {
            return Redirect(Routes.Check(DraftKey).With(
                ("said", why), ("other", Other), ("Answers.Person", Answers.Person), ("Answers.Again", Answers.Again), ("ticket", Ticket)));
        }

        Version = Shown;
        ModelState.Clear();
        await AskAsync(null, cancellationToken);
        return Render(Say(why));
    }

    /// <summary>Says why the page is shown again, and returns its status.</summary>
    private int Say(string? why)
    {
        if (Entry is null || why is not (Expired or Changed or Wrong))
        {
            return StatusCodes.Status200OK;
        }

        if (why == Wrong)
        {
            TryValidateModel(Consent, nameof(Consent));
            ReadAnswers();
            Answers.Asked = SendAnswers.Yes;
            return StatusCodes.Status422UnprocessableEntity;
        }

        ModelState.AddModelError("", why == Expired ? texts.SharedText["Error.FormExpired"] : texts.HelpText["Check.Changed"]);
        return why == Expired ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict;
    }

    private async Task AskAsync(ReceiptCode? receipt, CancellationToken cancellationToken)
    {
        if (Entry is not null)
        {
            _competitors = await suggestions.CompetitorsAsync(Company.Id, cancellationToken);
            _products = await suggestions.ProductsAsync(Company.Id, cancellationToken);
            Questions = await questions.RunAsync(Company.Id, Stored!.Input, Entry, receipt, cancellationToken);
        }
    }

    private RedirectResult ToForm() =>
        Redirect(Routes.Page.With(("draft", DraftKey), ("moment", $"{WrongMoment ?? 1}"), ("wrong", WrongMoment is null ? null : "1")));

    private PageResult Render(int status) => this.Page(Entry is null ? StatusCodes.Status404NotFound : status);
}
