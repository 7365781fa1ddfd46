using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Where a company says what a touchpoint or product is called in both languages, and through what it happens.</summary>
[Authorize(Policy = CompanyPolicies.Own)]
public sealed class EditNameModel(CompanyNames names, IStringLocalizer<SettingsText> text, IStringLocalizer<SharedText> shared)
    : PageModel, IKeepsInput
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? KoreanName { get; set; }

    /// <summary>The code of the channel; only of a touchpoint.</summary>
    [BindProperty]
    public string? Channel { get; set; }

    public ListedName Stored { get; private set; } = null!;

    public bool IsTouchpoint => Stored is Touchpoint;

    public string Kind => IsTouchpoint ? NamesModel.Touchpoint : NamesModel.Product;

    private Guid Id => RouteData.Id("listed");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await LoadAsync(cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        Check(nameof(Name), Name, isRequired: true);
        Check(nameof(KoreanName), KoreanName, isRequired: false);
        var channel = ChannelCodes.FromCode(Channel);
        if (IsTouchpoint && channel is null)
        {
            ModelState.AddModelError(nameof(Channel), shared["Error.Required"]);
        }

        if (ModelState.IsValid)
        {
            var korean = RequiredText.IsGiven(KoreanName) ? NameText.Stored(KoreanName!) : null;
            var (isThere, taken) = IsTouchpoint
                ? await names.RenameAsync<Touchpoint>(Stored, NameText.Stored(Name!), korean, channel, cancellationToken)
                : await names.RenameAsync<Product>(Stored, NameText.Stored(Name!), korean, null, cancellationToken);
            if (!isThere)
            {
                return NotFound();
            }

            if (taken is null)
            {
                AuditNote.Of(HttpContext).About(Id.ToString());
                return Redirect(Routes.Company(HttpContext.Company().Slug).Names.With(("done", "Rename")) + "#" + Kind);
            }

            ModelState.AddModelError(taken.IsKorean ? nameof(KoreanName) : nameof(Name), text["Names.Taken", taken.Name]);
        }

        return this.Page(StatusCodes.Status422UnprocessableEntity);
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) =>
        await LoadAsync(cancellationToken) ? Page() : NotFound();

    private void Check(string field, string? typed, bool isRequired)
    {
        if (isRequired && !RequiredText.IsGiven(typed))
        {
            ModelState.AddModelError(field, shared["Error.Required"]);
        }
        else if (NameText.Refusal(typed) is { } refusal)
        {
            ModelState.AddModelError(field, refusal.Words(shared));
        }
    }

    // What was typed stays; the rest is read.
    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (await names.FindAsync(HttpContext.Company().Id, Id, cancellationToken) is not { State: not NameState.Merged } stored)
        {
            return false;
        }

        Stored = stored;
        if (!Request.HasFormContentType)
        {
            (Name, KoreanName, Channel) = (stored.Name, stored.KoreanName, (stored as Touchpoint)?.Channel.ToCode());
        }

        return true;
    }
}
