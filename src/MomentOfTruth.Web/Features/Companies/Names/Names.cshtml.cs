using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Where a company decides which names it offers its customers.</summary>
[Authorize(Policy = CompanyPolicies.Own)]
public sealed class NamesModel(
    CompanyNames names, CompanyRegister register, IStringLocalizer<SettingsText> text, IStringLocalizer<SharedText> shared)
    : PageModel, IKeepsInput
{
    /// <summary>The two lists, as forms and addresses name them.</summary>
    public const string Touchpoint = "touchpoint", Product = "product";

    private static readonly string[] OtherThings = ["Add", "Rename", "Accept", "Apart", "Move"];

    [BindProperty]
    public string? Kind { get; set; }

    /// <summary>The name that is decided on.</summary>
    [BindProperty]
    public Guid? NameId { get; set; }

    /// <summary>The name that it is merged into, as it was typed.</summary>
    [BindProperty]
    public string? Into { get; set; }

    /// <summary>Shows only names with this in them.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>The code of the channel of a new touchpoint.</summary>
    [BindProperty]
    public string? Channel { get; set; }

    /// <summary>The name that another one counts as, or is kept apart from.</summary>
    [BindProperty]
    public Guid? IntoId { get; set; }

    /// <summary>keep, hide, merge, undo, add, up, down, accept or apart.</summary>
    [BindProperty(Name = "do")]
    public string? Pressed { get; set; }

    /// <summary>What has just been done; null for nothing.</summary>
    public string? Done { get; private set; }

    public NameList Touchpoints { get; private set; } = null!;

    public NameList Products { get; private set; } = null!;

    public IReadOnlyList<AlikeNames> AlikeTouchpoints { get; private set; } = [];

    public IReadOnlyList<AlikeNames> AlikeProducts { get; private set; } = [];

    /// <summary>The id of the field of what a name is merged into, and the name of its error.</summary>
    public static string IntoFieldOf(Guid name) => $"into-{name:N}";

    private bool IsProduct => Kind == Product;

    public async Task OnGetAsync(string? done, CancellationToken cancellationToken)
    {
        Done = Enum.TryParse<NameDecision>(done, out var decision) && Enum.IsDefined(decision) && done == decision.ToString() ? done
            : OtherThings.FirstOrDefault(other => other == done);
        await LoadAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Kind is not (Touchpoint or Product))
        {
            return BadRequest();
        }

        if (Pressed == "add")
        {
            return await AddAsync(cancellationToken);
        }

        if (Pressed is "up" or "down" or "accept" or "apart")
        {
            return await ArrangeAsync(cancellationToken);
        }

        if (NameId is not { } id || Enum.GetValues<NameDecision>().Cast<NameDecision?>().FirstOrDefault(IsPressed) is not { } decision)
        {
            return BadRequest();
        }

        var company = HttpContext.Company().Id;
        var into = decision == NameDecision.Merge ? await IntoAsync(company, cancellationToken) : null;
        if (decision == NameDecision.Merge && into is null)
        {
            // The field is this row's alone: what was typed there stays there.
            ModelState.AddModelError(
                IntoFieldOf(id), RequiredText.IsGiven(Into) ? text["Names.NoSuchName", Into!.Trim()] : text["Names.ChooseFirst"]);
            await LoadAsync(cancellationToken);
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        var isDone = IsProduct
            ? await names.DecideAsync<Product>(company, id, decision, into, cancellationToken)
            : await names.DecideAsync<Touchpoint>(company, id, decision, into, cancellationToken);
        if (isDone)
        {
            return ToDone(decision.ToString());
        }

        ModelState.AddModelError("", text["Names.Changed"]);
        await LoadAsync(cancellationToken);
        return this.Page(StatusCodes.Status409Conflict);
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>The new name for that list, as it was typed; null for none.</summary>
    public string? Typed(string? kind) => Kind == kind && Request.HasFormContentType ? Request.Form[$"{kind}.NewName"] : (string?)null;

    private async Task<Guid?> IntoAsync(Guid company, CancellationToken cancellationToken) => !RequiredText.IsGiven(Into) ? null
        : IsProduct ? await names.KeptProductAsync(company, Into!, cancellationToken)
        : await names.KeptTouchpointAsync(company, Into!, cancellationToken);

    // The order of the names, and what becomes of two that are alike.
    private async Task<IActionResult> ArrangeAsync(CancellationToken cancellationToken)
    {
        if (NameId is not { } id || (Pressed is "accept" or "apart" && IntoId is null))
        {
            return BadRequest();
        }

        var company = HttpContext.Company().Id;
        var isDone = (Pressed, IsProduct) switch
        {
            ("accept", true) => await names.AcceptAsync<Product>(company, id, IntoId!.Value, cancellationToken),
            ("accept", false) => await names.AcceptAsync<Touchpoint>(company, id, IntoId!.Value, cancellationToken),
            ("apart", true) => await names.KeepApartAsync<Product>(company, id, IntoId!.Value, cancellationToken),
            ("apart", false) => await names.KeepApartAsync<Touchpoint>(company, id, IntoId!.Value, cancellationToken),
            (_, true) => await names.MoveAsync<Product>(company, id, Pressed == "up", cancellationToken),
            (_, false) => await names.MoveAsync<Touchpoint>(company, id, Pressed == "up", cancellationToken),
        };
        if (isDone)
        {
            return ToDone(Pressed switch { "accept" => "Accept", "apart" => "Apart", _ => "Move" });
        }

        ModelState.AddModelError("", text["Names.Changed"]);
        await LoadAsync(cancellationToken);
        return this.Page(StatusCodes.Status409Conflict);
    }

    private bool IsPressed(NameDecision? decision) => string.Equals(decision?.ToString(), Pressed, StringComparison.OrdinalIgnoreCase);

    private async Task<IActionResult> AddAsync(CancellationToken cancellationToken)
    {
        var (field, typed) = ($"{Kind}.NewName", Typed(Kind));
        if (!RequiredText.IsGiven(typed))
        {
            ModelState.AddModelError(field, shared["Error.Required"]);
        }
        else if (NameText.Refusal(typed) is { } refusal)
        {
            ModelState.AddModelError(field, refusal.Words(shared));
        }

        if (!ModelState.IsValid)
        {
            await LoadAsync(cancellationToken);
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        // A name that customers have typed already is kept.
        var (company, name) = (HttpContext.Company().Id, NameText.Stored(typed!));
        ListedName found = IsProduct
            ? await register.FindOrAddProductAsync(company, name, NameState.Kept, cancellationToken)
            : await register.FindOrAddTouchpointAsync(
                company, name, ChannelCodes.FromCode(Channel) ?? Domain.Companies.Channel.Other, cancellationToken);
        _ = IsProduct
            ? await names.DecideAsync<Product>(company, found.Id, NameDecision.Keep, null, cancellationToken)
            : await names.DecideAsync<Touchpoint>(company, found.Id, NameDecision.Keep, null, cancellationToken);
        return ToDone("Add");
    }

    private RedirectResult ToDone(string done) =>
        Redirect(Routes.Company(HttpContext.Company().Slug).Names.With(("done", done), ("q", Q)) + "#" + Kind);

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var company = HttpContext.Company().Id;
        Q = RequiredText.IsGiven(Q) ? Q!.Trim() : null;
        Touchpoints = await names.TouchpointsAsync(company, Q, cancellationToken);
        Products = await names.ProductsAsync(company, Q, cancellationToken);
        AlikeTouchpoints = await names.AlikeTouchpointsAsync(company, cancellationToken);
        AlikeProducts = await names.AlikeProductsAsync(company, cancellationToken);
    }
}

/// <summary>What <c>_Names</c> shows: one of the two lists.</summary>
/// <param name="NewName">A new name, as it was typed.</param>
/// <param name="Channel">The code of its channel.</param>
/// <param name="Search">Only names with this in them are shown; null for all.</param>
/// <param name="Merging">The name whose merge was refused, and what was typed there.</param>
public sealed record NamesSection(
    string Kind, NameList List, string? NewName, string? Channel, string? Search, (Guid? Name, string? Into) Merging)
{
    /// <summary>Pairs of its names that may be one.</summary>
    public IReadOnlyList<AlikeNames> Alike { get; init; } = [];
}
