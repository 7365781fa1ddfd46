using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>
/// The journey, all its moments in one form. Adding, moving and removing moments draws the form anew and stores nothing; saving stores
/// a draft, photos make one of what is typed, and checking the answers stores it and leads on.
/// </summary>
[PublicCompanyPage]
[EnableRateLimiting(Limits.Form)]
[TakesFiles(Limits.PhotoFormBytes)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class FormModel(
    LogFormQuery query, DraftStore drafts, MomentCheck check, FormStamp stamp, PhotoIntake intake, PhotoQuery photos, TimeProvider clock, IStringLocalizer<LogHelpText> help)
    : PageModel, IKeepsInput
{
    [BindProperty]
    public LogInput Input { get; set; } = new();

    /// <summary>The key of the draft that is being changed.</summary>
    [BindProperty(Name = "draft", SupportsGet = true)]
    public string? Draft { get; set; }

    /// <summary>The version of the draft that this page was drawn from or has saved.</summary>
    [BindProperty(Name = "version")]
    public string? Version { get; set; }

    /// <summary>Names this page, so that another tab with the same draft is told apart.</summary>
    [BindProperty(Name = "writer")]
    public string? Writer { get; set; }

    /// <summary>The key of the draft that this one was parted from.</summary>
    [BindProperty(Name = "other", SupportsGet = true)]
    public string? Other { get; set; }

    /// <summary>Which button was pressed, such as <c>add</c> or <c>up:2</c>.</summary>
    [BindProperty(Name = "do")]
    public string? Pressed { get; set; }

    /// <summary>Whether another site shows the form in a frame; see <see cref="FormInFrame"/>.</summary>
    public bool IsInFrame => FormInFrame.IsAskedFor(HttpContext);

    public LogCompany Company { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public DateOnly LatestDay => clock.LatestDay();

    /// <summary>The draft as it is in the store; null where there is none yet, or no longer.</summary>
    public KeptDraft? Kept { get; private set; }

    /// <summary>The address names a draft that is not there any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>What is shown has not been saved as it is.</summary>
    public bool IsUnsaved => HttpMethods.IsPost(Request.Method);

    /// <summary>Whether the company has so few touchpoints of its own that others may be suggested.</summary>
    public bool OffersKinds => Touchpoints.Count < TouchpointTemplates.EnoughOfItsOwn;

    public IReadOnlyList<string> Touchpoints { get; private set; } = [];

    public IReadOnlyList<string> Products { get; private set; } = [];

    /// <summary>The photos that this form may name.</summary>
    public IReadOnlyDictionary<Guid, HeldPhoto> Held { get; private set; } = new Dictionary<Guid, HeldPhoto>();

    /// <summary>Where the focus goes after a change, so that nobody is thrown back to the top of the page.</summary>
    public FormFocus Focus { get; private set; }

    /// <summary>What the rule says of the scores chosen so far.</summary>
    public JourneyFacts Facts => JourneyFacts.Of(Input.Moments
        .Select(m => Score.TryParse(m.Score, out var score) ? score : (Score?)null)
        .OfType<Score>()
        .Select(score => new ScoredMoment(Guid.Empty, score))
        .ToList());

    public async Task<IActionResult> OnGetAsync(string company, string? touchpoint, string? product, string? wrong, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(company, cancellationToken))
        {
            return NotFound();
        }

        if (Draft is null)
        {
            Input = new LogInput { Product = product, Moments = [new MomentInput { Touchpoint = touchpoint }], Opened = stamp.Issue() };
            return Page();
        }

        if (Kept is null)
        {
            IsGone = true;
            return this.Drawn(StatusCodes.Status404NotFound);
        }

        (Input, Version) = (Kept.Input, Kept.Version.ToString(CultureInfo.InvariantCulture));
        HoldMoments();
        if (wrong is not null)
        {
            check.Read(Input, Today, ModelState);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string company, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(company, cancellationToken))
        {
            return NotFound();
        }

        Input.FixDays(Today);
        if (Pressed != "check")
        {
            // The fields are not what was posted any more, and nobody has asked whether they are right.
            ModelState.Clear();
        }

        var takesPhotos = !IsInFrame && PhotoIntake.HasFiles(Request);
        if (await TakePhotosAsync(takesPhotos, cancellationToken) is { } unsaved)
        {
            return unsaved;
        }

        if (PhotoIntake.PartAskedFor(Request, Pressed) is { } part)
        {
            return DrawPart(part >= 1 && part <= Input.Moments.Count ? PhotosAt(part) : null);
        }

        switch (Pressed)
        {
            case "check":
                return await CheckAsync(cancellationToken);
            case "save" when ModelState.IsValid:
                return await KeepAsync(saved => Paths.To("log", Company.Slug).With(("draft", saved.Key), ("other", saved.Other)), cancellationToken);
            default:
                return await PressAsync(takesPhotos, cancellationToken);
        }
    }

    /// <summary>Saves what is typed so far, right or wrong, for the page's own module.</summary>
    public async Task<IActionResult> OnPostDraftAsync(string company, CancellationToken cancellationToken)
    {
        if (!await LoadCompanyAsync(company, cancellationToken))
        {
            return NotFound();
        }

        Input.FixDays(Today);
        var saving = await StoreAsync(cancellationToken);
        return saving.Kept is { } saved
            ? new JsonResult(new SavedDraft(
                saved.Key, saved.Version, saved.SavedAtUtc, saved.Until(Company.TimeZoneId), saved.Other is null ? null : Paths.To("log", Company.Slug).With(("draft", saved.Other))))
            : StatusCode(StatusOf(saving));
    }

    /// <summary>From the check page to the form once more: the address that was typed there stays with the draft.</summary>
    public async Task<IActionResult> OnPostChangeAsync(
        string company, [FromForm(Name = "Consent.Contact")] string? contact, [FromQuery] int? moment, CancellationToken cancellationToken)
    {
        if (!await LoadCompanyAsync(company, cancellationToken))
        {
            return NotFound();
        }

        var key = Draft;
        if (await drafts.FindAsync(Company.Id, Draft, cancellationToken) is { } kept && kept.Input.Contact != contact)
        {
            kept.Input.Contact = contact;
            key = (await drafts.SaveAsync(Company.Id, kept.Input, new DraftHold(Draft, kept.Version, Guid.CreateVersion7()), Limits.Address(HttpContext), cancellationToken)).Kept?.Key ?? Draft;
        }

        return Redirect(Paths.To("log", Company.Slug).With(("draft", key)) + (moment is null ? "" : $"#moment-{moment}"));
    }

    public async Task<IActionResult> RedrawAsync(CancellationToken cancellationToken) =>
        await LoadAsync((string)RouteData.Values["company"]!, cancellationToken) ? Page() : NotFound();

    /// <summary>The photos of one moment, as its fields show them. None in a frame: they are held for a draft, and there is none.</summary>
    public PhotoFields? PhotosAt(int position) => IsInFrame ? null : new(
        $"Input.Moments[{position - 1}]", position, Input.Moments[position - 1].Photos, Held, Draft is null ? null : Paths.To("log", Company.Slug, "drafts", Draft, "photos"), Draft);

    // ---- Photos ----

    private IReadOnlyList<(string Name, int Position, MomentInput Moment)> Moments => [.. Input.Moments.Select((m, i) => ($"Input.Moments[{i}]", i + 1, m))];

    // They are held for the draft: without one, what was typed becomes one. A page is given if it cannot.
    private async Task<PageResult?> TakePhotosAsync(bool any, CancellationToken cancellationToken)
    {
        if (any && Kept is null && await SaveAsync(cancellationToken) is { } unsaved)
        {
            return unsaved;
        }

        if (Holder is { } holder)
        {
            Held = await intake.TakeAsync(Request, holder, Moments, ModelState, cancellationToken);
        }
        else
        {
            PhotoIntake.KeepOnly(Held, Input.Moments);
        }

        return null;
    }

    // Of a draft of this company: a key that opens another company's is worth nothing here.
    private PhotoHolder? Holder => !IsInFrame && Kept is not null && DraftStore.HashOf(Draft) is { } hash ? PhotoHolder.Draft(hash) : null;

    private async Task LoadPhotosAsync(CancellationToken cancellationToken) =>
        Held = Holder is { } holder ? await photos.HeldAsync(holder, cancellationToken) : Held;

    private IActionResult DrawPart(PhotoFields? fields)
    {
        if (fields is null)
        {
            return NotFound();
        }

        Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return Partial("/Features/Photos/_PhotoFields.cshtml", fields);
    }

    // ---- The form ----

    private DraftHold Hold => DraftHold.Of(Draft, Version, Writer);

    // With a photo refused the form stays as it is, so that the reason stands where it belongs.
    private async Task<IActionResult> PressAsync(bool tookPhotos, CancellationToken cancellationToken)
    {
        if (ModelState.IsValid)
        {
            Focus = FormButton.Press(Input, Pressed);
            if (PhotoIntake.RemovedBy(Pressed) is { } photo && Holder is { } holder
                && await intake.RemoveAsync(holder, photo, Held, Moments, cancellationToken) is { } position)
            {
                Focus = new FormFocus(FormPlace.Moment, position);
            }
        }

        if (tookPhotos && await SaveAsync(cancellationToken) is { } unsaved)
        {
            return unsaved;
        }

        return this.Drawn(ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    // What is drawn from here on is of this draft, also if it is another than the one that came.
    private async Task<PageResult?> SaveAsync(CancellationToken cancellationToken)
    {
        var saving = await StoreAsync(cancellationToken);
        if (saving.Kept is not { } saved)
        {
            return Unsaved(saving);
        }

        (Kept, Draft, Version, Other) = (saved, saved.Key, saved.Version.ToString(CultureInfo.InvariantCulture), saved.Other ?? Other);
        await LoadPhotosAsync(cancellationToken);
        return null;
    }

    private async Task<IActionResult> CheckAsync(CancellationToken cancellationToken)
    {
        if (check.Read(Input, Today, ModelState) is null)
        {
            return this.Drawn(StatusCodes.Status422UnprocessableEntity);
        }

        Input.Removed = null;
        return await KeepAsync(saved => Paths.To("log", Company.Slug, "check", saved.Key).With(("other", saved.Other)), cancellationToken);
    }

    private async Task<IActionResult> KeepAsync(Func<KeptDraft, string> next, CancellationToken cancellationToken)
    {
        var saving = await StoreAsync(cancellationToken);
        return saving.Kept is { } saved ? Redirect(next(saved)) : Unsaved(saving);
    }

    private Task<DraftSaving> StoreAsync(CancellationToken cancellationToken) => drafts.SaveAsync(Company.Id, Input, Hold, Limits.Address(HttpContext), cancellationToken);

    private PageResult Unsaved(DraftSaving saving)
    {
        ModelState.AddModelError("", help[saving.Wait is null ? "Draft.TooLong" : "Draft.TooMany"]);
        return this.Drawn(StatusOf(saving));
    }

    private int StatusOf(DraftSaving refused)
    {
        if (refused.Wait is not { } wait)
        {
            return StatusCodes.Status413PayloadTooLarge;
        }

        Limits.RetryAfter(Response, wait);
        return StatusCodes.Status429TooManyRequests;
    }

    private async Task<bool> LoadAsync(string slug, CancellationToken cancellationToken)
    {
        if (!await LoadCompanyAsync(slug, cancellationToken))
        {
            return false;
        }

        Touchpoints = await query.TouchpointsAsync(Company.Id, cancellationToken);
        Products = await query.ProductsAsync(Company.Id, cancellationToken);
        Kept = await drafts.FindAsync(Company.Id, Draft, cancellationToken);
        await LoadPhotosAsync(cancellationToken);
        Writer = Hold.Writer.ToString("N");
        Input.Opened ??= stamp.Issue();
        HoldMoments();
        return true;
    }

    private async Task<bool> LoadCompanyAsync(string slug, CancellationToken cancellationToken)
    {
        if (await query.CompanyAsync(slug, cancellationToken) is not { } company)
        {
            return false;
        }

        Company = company;
        if (IsInFrame)
        {
            // Whom the company lists, never what the address says.
            HeaderExceptions.Of(HttpContext).FramedBy = await query.EmbeddedByAsync(company.Id, cancellationToken);
        }

        Today = clock.Today(company.TimeZoneId);
        return true;
    }

    // A form without a moment would have nothing to fill in.
    private void HoldMoments()
    {
        if (Input.Moments.Count == 0)
        {
            Input.Add();
        }
    }
}
