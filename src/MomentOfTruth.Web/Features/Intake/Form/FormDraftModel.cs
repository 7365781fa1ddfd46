using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>The draft behind the form: which one the page shows, how it is saved, and the two requests that only save it.</summary>
public abstract class FormDraftModel(
    JourneyFormReader reader, DraftStore drafts, DraftCookie cookie, CompanyFormQuery query, IStringLocalizer<IntakeHelpText> help)
    : PageModel
{
    /// <summary>What the page posts: its moment, and whatever else it has a field for.</summary>
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

    public Routes.FormRoutes Routes => new(Company.Slug, IsInFrame);

    public DateOnly Today { get; private set; }

    public DateOnly LatestDay => reader.LatestDay;

    /// <summary>The draft as it is in the store; null if there is none, or it has expired.</summary>
    public DraftStore.Stored? Stored { get; protected set; }

    /// <summary>The address of the draft that this one was split from; null if it was not.</summary>
    public string? OtherAddress => DraftStore.HashOf(Other) is null ? null : Routes.Page.With(("draft", Other), ("moment", Request.Query["moment"]));

    protected DraftStore Drafts => drafts;

    protected DraftStore.Shown Shown => DraftStore.Shown.Of(DraftKey, Version, Writer);

    /// <summary>Saves what is typed so far, right or wrong, for the page's own script.</summary>
    public async Task<IActionResult> OnPostDraftAsync(string company, CancellationToken cancellationToken)
    {
        if (!await LoadCompanyAsync(company, cancellationToken))
        {
            return NotFound();
        }

        var result = await StoreAsync(_ => { }, cancellationToken);
        return result.Saved is { } saved ? new JsonResult(AnswerOf(saved)) : StatusCode(StatusOf(result));
    }

    /// <summary>
    /// Leads from the last page back to a moment, or changes the order of the moments there. What was typed on that page is saved with the
    /// draft.
    /// </summary>
    public async Task<IActionResult> OnPostChangeAsync(
        string company,
        [FromForm(Name = "Input")] AboutInput about,
        [FromForm(Name = "Consent")] ConsentInput consent,
        [FromForm(Name = "Ending")] EndingInput ending,
        [FromForm(Name = "do")] string? pressed,
        CancellationToken cancellationToken)
    {
        if (!await LoadCompanyAsync(company, cancellationToken))
        {
            return NotFound();
        }

        if (await drafts.FindAsync(Company.Id, DraftKey, cancellationToken) is not { } stored)
        {
            return Redirect(Routes.Page.With(("draft", DraftKey)));
        }

        var effect = default(FormEffect);
        var shown = new DraftStore.Shown(DraftKey, stored.Version, Guid.CreateVersion7());
        var result = await drafts.SaveAsync(
            Company.Id,
            shown,
            draft =>
            {
                new LastPageInput { Input = about, Consent = consent, Ending = ending }.WriteTo(draft);
                effect = FormButton.Press(draft, pressed);
                return true;
            },
            Limits.Address(HttpContext),
            cancellationToken);
        if (result.Saved is null)
        {
            return StatusCode(StatusOf(result));
        }

        return Redirect(effect.Opens is { } moment
            ? Routes.Page.With(("draft", DraftKey), ("moment", $"{moment}"))
            : Routes.Check(DraftKey!).With(("at", effect.Focus.Code)) + effect.Focus.Fragment);
    }

    /// <summary>Throws away what was typed.</summary>
    public async Task<IActionResult> OnPostDiscardAsync(string company, CancellationToken cancellationToken)
    {
        if (!await LoadCompanyAsync(company, cancellationToken))
        {
            return NotFound();
        }

        await drafts.DiscardAsync(Company.Id, DraftKey, cancellationToken);
        if (DraftStore.HashOf(DraftKey) is not null)
        {
            cookie.Forget(HttpContext, new DraftKey(Company.Id, DraftKey!));
        }

        return Redirect(Site.Routes.CompanyPicker);
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

    /// <summary>The whole draft, read and checked.</summary>
    protected ReadJourney Read(JourneyInput draft) => reader.Read(draft);

    /// <summary>Stores what was typed, and what a button did to it.</summary>
    protected async Task<DraftStore.SaveResult> StoreAsync(Action<JourneyInput> press, CancellationToken cancellationToken)
    {
        foreach (var moment in Input.Moments)
        {
            moment.TakeChoice();
        }

        var shown = Shown;
        var result = await drafts.SaveAsync(
            Company.Id,
            shown,
            draft =>
            {
                var fits = draft.Take(Input, shown.Writer);
                press(draft);
                return fits;
            },
            Limits.Address(HttpContext),
            cancellationToken);
        if (result.Saved is { } saved && !IsInFrame)
        {
            // Found again in this browser. In a frame there are no cookies.
            cookie.Remember(HttpContext, new DraftKey(Company.Id, saved.Key));
        }

        return result;
    }

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
        var other = saved.Other is null ? null : Routes.Page.With(("draft", saved.Other), ("moment", Request.Query["moment"]));
        var moment = saved.Input.Moments.Find(m => m.Key == Input.Moments.FirstOrDefault()?.Key);
        return new SavedDraft(
            saved.Key, saved.Version, moment?.Saved ?? 0, saved.SavedAtUtc, saved.Until(Company.TimeZoneId), other);
    }

    /// <summary>The answer to the form's script after saving.</summary>
    /// <param name="Moment">How often the moment of the page has been saved.</param>
    /// <param name="Until">The day on which the draft expires, in the page's language.</param>
    /// <param name="Other">The address of the draft that this one was split from; null if it was not.</param>
    private sealed record SavedDraft(string Key, int Version, int Moment, DateTime SavedAt, string Until, string? Other);
}
