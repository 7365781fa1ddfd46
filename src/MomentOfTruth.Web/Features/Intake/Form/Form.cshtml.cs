using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// One moment of the journey, with those that were told before folded beside it. Each button saves what is typed in the draft and leads to a
/// page that can be loaded again: to the next moment, to one that was told, or to the last page. Only where no draft can be stored is the
/// form rendered at once.
/// </summary>
[AllowAnonymous]
[PublicCompanyPage]
[EnableRateLimiting(Limits.Form)]
[LongForm(Limits.JourneyFormBytes)]
[TakesFiles(Limits.PhotoFormBytes)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class FormModel(
    JourneyFormReader reader, DraftStore drafts, DraftCookie cookie, CompanyFormQuery query, PhotoIntake intake, FormToken token,
    IStringLocalizer<IntakeHelpText> help)
    : FormDraftModel(reader, drafts, cookie, query, help), IKeepsInput
{
    /// <summary>The name of the page's moment in the form: a page has one.</summary>
    public const string MomentName = "Input.Moments[0]";

    private readonly CompanyFormQuery _suggestions = query;
    private readonly IStringLocalizer<IntakeHelpText> _help = help;
    private readonly JourneyFormReader _reader = reader;

    /// <summary>The button that was pressed, such as <c>next</c> or <c>remove:</c> and the key of a moment.</summary>
    [BindProperty(Name = "do")]
    public string? Pressed { get; set; }

    /// <summary>Position of the page's moment; one more than there are for a new one, which is also what the page starts with.</summary>
    [BindProperty(Name = "moment", SupportsGet = true)]
    public string? Asked { get; set; }

    /// <summary>Whether the address names a draft that no longer exists.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Whether what is shown differs from what is saved.</summary>
    public bool IsUnsaved => HttpMethods.IsPost(Request.Method);

    /// <summary>All that was told so far, with the page's moment where it has a place already.</summary>
    public JourneyInput Draft { get; private set; } = new();

    /// <summary>The page's moment.</summary>
    public MomentInput Current { get; private set; } = new();

    /// <summary>Its place, from 1.</summary>
    public int Position { get; private set; } = 1;

    public bool IsNew => Position > Draft.Moments.Count;

    /// <summary>The moments that are folded beside the page's own, and what is left after each.</summary>
    public ToldMoments Told { get; private set; } = ToldMoments.None;

    public TouchpointChoices Touchpoints { get; private set; } = new([], []);

    /// <summary>Where the focus goes after a change, so that the reader stays at that place of the page.</summary>
    public FormFocus Focus { get; private set; }

    /// <summary>The fields of the moment, as they are drawn.</summary>
    public MomentFields Fields => new(MomentName, Current, Position, Touchpoints, Today, LatestDay)
    {
        Photos = Photos,
        Focus = Focus == default && DraftKey is not null && ModelState.IsValid,
    };

    /// <summary>The photos that this form may name.</summary>
    private IReadOnlyDictionary<Guid, PendingPhoto> Pending { get; set; } = new Dictionary<Guid, PendingPhoto>();

    // Null in a frame, where no photos are taken.
    private PhotoFields? Photos => IsInFrame ? null : new(
        MomentName, Position, Current.Photos, Pending, DraftKey is null ? null : Routes.Photos(DraftKey), DraftKey);

    public async Task<IActionResult> OnGetAsync(
        string company, string? touchpoint, string? product, string? place, string? wrong, string? at, string? all, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(company, cancellationToken))
        {
            return NotFound();
        }

        if (Company.IsArchived)
        {
            return Page();
        }

        if (DraftKey is not null && Stored is null)
        {
            IsGone = true;
            return this.Page(StatusCodes.Status404NotFound);
        }

        Draft = Stored?.Input ?? new JourneyInput { Product = product, Place = place, Opened = token.Issue() };
        Version = Stored?.VersionText;
        Position = PlaceAskedFor();
        Current = IsNew ? New(touchpoint) : Draft.Moments[Position - 1];
        Focus = FormFocus.FromCode(at);
        await LoadPhotosAsync(cancellationToken);
        if (wrong is not null)
        {
            _reader.Check(Current, Position, Draft.Moments.Count, MomentName, ModelState);
        }

        return await RenderAsync(
            ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, cancellationToken, all is not null);
    }

    public async Task<IActionResult> OnPostAsync(string company, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(company, cancellationToken))
        {
            return NotFound();
        }

        // What cannot be stored is said at once when the customer wants to go on; what is not right is read from the draft.
        if (Pressed is "next" or "all" && !ModelState.IsValid)
        {
            return await RenderPostedAsync(StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        ModelState.Clear();
        if (Company.IsArchived)
        {
            // It was archived while somebody wrote: the words stay where they can be copied.
            ModelState.AddModelError("", _help["Archived.Lead"]);
            return await RenderPostedAsync(StatusCodes.Status409Conflict, cancellationToken);
        }

        ShowPosted();
        if (await TakePhotosAsync(cancellationToken) is { } refused)
        {
            return await RenderPostedAsync(Refuse(refused), cancellationToken);
        }

        if (Photos is { } photos && PhotoIntake.PartAskedFor(Request, Pressed) is { } part)
        {
            if (part != Position)
            {
                return NotFound();
            }

            Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
            return Partial("/Features/Photos/_PhotoFields.cshtml", photos);
        }

        // A button has no effect while a photo is refused: the message stays beside it.
        var effect = default(FormEffect);
        var press = ModelState.IsValid ? Pressed : null;
        var result = await StoreAsync(
            draft =>
            {
                effect = FormButton.Press(draft, press);
                if (press is "next" or "all")
                {
                    draft.DropBlank();
                }
            },
            cancellationToken);
        if (result.Saved is not { } saved)
        {
            return await RenderPostedAsync(Refuse(result), cancellationToken);
        }

        if (!ModelState.IsValid)
        {
            (Stored, DraftKey, Version) = (saved, saved.Key, saved.VersionText);
            ShowPosted();
            await LoadPhotosAsync(cancellationToken);
            return await RenderPostedAsync(StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        return Redirect(After(saved, press, effect));
    }

    /// <summary>
    /// Takes a photo that was kept on the customer's device while there was no line, for a moment of the draft that came before it. The
    /// device may send it again: the moment then has it already.
    /// </summary>
    public async Task<IActionResult> OnPostPhotoAsync(
        string company, [FromForm(Name = "Key")] string? key, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(company, cancellationToken) || Owner is not { } owner || Stored!.Input.PositionOf(key) is not (> 0 and var place))
        {
            return NotFound();
        }

        ModelState.Clear();
        var moment = Stored.Input.Moments[place - 1];
        MomentPhotos photos = new(PhotoFields.KeptOnDevice, place, moment.Photos);
        await intake.TakeAsync(Request, owner, [photos], ModelState, cancellationToken);
        if (!ModelState.IsValid)
        {
            return StatusCode(StatusCodes.Status422UnprocessableEntity);
        }

        var result = await Drafts.SaveAsync(
            Company.Id,
            new DraftStore.Shown(DraftKey, Stored.Version, Guid.CreateVersion7()),
            draft =>
            {
                draft.TakePhotos(key, moment.Photos);
                return true;
            },
            Limits.Address(HttpContext),
            cancellationToken);
        return result.Saved is null ? StatusCode(Refuse(result)) : new JsonResult(new { photos = moment.Photos.Count });
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(RouteData.Text("company"), cancellationToken))
        {
            return NotFound();
        }

        ShowPosted();
        await LoadPhotosAsync(cancellationToken);
        return await RenderPostedAsync(StatusCodes.Status200OK, cancellationToken);
    }

    // ---- Where the form leads ----

    private string After(DraftStore.Stored saved, string? press, FormEffect effect)
    {
        var here = saved.Input.PositionOf(Input.Moments.FirstOrDefault()?.Key);
        var told = saved.Input.Moments.Count;
        switch (press)
        {
            case "next" when here == 0 || IsWrong(saved.Input, here):
                return At(saved, here == 0 ? told + 1 : here, wrong: true);
            case "next" when !saved.Input.IsFull:
                return At(saved, told + 1);
            case "next" or "all":
                return Read(saved.Input) is { Wrong: { } wrong }
                    ? At(saved, wrong, wrong: true)
                    : Routes.Check(saved.Key).With(("other", saved.Other));
            default:
                return effect.Opens is { } moment ? At(saved, moment) : At(saved, here == 0 ? told + 1 : here, effect.Focus);
        }
    }

    private string At(DraftStore.Stored saved, int position, FormFocus focus = default, bool wrong = false) =>
        Routes.Page.With(
            ("draft", saved.Key), ("moment", position.ToString(CultureInfo.InvariantCulture)), ("wrong", wrong ? "1" : null),
            ("at", focus.Code), ("other", saved.Other))
        + (wrong ? "" : focus == default || focus == new FormFocus(FormPlace.Moment, position) ? "#Input_Moments_0__Story" : focus.Fragment);

    private bool IsWrong(JourneyInput draft, int position)
    {
        var errors = ReadJourney.NoErrors(draft);
        _reader.Check(draft.Moments[position - 1], position, 1, MomentName, errors);
        return !errors.IsValid;
    }

    // ---- What the page shows ----

    private async Task<bool> LoadAsync(string slug, CancellationToken cancellationToken)
    {
        if (!await LoadCompanyAsync(slug, cancellationToken))
        {
            return false;
        }

        Stored = await Drafts.FindAsync(Company.Id, DraftKey, cancellationToken);
        Writer = Shown.Writer.ToString("N");
        Input.Opened ??= token.Issue();
        return true;
    }

    // A new moment starts on the day of the one before it, which is the likeliest.
    private MomentInput New(string? touchpoint) => new()
    {
        Key = MomentInput.NewKey(),
        Touchpoint = touchpoint,
        OccurredOn = Draft.Moments.LastOrDefault()?.OccurredOn ?? Today.ToIso(),
    };

    // The last moment as long as something of it is missing; without a draft the first.
    private int PlaceAskedFor()
    {
        var told = Draft.Moments.Count;
        var next = told < Journey.MaxMoments ? told + 1 : told;
        return WholeNumber.Of(Asked) is { } asked and > 0 ? Math.Min(asked, next)
            : told > 0 && IsWrong(Draft, told) ? told
            : next;
    }

    // What was typed, in the draft as it is stored.
    private void ShowPosted()
    {
        Draft = Stored?.Input ?? new JourneyInput
        {
            Product = Input.Product,
            Place = Input.Place,
            Title = Input.Title,
            Homepage = Input.Homepage,
            Opened = Input.Opened,
        };
        Current = Input.Moments.FirstOrDefault() ?? New(null);
        Current.TakeChoice();
        Current.Key ??= MomentInput.NewKey();
        Position = Draft.PositionOf(Current.Key) is > 0 and var place ? place : Draft.Moments.Count + 1;
    }

    private Task<IActionResult> RenderPostedAsync(int status, CancellationToken cancellationToken)
    {
        ShowPosted();
        return RenderAsync(status, cancellationToken);
    }

    private async Task<IActionResult> RenderAsync(int status, CancellationToken cancellationToken, bool all = false)
    {
        Touchpoints = TouchpointChoices.Of(await _suggestions.TouchpointsAsync(Company.Id, cancellationToken));
        Told = ToldMoments.Of(Draft, Current, Position, all);
        return this.Page(status);
    }

    // ---- Photos ----

    // Only a draft of this company owns photos here: a key that opens another company's draft is worth nothing.
    private PhotoOwner? Owner => IsInFrame || Stored is null ? null : DraftStore.OwnerOf(Company.Id, DraftKey);

    private MomentPhotos[] PhotosOfMoment => [.. Input.Moments.Select((m, i) => new MomentPhotos($"Input.Moments[{i}]", Position + i, m.Photos))];

    // Photos belong to a draft: without one, what was typed becomes one first. Returns why that is refused.
    private async Task<DraftStore.SaveResult?> TakePhotosAsync(CancellationToken cancellationToken)
    {
        if (!IsInFrame && PhotoIntake.HasFiles(Request) && Stored is null)
        {
            var result = await StoreAsync(_ => { }, cancellationToken);
            if (result.Saved is not { } saved)
            {
                return result;
            }

            (Stored, DraftKey, Version) = (saved, saved.Key, saved.VersionText);
        }

        if (Owner is not { } owner)
        {
            PhotoIntake.KeepOnly(Pending, PhotosOfMoment);
            return null;
        }

        Pending = await intake.TakeAsync(Request, owner, PhotosOfMoment, ModelState, cancellationToken);
        if (PhotoIntake.RemovedBy(Pressed) is { } photo)
        {
            await intake.RemoveAsync(owner, photo, Pending, PhotosOfMoment, cancellationToken);
        }

        return null;
    }

    private async Task LoadPhotosAsync(CancellationToken cancellationToken) =>
        Pending = Owner is null ? Pending : await Drafts.PhotosAsync(Company.Id, DraftKey, cancellationToken);
}
