namespace MomentOfTruth.Web.Features.Photos;

/// <summary>A JPEG to be sent.</summary>
/// <param name="Number">Place among the photos of its moment, from 1; 0 while it is held.</param>
public sealed record PhotoBytes(int Number, byte[] Jpeg);
