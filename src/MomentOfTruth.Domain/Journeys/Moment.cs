using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Journeys;

/// <summary>One dated, scored contact at a touchpoint. Belongs to one journey, which alone changes it.</summary>
public sealed class Moment
{
    public const int MaxStory = 5000;

    private Moment()
    {
    }

    internal Moment(Guid journeyId, int number, int position, MomentEntry entry)
    {
        JourneyId = journeyId;
        Number = number;
        Position = position;
        Say(entry);
    }

    public Guid JourneyId { get; private set; }

    /// <summary>Names the moment within its journey for good: never changed, never given again.</summary>
    public int Number { get; private set; }

    /// <summary>Place in the customer's order, from 1.</summary>
    public int Position { get; internal set; }

    public Guid TouchpointId { get; private set; }

    public Channel Channel { get; private set; }

    public Score Score { get; private set; }

    public DateOnly OccurredOn { get; private set; }

    public TimeOnly? OccurredAt { get; private set; }

    public string? Story { get; private set; }

    /// <summary>Whether it happened after that day and time. Of one day, only two known times tell.</summary>
    internal bool IsAfter(DateOnly day, TimeOnly? time) => OccurredOn > day || (OccurredOn == day && OccurredAt > time);

    /// <summary>What the customer says of it.</summary>
    public MomentEntry ToEntry() => new(TouchpointId, Channel, Score, OccurredOn, OccurredAt, Story);

    internal void Say(MomentEntry entry)
    {
        if (entry.TouchpointId == Guid.Empty)
        {
            throw new ArgumentException("A moment needs a touchpoint.", nameof(entry));
        }

        if (!Enum.IsDefined(entry.Channel))
        {
            throw new ArgumentOutOfRangeException(nameof(entry), entry.Channel, "No such channel.");
        }

        // First what may throw: a refused entry changes nothing.
        Story = StoredText.Optional(entry.Story, MaxStory);
        TouchpointId = entry.TouchpointId;
        Channel = entry.Channel;
        Score = entry.Score;
        OccurredOn = entry.OccurredOn;
        OccurredAt = entry.OccurredAt;
    }
}

/// <summary>What a customer says of one moment. The day and the time are those on the wall where it happened, as the customer remembers them.</summary>
/// <param name="TouchpointId">A touchpoint of the journey's company.</param>
/// <param name="OccurredAt">Null if the customer does not know the time of day.</param>
/// <param name="Story">At most <see cref="Moment.MaxStory"/> characters.</param>
public sealed record MomentEntry(Guid TouchpointId, Channel Channel, Score Score, DateOnly OccurredOn, TimeOnly? OccurredAt = null, string? Story = null);
