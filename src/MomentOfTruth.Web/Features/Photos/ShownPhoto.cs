using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>A photo on a page.</summary>
/// <param name="Number">Place among the photos of its moment, from 1.</param>
public sealed record ShownPhoto(Guid Id, int Number, PhotoSize Size, string? AltText);
