namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>What became of the customer, as far as it was said: the groups that rates of leaving are made of.</summary>
public enum JourneyEnding
{
    /// <summary>Left, left for a competitor, returned or cancelled.</summary>
    Left,

    /// <summary>Said, and not left.</summary>
    Kept,

    /// <summary>Whatever it was, it was said.</summary>
    Said,

    /// <summary>Left, and named no competitor.</summary>
    Unnamed,
}
