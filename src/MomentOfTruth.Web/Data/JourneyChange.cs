namespace MomentOfTruth.Web.Data;

/// <summary>Result of a change to a journey, for every feature that writes one.</summary>
public enum JourneyChange
{
    Done,
    NotFound,

    /// <summary>Somebody else has changed the journey since it was read; nothing was written.</summary>
    Conflict,

    /// <summary>The journey is finished, full, or in another state that does not allow the change; nothing was written.</summary>
    Refused,
}
