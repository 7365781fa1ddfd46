using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>
/// The journey, all its moments in one form. Adding, moving and removing moments draws the form anew and stores nothing;
/// checking the answers stores a draft and leads on.
/// </summary>
[PublicCompanyPage]
[TakesFiles(Limits.PhotoFormBytes)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class FormModel(LogFormQuery query, DraftStore drafts, MomentCheck check, PhotoIntake intake, PhotoQuery photos, TimeProvider clock) : PageModel, IKeepsInput
{
    [BindProperty]
    public LogInput Input { get; set; } = new();

    /// <summary>The key of the draft that is being changed.</summary>
    [BindProperty(Name = "draft", SupportsGet = true)]
    public string? Draft { get; set; }

    /// <summary>Which button was pressed, such as <c>add</c> or <c>up:2</c>.</summary>
    [BindProperty(Name = "do")]
    public string? Pressed { get; set; }

    public LogCompany Company { get; private set; } = null!;

    public DateOnly Today { get; private set; }

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

    public async Task<IActionResult> OnGetAsync(string company, string? touchpoint, string? product, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(company, cancellationToken))
        {
            return NotFound();
        }

        Held = await HeldAsync(cancellationToken);
        Input = await drafts.FindAsync(Company.Id, Draft, cancellationToken)
            ?? new LogInput { Product = product, Moments = [new MomentInput { Touchpoint = touchpoint }] };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string company, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(company, cancellationToken))
        {
            return NotFound();
        }

        if (Pressed != "check")
        {
            // The fields are not what was posted any more, and nobody has asked whether they are right.
            ModelState.Clear();
        }

        var takesPhotos = PhotoIntake.HasFiles(Request);
        await TakePhotosAsync(takesPhotos, cancellationToken);
        if (PhotoIntake.PartAskedFor(Request, Pressed) is { } part)
        {
            return Draw(part);
        }

        if (Pressed == "check")
        {
            return await CheckAsync(cancellationToken);
        }

        // With a photo refused the form stays as it is, so that the reason stands where it belongs.
        if (ModelState.IsValid)
        {
            await RemovePhotoAsync(cancellationToken);
            Change(Pressed);
        }

        if (takesPhotos)
        {
            Draft = await drafts.SaveAsync(Company.Id, Input, Draft, cancellationToken);
        }

        return Draw();
    }

    public async Task<IActionResult> RedrawAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync((string)RouteData.Values["company"]!, cancellationToken))
        {
            return NotFound();
        }

        Held = await HeldAsync(cancellationToken);
        return Page();
    }

    /// <summary>The photos of one moment, as its fields show them.</summary>
    public PhotoFields PhotosAt(int position) => new(
        $"Input.Moments[{position - 1}]", position, Input.Moments[position - 1].Photos, Held, Draft is null ? null : Paths.To("log", Company.Slug, "drafts", Draft, "photos"), Draft);

    // ---- Photos ----

    private IReadOnlyList<(string Name, int Position, MomentInput Moment)> Moments => [.. Input.Moments.Select((m, i) => ($"Input.Moments[{i}]", i + 1, m))];

    // They are held for the draft: without one, what was typed becomes one.
    private async Task TakePhotosAsync(bool any, CancellationToken cancellationToken)
    {
        if (any && await drafts.FindAsync(Company.Id, Draft, cancellationToken) is null)
        {
            Draft = await drafts.SaveAsync(Company.Id, Input, null, cancellationToken);
        }

        if (DraftStore.HashOf(Draft) is { } hash)
        {
            Held = await intake.TakeAsync(Request, PhotoHolder.Draft(hash), Moments, ModelState, cancellationToken);
        }
        else
        {
            PhotoIntake.KeepOnly(Held, Input.Moments);
        }
    }

    private async Task RemovePhotoAsync(CancellationToken cancellationToken)
    {
        if (PhotoIntake.RemovedBy(Pressed) is { } photo && DraftStore.HashOf(Draft) is { } hash
            && await intake.RemoveAsync(PhotoHolder.Draft(hash), photo, Moments, cancellationToken) is { } position)
        {
            Focus = new FormFocus(FormPlace.Moment, position);
        }
    }

    private async Task<IReadOnlyDictionary<Guid, HeldPhoto>> HeldAsync(CancellationToken cancellationToken) =>
        DraftStore.HashOf(Draft) is { } hash ? await photos.HeldAsync(PhotoHolder.Draft(hash), cancellationToken) : Held;

    private IActionResult Draw(int part)
    {
        if (part < 1 || part > Input.Moments.Count)
        {
            return NotFound();
        }

        Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return Partial("/Features/Photos/_PhotoFields.cshtml", PhotosAt(part));
    }

    private PageResult Draw()
    {
        var page = Page();
        page.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return page;
    }

    // ---- The form ----

    private async Task<IActionResult> CheckAsync(CancellationToken cancellationToken)
    {
        if (check.Read(Input, Today, ModelState) is null)
        {
            return Draw();
        }

        Input.Removed = null;
        var key = await drafts.SaveAsync(Company.Id, Input, Draft, cancellationToken);
        return Redirect(Paths.To("log", Company.Slug, "check", key));
    }

    private void Change(string? pressed)
    {
        var (act, position) = pressed?.Split(':') is [var name, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? (name, n)
            : (pressed, 0);
        switch (act)
        {
            case "add":
                Input.Add();
                Focus = new FormFocus(FormPlace.Touchpoint, Input.Moments.Count);
                break;
            case "up":
                Input.Move(position, -1);
                Focus = new FormFocus(FormPlace.Moment, position - 1);
                break;
            case "down":
                Input.Move(position, 1);
                Focus = new FormFocus(FormPlace.Moment, position + 1);
                break;
            case "remove":
                Input.Remove(position);
                Focus = new FormFocus(FormPlace.List);
                break;
            case "undo":
                var restored = Input.Removed?.Position ?? 0;
                Input.Undo();
                Focus = new FormFocus(FormPlace.Moment, restored);
                break;
            default:
                break;
        }
    }

    private async Task<bool> LoadAsync(string slug, CancellationToken cancellationToken)
    {
        if (await query.CompanyAsync(slug, cancellationToken) is not { } company)
        {
            return false;
        }

        Company = company;
        Today = clock.Today(company.TimeZoneId);
        Touchpoints = await query.TouchpointsAsync(company.Id, cancellationToken);
        Products = await query.ProductsAsync(company.Id, cancellationToken);
        if (Input.Moments.Count == 0)
        {
            Input.Add();
        }

        return true;
    }
}
