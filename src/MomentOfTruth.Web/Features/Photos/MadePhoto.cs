using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>A photo as it is kept: upright, reduced, encoded anew, with nothing left of the file it came in but what it shows.</summary>
public sealed record MadePhoto(PhotoSize Size, byte[] Picture, byte[] Thumbnail);
