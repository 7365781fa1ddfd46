using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// A photo of a moment. Until the moment is saved the photo is pending: for a draft, with which it is deleted, or for a journey, for some
/// days. The picture is in <see cref="PhotoFile"/>, a table of its own, so that lists never read it.
/// </summary>
public sealed class Photo
{
    public const int MaxOfMoment = 5, MaxAltText = 300;

    public required Guid CompanyId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The draft it is pending for; null once it belongs to a journey.</summary>
    public byte[]? DraftKeyHash { get; set; }

    /// <summary>
    /// The photo it was copied from when its draft was split from another: a page of the new draft may still name the old photo.
    /// </summary>
    public Guid? CopyOf { get; init; }

    public Guid? JourneyId { get; set; }

    /// <summary>The number of its moment in the journey; null while it is pending.</summary>
    public int? MomentNumber { get; set; }

    /// <summary>The removal with which it went and will come back; null while its moment is there.</summary>
    public int? RemovedMomentNumber { get; set; }

    /// <summary>Place among the photos of its moment, from 1; 0 while it is pending.</summary>
    public int Position { get; set; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>The length of its file in both sizes: what it takes of the room for photos that are not sent.</summary>
    public int Bytes { get; init; }

    /// <summary>The customer's description of the picture.</summary>
    public string? AltText { get; set; }

    public required DateTime AddedAtUtc { get; init; }

    /// <summary>When a photo that is pending for a journey is deleted.</summary>
    public DateTime? HeldUntilUtc { get; set; }

    public PhotoSize Size => new(Width, Height);
}

/// <summary>The picture of a photo, re-encoded as JPEG in two sizes.</summary>
public sealed class PhotoFile
{
    public required Guid CompanyId { get; init; }

    public required Guid PhotoId { get; init; }

    public required byte[] Thumbnail { get; init; }

    public required byte[] Picture { get; init; }
}
