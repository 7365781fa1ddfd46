using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// A photo of a moment. Until its moment is saved it is held: for a draft, with which it goes, or for a journey, for some days.
/// What it shows is in <see cref="PhotoFile"/>, a table of its own, so that lists never read it.
/// </summary>
public sealed class Photo
{
    public const int MaxOfMoment = 5, MaxAltText = 300;

    public required Guid Id { get; init; }

    /// <summary>The draft for which it is held; null once it belongs to a journey.</summary>
    public byte[]? DraftKeyHash { get; set; }

    /// <summary>The photo it is a copy of, in a draft that was parted from another: a page of that draft may still name the other.</summary>
    public Guid? CopyOf { get; init; }

    public Guid? JourneyId { get; set; }

    /// <summary>Of its moment in the journey; null while it is held.</summary>
    public int? MomentNumber { get; set; }

    /// <summary>Of the moment it was removed with, and comes back with; null while its moment is there.</summary>
    public int? RemovedMomentNumber { get; set; }

    /// <summary>Place among the photos of its moment, from 1; 0 while it is held.</summary>
    public int Position { get; set; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>What it shows, in the customer's words.</summary>
    public string? AltText { get; set; }

    public required DateTime AddedAtUtc { get; init; }

    /// <summary>When one that is held for a journey is thrown away.</summary>
    public DateTime? HeldUntilUtc { get; set; }

    public PhotoSize Size => new(Width, Height);
}

/// <summary>What a photo shows, as JPEG of our own making, in two sizes.</summary>
public sealed class PhotoFile
{
    public required Guid PhotoId { get; init; }

    public required byte[] Thumbnail { get; init; }

    public required byte[] Picture { get; init; }
}
