namespace MomentOfTruth.Web.Features.Log;

/// <summary>What became of a change to a journey.</summary>
public enum JourneyChange
{
    Done,
    NotFound,

    /// <summary>Somebody else changed it since it was read; nothing was written.</summary>
    Conflict,

    /// <summary>The journey is finished, or full, or not in a state for this; nothing was written.</summary>
    Refused,
}
