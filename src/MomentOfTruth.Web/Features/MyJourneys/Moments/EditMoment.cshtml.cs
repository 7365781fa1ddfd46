using Microsoft.AspNetCore.Mvc;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Photos;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// Changes a moment that was sent. If it was changed in another tab meanwhile, the page shows both versions side by side; the customer
/// sends either or goes on typing. If it was removed there, what was typed can be sent as a new moment.
/// </summary>
public sealed class EditMomentModel(MyJourneyQuery query, MomentFormReader reader, MomentWriter moments, MyJourneyTexts texts)
    : MomentFormModel(query, reader, texts)
{
    /// <summary>The button that sends what was typed as a new moment.</summary>
    public const string AsNew = "new";

    /// <summary>The photos of the moment as they are now.</summary>
    public IReadOnlyList<ShownPhoto> MomentPhotos { get; private set; } = [];

    protected override IActionResult Start()
    {
        Input = MomentInput.Of(Moment!.Touchpoint, Moment.Entry, MomentPhotos);
        return Page();
    }

    protected override async Task<IActionResult> SendAsync(NamedMoment entry, CancellationToken cancellationToken)
    {
        if (Moment is null && Pressed == AsNew)
        {
            var (added, number) = await moments.AddAsync(Journey.Key, FormVersion, entry, cancellationToken);
            return await AnswerAsync(added, Messages.Added(Links.Page, number), cancellationToken);
        }

        var change = await moments.EditAsync(Journey.Key, FormVersion, SentNumber, entry, cancellationToken);
        return await AnswerAsync(change, Messages.Changed(Links.Page, SentNumber), cancellationToken);
    }

    protected override bool Sends(string? button) => base.Sends(button) || button == AsNew;

    protected override async Task<bool> LoadAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        if (!await base.LoadAsync(key, cancellationToken))
        {
            return false;
        }

        MomentPhotos = Moment is null ? [] : await Reader.PhotosOfAsync(Journey, Moment, cancellationToken);
        return true;
    }
}
