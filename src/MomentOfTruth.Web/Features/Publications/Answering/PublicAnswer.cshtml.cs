using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>The company's right of reply: its public answer, which stands beneath a published journey.</summary>
[Authorize(Policy = CompanyPolicies.Manage)]
public sealed class PublicAnswerModel(
    PublishedQuery query, PublicationWriter writer, IStringLocalizer<SharedText> shared, IStringLocalizer<PublicationText> text)
    : PageModel, IKeepsInput
{
    /// <summary>The answer, as it was typed.</summary>
    [BindProperty]
    public string? Answer { get; set; }

    /// <summary>The version of the publication that was read.</summary>
    [BindProperty]
    public string? Version { get; set; }

    public ReadPublication Published { get; private set; } = null!;

    /// <summary>The journey's page.</summary>
    public string Back => Routes.Company(HttpContext.Company().Slug).Journey(RouteData.Id("journey"));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        Answer = Published.Journey.Answer;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        if (PlainTextAttribute.Refusal(Answer, Publication.MaxAnswer) is { } refusal)
        {
            return Refuse(StatusCodes.Status422UnprocessableEntity, nameof(Answer), refusal.Words(shared));
        }

        if (string.IsNullOrWhiteSpace(Answer) && Published.Journey.Answer is null)
        {
            return Refuse(StatusCodes.Status422UnprocessableEntity, nameof(Answer), text["Answer.Empty"]);
        }

        var (readVersion, answer) = (WholeNumber.Of(Version) ?? 0, PlainTextAttribute.Stored(Answer));
        if (await writer.AnswerAsync(new JourneyKey(HttpContext.Company().Id, journey), readVersion, answer, cancellationToken))
        {
            return Redirect(Back);
        }

        // The page now shows the publication as it is, so the next answer is for this version.
        Version = null;
        return await LoadAsync(cancellationToken) ? Refuse(StatusCodes.Status409Conflict, "", text["Error.Conflict"]) : NotFound();
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) =>
        await LoadAsync(cancellationToken) ? Page() : NotFound();

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        var key = new JourneyKey(HttpContext.Company().Id, RouteData.Id("journey"));
        if (await query.OfJourneyAsync(key, cancellationToken) is not { } published)
        {
            return false;
        }

        Published = published;
        Version ??= published.Version.ToString(CultureInfo.InvariantCulture);
        return true;
    }

    private PageResult Refuse(int status, string field, string reason)
    {
        ModelState.AddModelError(field, reason);
        return this.Page(status);
    }
}
