namespace MomentOfTruth.Web.Features.Shared;

/// <summary>
/// What other sites show of a page beside a link to it. A page that has its own puts it into the view data; all others share the site's.
/// </summary>
/// <param name="Address">The page's address, as the site writes it.</param>
/// <param name="Image">The address of its picture.</param>
/// <param name="Width">Of the picture, in pixels.</param>
/// <param name="Height">Of the picture, in pixels.</param>
/// <param name="Alt">What the picture shows.</param>
public sealed record PageCard(string Address, string Image, int Width, int Height, string Alt)
{
    /// <summary>Its name in the view data.</summary>
    public const string Key = "Card";
}
