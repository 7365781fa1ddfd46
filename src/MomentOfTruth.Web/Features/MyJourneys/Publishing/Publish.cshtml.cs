using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Publications;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Shows a journey as everybody would read it, publishes it under a pseudonym if its customer asks for that, and takes it back.</summary>
public sealed class PublishModel(
    MyJourneyQuery query, MyJourneysListQuery mine, PublishedReader reader, PublicationWriter log, TimeProvider clock,
    IStringLocalizer<SharedText> shared, IStringLocalizer<MyJourneysText> text, IStringLocalizer<PublicationText> publicationText)
    : MyJourneyPageModel(query, clock, shared, text)
{
    /// <summary>As it was typed.</summary>
    [BindProperty]
    public string? Pseudonym { get; set; }

    /// <summary>Null if the customer has not asked.</summary>
    public MyPublication? Publication { get; private set; }

    /// <summary>What everybody would read, under the name in the form.</summary>
    public PublishedJourney Preview { get; private set; } = null!;

    /// <summary>The company's.</summary>
    public string Slug { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid journey, CancellationToken cancellationToken) => await LoadAsync(journey, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (PseudonymText.Refusal(Pseudonym) is { } refusal)
        {
            ModelState.AddModelError(nameof(Pseudonym), Shared[refusal, Domain.Publications.Publication.MaxPseudonym]);
            return Refuse(StatusCodes.Status422UnprocessableEntity);
        }

        return await AnswerAsync(await log.AskAsync(journey, DrawnFor, Pseudonym!.Trim(), cancellationToken), Home + "/publication", cancellationToken);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid journey, CancellationToken cancellationToken)
    {
        await log.WithdrawAsync(journey, cancellationToken);
        return Redirect(Routes.MyJourney(journey).Publication);
    }

    protected override async Task<bool> LoadAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        // The version that base reads is not newer than what is shown: a change in between is found out when the customer asks.
        if (!await base.LoadAsync(journeyId, cancellationToken))
        {
            return false;
        }

        Publication = await mine.PublicationAsync(journeyId, cancellationToken);

        // Before anything is typed: the name it has, or one that says nothing.
        if (HttpMethods.IsGet(Request.Method))
        {
            Pseudonym = Publication?.Pseudonym ?? publicationText["Publish.AnyName", PseudonymText.AnyNumber()];
        }

        if (await reader.PreviewAsync(journeyId, string.IsNullOrWhiteSpace(Pseudonym) ? "…" : Pseudonym.Trim(), Publication?.Answer, cancellationToken) is not { } preview)
        {
            return false;
        }

        Preview = preview;
        Slug = await mine.CompanySlugAsync(Journey.CompanyId, cancellationToken);
        return true;
    }
}
