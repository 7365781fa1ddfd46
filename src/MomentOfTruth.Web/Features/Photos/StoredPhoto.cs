namespace MomentOfTruth.Web.Features.Photos;

/// <summary>A photo with what it shows, to be taken along.</summary>
/// <param name="MomentPosition">Place of its moment in the journey, from 1.</param>
/// <param name="Number">Place among the photos of the moment, from 1.</param>
public sealed record StoredPhoto(Guid Id, int MomentPosition, int Number, string? AltText, byte[] Picture);
