namespace MomentOfTruth.Web.Features.Photos;

/// <summary>What <c>_Photos</c> draws: the photos of one moment, small, each leading to the whole one.</summary>
/// <param name="Address">Under which they are shown.</param>
/// <param name="Position">Of the moment, from 1.</param>
public sealed record PhotoGallery(string Address, int Position, IEnumerable<ShownPhoto> Photos);
