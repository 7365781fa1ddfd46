using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// The journey, all its moments in one form. Each button makes a draft of what is typed and leads to a page that can be loaded again: back
/// to the form, or on to checking the answers. Where no draft can be stored, and in another site's frame, the form is rendered at once.
/// </summary>
[AllowAnonymous]
[PublicCompanyPage]
[EnableRateLimiting(Limits.Form)]
[LongForm(Limits.JourneyFormBytes)]
[TakesFiles(Limits.PhotoFormBytes)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class FormModel(
    JourneyFormReader reader, DraftStore drafts, CompanyFormQuery query, PhotoIntake intake, FormToken token,
    IStringLocalizer<IntakeHelpText> help)
    : FormDraftModel(reader, drafts, query, help), IKeepsInput
{
    private readonly CompanyFormQuery _suggestions = query;
    private readonly IStringLocalizer<IntakeHelpText> _help = help;

    /// <summary>The button that was pressed, such as <c>add</c> or <c>up:2</c>.</summary>
    [BindProperty(Name = "do")]
    public string? Pressed { get; set; }

    /// <summary>Whether the address names a draft that no longer exists.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Whether what is shown differs from what is saved.</summary>
    public bool IsUnsaved => HttpMethods.IsPost(Request.Method);

    /// <summary>Whether the company has so few touchpoints of its own that others may be suggested.</summary>
    public bool OffersKinds => Touchpoints.Count < TouchpointTemplates.EnoughOfItsOwn;

    public CompanyKind? Kind => TouchpointTemplates.FromCode(Input.Kind);

    public IReadOnlyList<string> Touchpoints { get; private set; } = [];

    public IReadOnlyList<string> Products { get; private set; } = [];

    /// <summary>Where the focus goes after a change, so that the reader stays at that place of the page.</summary>
    public FormFocus Focus { get; private set; }

    /// <summary>What the rule computes from the scores chosen so far.</summary>
    public JourneyFacts Facts => JourneyFacts.Of(Input.Moments
        .Select(m => Score.TryParse(m.Score, out var score) ? score : (Score?)null)
        .OfType<Score>()
        .Select(score => new ScoredMoment(Guid.Empty, score))
        .ToList());

    /// <summary>The photos that this form may name.</summary>
    private IReadOnlyDictionary<Guid, PendingPhoto> Pending { get; set; } = new Dictionary<Guid, PendingPhoto>();

    public async Task<IActionResult> OnGetAsync(
        string company, string? touchpoint, string? product, string? wrong, string? at, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(company, cancellationToken))
        {
            return NotFound();
        }

        if (Company.IsArchived)
        {
            return Page();
        }

        if (DraftKey is null)
        {
            Input = new JourneyInput { Product = product, Moments = [new MomentInput { Touchpoint = touchpoint }], Opened = token.Issue() };
            return await RenderAsync(StatusCodes.Status200OK, cancellationToken);
        }

        if (Stored is null)
        {
            IsGone = true;
            return await RenderAsync(StatusCodes.Status404NotFound, cancellationToken);
        }

        (Input, Version) = (Stored.Input, Stored.VersionText);
        EnsureMoment();
        Focus = FormFocus.FromCode(at);
        await LoadPhotosAsync(cancellationToken);
        if (wrong is not null)
        {
            Read().AddErrorsTo(ModelState);
        }

        return await RenderAsync(StatusCodes.Status200OK, cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(string company, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(company, cancellationToken))
        {
            return NotFound();
        }

        Input.FixDays(Today);
        if (Company.IsArchived)
        {
            // It was archived while somebody wrote: the words stay where they can be copied.
            ModelState.Clear();
            ModelState.AddModelError("", _help["Archived.Lead"]);
            return await RenderAsync(StatusCodes.Status409Conflict, cancellationToken);
        }

        if (Pressed != "check")
        {
            // The fields differ from what was posted now, and the customer has not asked whether they are right.
            ModelState.Clear();
        }

        var takesPhotos = !IsInFrame && PhotoIntake.HasFiles(Request);
        if (await TakePhotosAsync(takesPhotos, cancellationToken) is { } refused)
        {
            return await RenderAsync(Refuse(refused), cancellationToken);
        }

        if (PhotoIntake.PartAskedFor(Request, Pressed) is { } part)
        {
            return part >= 1 && part <= Input.Moments.Count ? RenderPart(PhotosAt(part)) : NotFound();
        }

        return Pressed switch
        {
            "check" => await CheckAsync(cancellationToken),
            "save" when ModelState.IsValid => await LeadOnAsync(
                saved => Routes.Page.With(("draft", saved.Key), ("other", saved.Other)), cancellationToken),
            _ => await PressAsync(takesPhotos, cancellationToken),
        };
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(RouteData.Text("company"), cancellationToken))
        {
            return NotFound();
        }

        await LoadPhotosAsync(cancellationToken);
        return await RenderAsync(StatusCodes.Status200OK, cancellationToken);
    }

    /// <summary>The photos of one moment, as its fields show them. Null in a frame: photos belong to a draft, and there is none.</summary>
    public PhotoFields? PhotosAt(int position) => IsInFrame ? null : new(
        NameOf(position), position, Input.Moments[position - 1].Photos, Pending,
        DraftKey is null ? null : Routes.Photos(DraftKey), DraftKey);

    /// <summary>The fields of one moment, as they are drawn.</summary>
    public MomentFields FieldsAt(int position) =>
        new(NameOf(position), Input.Moments[position - 1], Today, LatestDay, Focus == new FormFocus(FormPlace.Touchpoint, position))
        {
            Photos = PhotosAt(position),
        };

    private int StatusOfErrors => ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    private static string NameOf(int position) => $"Input.Moments[{position - 1}]";

    // ---- The form ----

    private async Task<bool> LoadAsync(string slug, CancellationToken cancellationToken)
    {
        if (!await LoadCompanyAsync(slug, cancellationToken))
        {
            return false;
        }

        Stored = await Drafts.FindAsync(Company.Id, DraftKey, cancellationToken);
        Writer = Shown.Writer.ToString("N");
        Input.Opened ??= token.Issue();
        EnsureMoment();
        return true;
    }

    // A form without a moment would have nothing to fill in.
    private void EnsureMoment()
    {
        if (Input.Moments.Count == 0)
        {
            Input.Add();
        }
    }

    // A button has no effect while a photo is refused: the message stays beside its moment.
    private async Task<IActionResult> PressAsync(bool tookPhotos, CancellationToken cancellationToken)
    {
        if (ModelState.IsValid)
        {
            Focus = FormButton.Press(Input, Pressed);
            await RemovePhotoAsync(cancellationToken);
            if (!IsInFrame && (await StoreAsync(cancellationToken)).Saved is { } saved)
            {
                return Redirect(Routes.Page.With(("draft", saved.Key), ("other", saved.Other), ("at", Focus.Code)));
            }
        }

        if (tookPhotos && await SavePhotosAsync(cancellationToken) is { } refused)
        {
            return await RenderAsync(Refuse(refused), cancellationToken);
        }

        return await RenderAsync(StatusOfErrors, cancellationToken);
    }

    private async Task<IActionResult> CheckAsync(CancellationToken cancellationToken)
    {
        Read().AddErrorsTo(ModelState);
        if (!ModelState.IsValid)
        {
            return await RenderAsync(StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        Input.Removed = null;
        return await LeadOnAsync(saved => Routes.Check(saved.Key).With(("other", saved.Other)), cancellationToken);
    }

    private async Task<IActionResult> LeadOnAsync(Func<DraftStore.Stored, string> next, CancellationToken cancellationToken)
    {
        var result = await StoreAsync(cancellationToken);
        return result.Saved is { } saved ? Redirect(next(saved)) : await RenderAsync(Refuse(result), cancellationToken);
    }

    // Suggestions are read only for a page that shows them, not for one that leads on.
    private async Task<IActionResult> RenderAsync(int status, CancellationToken cancellationToken)
    {
        Touchpoints = await _suggestions.TouchpointsAsync(Company.Id, cancellationToken);
        Products = await _suggestions.ProductsAsync(Company.Id, cancellationToken);
        return this.Page(status);
    }

    // ---- Photos ----

    // Only a draft of this company owns photos here: a key that opens another company's draft is worth nothing.
    private PhotoOwner? Owner => IsInFrame || Stored is null ? null : DraftStore.OwnerOf(Company.Id, DraftKey);

    private IReadOnlyList<MomentPhotos> PhotosOfMoments =>
        [.. Input.Moments.Select((moment, i) => new MomentPhotos(NameOf(i + 1), i + 1, moment.Photos))];

    // Photos belong to a draft: without one, what was typed becomes one first. Returns why that is refused.
    private async Task<DraftStore.SaveResult?> TakePhotosAsync(bool any, CancellationToken cancellationToken)
    {
        if (any && Stored is null && await SaveAsync(cancellationToken) is { Saved: null } refused)
        {
            return refused;
        }

        if (Owner is { } owner)
        {
            Pending = await intake.TakeAsync(Request, owner, PhotosOfMoments, ModelState, cancellationToken);
        }
        else
        {
            PhotoIntake.KeepOnly(Pending, PhotosOfMoments);
        }

        return null;
    }

    private async Task RemovePhotoAsync(CancellationToken cancellationToken)
    {
        if (PhotoIntake.RemovedBy(Pressed) is { } photo && Owner is { } owner
            && await intake.RemoveAsync(owner, photo, Pending, PhotosOfMoments, cancellationToken) is { } position)
        {
            Focus = new FormFocus(FormPlace.Moment, position);
        }
    }

    // A draft that was split from another has copies of the photos. Returns why saving is refused.
    private async Task<DraftStore.SaveResult?> SavePhotosAsync(CancellationToken cancellationToken)
    {
        var result = await SaveAsync(cancellationToken);
        if (result.Saved is null)
        {
            return result;
        }

        await LoadPhotosAsync(cancellationToken);
        return null;
    }

    private async Task LoadPhotosAsync(CancellationToken cancellationToken) =>
        Pending = Owner is null ? Pending : await Drafts.PhotosAsync(Company.Id, DraftKey, cancellationToken);

    private IActionResult RenderPart(PhotoFields? fields)
    {
        if (fields is null)
        {
            return NotFound();
        }

        Response.StatusCode = StatusOfErrors;
        return Partial("/Features/Photos/_PhotoFields.cshtml", fields);
    }
}
