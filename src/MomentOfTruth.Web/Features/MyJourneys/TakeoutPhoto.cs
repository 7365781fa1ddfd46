namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>A photo of a moment in a downloaded journey.</summary>
/// <param name="File">Its path in the zip.</param>
/// <param name="Shows">What it shows, in the customer's words; null if that was not said.</param>
public sealed record TakeoutPhoto(string File, string? Shows)
{
    /// <summary>Of our making, never a name that somebody sent.</summary>
    public static string PathOf(int momentNumber, int place) => FormattableString.Invariant($"photos/{momentNumber}-{place}.jpg");
}
