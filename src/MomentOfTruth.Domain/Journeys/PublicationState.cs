namespace MomentOfTruth.Domain.Journeys;

/// <summary>What has become of a customer's wish to publish a journey.</summary>
public enum PublicationState
{
    Waiting = 1,
    Published = 2,
    Refused = 3,

    /// <summary>The journey is another than the one that its customer asked to publish. Never stored: it follows from the versions.</summary>
    Changed = 4,

    /// <summary>It was published, and was then taken down.</summary>
    Hidden = 5,
}
