namespace MomentOfTruth.Web.Data;

/// <summary>What a photo shows, as JPEG of our own making, in two sizes.</summary>
public sealed class PhotoFile
{
    public required Guid PhotoId { get; init; }

    public required byte[] Thumbnail { get; init; }

    public required byte[] Picture { get; init; }
}
