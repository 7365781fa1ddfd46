using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>
/// The journey, all its moments in one form. Adding, moving and removing moments draws the form anew and stores nothing;
/// checking the answers stores a draft and leads on.
/// </summary>
[PublicCompanyPage]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class FormModel(LogFormQuery query, DraftStore drafts, MomentCheck check, TimeProvider clock) : PageModel, IKeepsInput
{
    [BindProperty]
    public LogInput Input { get; set; } = new();

    /// <summary>The key of the draft that is being changed.</summary>
    [BindProperty(Name = "draft", SupportsGet = true)]
    public string? Draft { get; set; }

    /// <summary>Which button was pressed, such as <c>add</c> or <c>up:2</c>.</summary>
    [BindProperty(Name = "do")]
    public string? Pressed { get; set; }

    /// <summary>Whether another site shows the form in a frame; see <see cref="FormInFrame"/>.</summary>
    public bool IsInFrame => FormInFrame.IsAskedFor(HttpContext);

    public LogCompany Company { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public IReadOnlyList<string> Touchpoints { get; private set; } = [];

    public IReadOnlyList<string> Products { get; private set; } = [];

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

        if (Pressed == "check")
        {
            return await CheckAsync(cancellationToken);
        }

        Change(Pressed);

        // The fields are not what was posted any more, and nobody has asked whether they are right.
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> RedrawAsync(CancellationToken cancellationToken) =>
        await LoadAsync((string)RouteData.Values["company"]!, cancellationToken) ? Page() : NotFound();

    private async Task<IActionResult> CheckAsync(CancellationToken cancellationToken)
    {
        if (check.Read(Input, Today, ModelState) is null)
        {
            var page = Page();
            page.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return page;
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
        if (IsInFrame)
        {
            // Whom the company lists, never what the address says.
            HeaderExceptions.Of(HttpContext).FramedBy = await query.EmbeddedByAsync(company.Id, cancellationToken);
        }

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
