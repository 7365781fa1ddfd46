using Microsoft.AspNetCore.Mvc.ModelBinding;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Photos;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Reads the form of one moment of a journey, with the photos that come along, and what the form offers.</summary>
public sealed class MomentFormReader(CompanyFormQuery suggestions, MomentCheck check, PhotoIntake intake, PhotoQuery photos)
{
    public Task<IReadOnlyList<string>> TouchpointsAsync(MyJourney journey, CancellationToken cancellationToken) =>
        suggestions.TouchpointsAsync(journey.CompanyId, cancellationToken);

    /// <summary>The photos that a form of the journey may name, by their ids.</summary>
    public Task<IReadOnlyDictionary<Guid, PendingPhoto>> PendingPhotosAsync(JourneyKey key, CancellationToken cancellationToken) =>
        photos.PendingAsync(PhotoOwner.Journey(key), cancellationToken);

    /// <summary>The photos of a moment that was sent, in their order.</summary>
    public async Task<IReadOnlyList<ShownPhoto>> PhotosOfAsync(MyJourney journey, MyMoment moment, CancellationToken cancellationToken) =>
        [.. (await photos.OfJourneyAsync(journey.Key, cancellationToken))[moment.Position]];

    /// <summary>Takes the form's photos in and returns all that it may name from now on.</summary>
    public Task<IReadOnlyDictionary<Guid, PendingPhoto>> TakePhotosAsync(
        HttpRequest request, JourneyKey key, MomentFields fields, int position, ModelStateDictionary errors,
        CancellationToken cancellationToken) =>
        intake.TakeAsync(request, PhotoOwner.Journey(key), PhotosOf(fields, position), errors, cancellationToken);

    /// <summary>Removes a photo that has not been sent.</summary>
    public Task RemovePhotoAsync(
        Guid photoId, JourneyKey key, IReadOnlyDictionary<Guid, PendingPhoto> pending, MomentFields fields, int position,
        CancellationToken cancellationToken) =>
        intake.RemoveAsync(PhotoOwner.Journey(key), photoId, pending, PhotosOf(fields, position), cancellationToken);

    /// <summary>Returns null if something is wrong with the moment, which <paramref name="errors"/> then says.</summary>
    public NamedMoment? Read(MomentFields fields, int position, ModelStateDictionary errors) =>
        check.Read(fields.Input, position, fields.Name, errors);

    private static MomentPhotos[] PhotosOf(MomentFields fields, int position) => [new(fields.Name, position, fields.Input.Photos)];
}
