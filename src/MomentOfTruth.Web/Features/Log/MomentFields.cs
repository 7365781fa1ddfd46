using MomentOfTruth.Web.Features.Photos;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>What <c>_MomentFields</c> draws: the fields of one moment, with what was typed in them.</summary>
/// <param name="Name">The name of the moment's fields in the form, without the last part.</param>
/// <param name="Today">From which so many days ago are counted.</param>
/// <param name="LatestDay">The last day that can be chosen.</param>
/// <param name="Focus">Whether the first field takes the focus.</param>
public sealed record MomentFields(string Name, MomentInput Input, DateOnly Today, DateOnly LatestDay, bool Focus)
{
    /// <summary>The id of the list of suggested touchpoints, once on the page.</summary>
    public const string Suggestions = "touchpoints";

    /// <summary>The button that says that a zero is meant, and sends the form.</summary>
    public const string ZeroIsMeant = "zero";

    /// <summary>The fields as they follow one another.</summary>
    public static readonly string[] Order = ["Touchpoint", "DaysAgo", "OccurredOn", "OccurredAt", "Score", "Channel", "Story", PhotoFields.Files, "Alt"];

    /// <summary>Where photos can be added; null in a form without them.</summary>
    public PhotoFields? Photos { get; init; }

    /// <summary>Whether it is asked if the zero alone made the customer give up; what sends the form goes on without an answer to it only if the score is another.</summary>
    public bool AsksAboutZero { get; init; }
}
