namespace MomentOfTruth.Web.Features.Photos;

/// <summary>A photo to be taken along.</summary>
/// <param name="MomentNumber">Of the moment it belongs to, or was removed with.</param>
/// <param name="Number">Place among the photos of the moment, from 1.</param>
public sealed record StoredPhoto(int MomentNumber, int Number, byte[] Picture);
