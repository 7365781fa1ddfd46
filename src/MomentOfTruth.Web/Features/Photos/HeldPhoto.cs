using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>A photo that a form may name.</summary>
/// <param name="Id">Its own, where it was named by that of the photo it is a copy of.</param>
public sealed record HeldPhoto(Guid Id, PhotoSize Size);
