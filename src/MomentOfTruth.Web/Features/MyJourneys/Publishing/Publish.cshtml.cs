using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Publications;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Shows a journey as the public would read it, and takes the customer's wish to publish it or to take it back.</summary>
public sealed class PublishModel(
    MyJourneyQuery query, MyPublicationQuery publications, PublishedReader reader, PublicationWriter writer, MyJourneyTexts texts,
    IStringLocalizer<PublicationText> publicationText)
    : MyJourneyPageModel(query, texts)
{
    /// <summary>The pseudonym, as it was typed.</summary>
    [BindProperty]
    public string? Pseudonym { get; set; }

    /// <summary>Null if the customer has not asked.</summary>
    public MyPublication? Publication { get; private set; }

    /// <summary>What the public would read, under the name in the form.</summary>
    public PublishedJourney Preview { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(JourneyKey journey, CancellationToken cancellationToken) =>
        await LoadAsync(journey, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(JourneyKey journey, CancellationToken cancellationToken)
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

        var change = await writer.AskAsync(journey, FormVersion, Pseudonym!.Trim(), cancellationToken);
        return await AnswerAsync(change, Links.Publication, cancellationToken);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        await writer.WithdrawAsync(journey, cancellationToken);
        return Redirect(Routes.MyJourney(journey.JourneyId).Publication);
    }

    protected override async Task<bool> LoadAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        // The base reads the version first, so it is never newer than the preview: a change in between is found out when the customer asks.
        if (!await base.LoadAsync(key, cancellationToken))
        {
            return false;
        }

        Publication = await publications.RunAsync(key, cancellationToken);

        // On a first visit the field holds the pseudonym that was asked for, or a suggestion that says nothing about the person.
        if (HttpMethods.IsGet(Request.Method))
        {
            Pseudonym = Publication?.Pseudonym ?? publicationText["Publish.AnyName", PseudonymText.AnyNumber()];
        }

        var shownAs = string.IsNullOrWhiteSpace(Pseudonym) ? "…" : Pseudonym.Trim();
        if (await reader.PreviewAsync(key, shownAs, Publication?.Answer, cancellationToken) is not { } preview)
        {
            return false;
        }

        Preview = preview;
        return true;
    }
}
