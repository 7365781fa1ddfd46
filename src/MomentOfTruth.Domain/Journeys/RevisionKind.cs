namespace MomentOfTruth.Domain.Journeys;

/// <summary>What a customer did to a moment that had been sent.</summary>
public enum RevisionKind
{
    Edited = 1,
    Removed = 2,
    Moved = 3,

    /// <summary>Removed before, and then put back as it was.</summary>
    PutBack = 4,
}
