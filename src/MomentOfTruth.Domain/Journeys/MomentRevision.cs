using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Journeys;

/// <summary>What a moment was before its customer changed it. The journey makes one with each change; nothing changes or removes one, but erasing the journey.</summary>
public sealed class MomentRevision
{
    private MomentRevision()
    {
    }

    internal MomentRevision(RevisionKind kind, Moment before, int version, DateTime atUtc)
    {
        JourneyId = before.JourneyId;
        Version = version;
        Kind = kind;
        AtUtc = atUtc;
        Number = before.Number;
        Position = before.Position;
        TouchpointId = before.TouchpointId;
        Channel = before.Channel;
        Score = before.Score;
        OccurredOn = before.OccurredOn;
        OccurredAt = before.OccurredAt;
        Story = before.Story;
    }

    public Guid JourneyId { get; private set; }

    /// <summary>The version of the journey that the change made: names the revision within its journey.</summary>
    public int Version { get; private set; }

    public RevisionKind Kind { get; private set; }

    public DateTime AtUtc { get; private set; }

    /// <summary>The moment's number, which names it for good.</summary>
    public int Number { get; private set; }

    /// <summary>Where it stood.</summary>
    public int Position { get; private set; }

    public Guid TouchpointId { get; private set; }

    public Channel Channel { get; private set; }

    public Score Score { get; private set; }

    public DateOnly OccurredOn { get; private set; }

    public TimeOnly? OccurredAt { get; private set; }

    public string? Story { get; private set; }

    /// <summary>What the customer said of the moment before.</summary>
    public MomentEntry ToEntry() => new(TouchpointId, Channel, Score, OccurredOn, OccurredAt, Story);
}

/// <summary>What a customer did to a moment that had been sent.</summary>
public enum RevisionKind
{
    Edited = 1,
    Removed = 2,
    Moved = 3,

    /// <summary>Removed before, and then put back as it was.</summary>
    PutBack = 4,
}
