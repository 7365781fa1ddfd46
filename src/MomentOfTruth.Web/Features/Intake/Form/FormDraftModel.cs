using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>The draft behind the form: which one the page shows, how it is saved, and the two requests that only save it.</summary>
public abstract class FormDraftModel(
    JourneyFormReader reader, DraftStore drafts, CompanyFormQuery query, IStringLocalizer<IntakeHelpText> help) : PageModel
{
    [BindProperty]
    public JourneyInput Input { get; set; } = new();

    /// <summary>The key of the draft that is being changed.</summary>
    [BindProperty(Name = "draft", SupportsGet = true)]
    public string? DraftKey { get; set; }

    /// <summary>The version of the draft that this page was rendered from or has saved.</summary>
    [BindProperty(Name = "version")]
    public string? Version { get; set; }

    /// <summary>Identifies this page, so that another tab with the same draft is told apart.</summary>
    [BindProperty(Name = "writer")]
    public string? Writer { get; set; }

    /// <summary>The key of the draft that this one was split from.</summary>
    [BindProperty(Name = "other", SupportsGet = true)]
    public string? Other { get; set; }

    /// <summary>Whether another site shows the form in a frame; see <see cref="FormInFrame"/>.</summary>
    public bool IsInFrame => FormInFrame.IsAskedFor(HttpContext);

    public PublicCompany Company { get; private set; } = null!;

    public Routes.FormRoutes Routes => Site.Routes.Form(Company.Slug);

    public DateOnly Today { get; private set; }

    public DateOnly LatestDay => reader.LatestDay;

    /// <summary>The draft as it is in the store; null if there is none, or it has expired.</summary>
    public DraftStore.Stored? Stored { get; protected set; }

    /// <summary>The address of the draft that this one was split from; null if it was not.</summary>
    public string? OtherAddress => DraftStore.HashOf(Other) is null ? null : Routes.Page.With(("draft", Other));

    protected DraftStore Drafts => drafts;

    protected DraftStore.Shown Shown => DraftStore.Shown.Of(DraftKey, Version, Writer);

    /// <summary>Saves what is typed so far, right or wrong, for the page's own script.</summary>
    public async Task<IActionResult> OnPostDraftAsync(string company, CancellationToken cancellationToken)
    {
        if (!await LoadCompanyAsync(company, cancellationToken))
        {
            return NotFound();
        }

        Input.FixDays(Today);
        var result = await StoreAsync(cancellationToken);
        return result.Saved is { } saved ? new JsonResult(AnswerOf(saved)) : StatusCode(StatusOf(result));
    }

    /// <summary>Leads from the check page back to the form. What was typed there is saved with the draft.</summary>
    public async Task<IActionResult> OnPostChangeAsync(
        string company,
        [FromForm(Name = "Consent.Contact")] string? contact,
        [FromForm(Name = "Ending")] EndingInput ending,
        [FromQuery] int? moment,
        CancellationToken cancellationToken)
    {
        if (!await LoadCompanyAsync(company, cancellationToken))
        {
            return NotFound();
        }

        var key = DraftKey;
        if (await drafts.FindAsync(Company.Id, DraftKey, cancellationToken) is { Input: var input } stored
            && (input.Contact, input.Ending.Outcome, input.Ending.Competitor) != (contact, ending.Outcome, ending.Competitor))
        {
            (input.Contact, input.Ending) = (contact, ending);
            var shown = new DraftStore.Shown(DraftKey, stored.Version, Guid.CreateVersion7());
            var result = await drafts.SaveAsync(Company.Id, input, shown, Limits.Address(HttpContext), cancellationToken);
            key = result.Saved?.Key ?? DraftKey;
        }

        return Redirect(Routes.Page.With(("draft", key)) + (moment is null ? "" : $"#moment-{moment}"));
    }

    protected async Task<bool> LoadCompanyAsync(string slug, CancellationToken cancellationToken)
    {
        if (await reader.CompanyAsync(slug, cancellationToken) is not { } company)
        {
            return false;
        }

        (Company, Today) = (company, reader.Today(company));
        if (IsInFrame)
        {
            // The sites that the company has listed, never one that the address names.
            HeaderExceptions.Of(HttpContext).FramedBy = await query.EmbeddedByAsync(company.Id, cancellationToken);
        }

        return true;
    }

    /// <summary>What was typed, read and checked.</summary>
    protected ReadJourney Read() => reader.Read(Company, Input);

    /// <summary>
    /// Stores what was typed. From then on the page shows the stored draft, even if it is another than the one that was posted.
    /// </summary>
    protected async Task<DraftStore.SaveResult> SaveAsync(CancellationToken cancellationToken)
    {
        var result = await StoreAsync(cancellationToken);
        if (result.Saved is { } saved)
        {
            (Stored, DraftKey, Version, Other) = (saved, saved.Key, saved.VersionText, saved.Other ?? Other);
        }

        return result;
    }

    protected Task<DraftStore.SaveResult> StoreAsync(CancellationToken cancellationToken) =>
        drafts.SaveAsync(Company.Id, Input, Shown, Limits.Address(HttpContext), cancellationToken);

    /// <summary>Says on the page why the draft could not be saved, and returns the status of the page.</summary>
    protected int Refuse(DraftStore.SaveResult refused)
    {
        ModelState.AddModelError("", help[refused switch
        {
            { IsFull: true } => "Draft.Full",
            { Wait: null } => "Draft.TooLong",
            _ => "Draft.TooMany",
        }]);
        return StatusOf(refused);
    }

    private int StatusOf(DraftStore.SaveResult refused)
    {
        if (refused.Wait is not { } wait)
        {
            return refused.IsFull ? StatusCodes.Status507InsufficientStorage : StatusCodes.Status413PayloadTooLarge;
        }

        Limits.RetryAfter(Response, wait);
        return StatusCodes.Status429TooManyRequests;
    }

    private SavedDraft AnswerOf(DraftStore.Stored saved)
    {
        var other = saved.Other is null ? null : Routes.Page.With(("draft", saved.Other));
        return new SavedDraft(saved.Key, saved.Version, saved.SavedAtUtc, saved.Until(Company.TimeZoneId), other);
    }

    /// <summary>The answer to the form's script after saving.</summary>
    /// <param name="Until">The day on which the draft expires, in the page's language.</param>
    /// <param name="Other">The address of the draft that this one was split from; null if it was not.</param>
    private sealed record SavedDraft(string Key, int Version, DateTime SavedAt, string Until, string? Other);
}
