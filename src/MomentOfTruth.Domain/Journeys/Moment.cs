using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Journeys;

/// <summary>
/// What a customer says of one moment, wherever it happened. The one declaration of these fields: an entry of the form, of an import and of
/// a page all carry it along whole. The day and the time are those on the wall where it happened, as the customer remembers them.
/// </summary>
/// <param name="OccurredAt">Null if the customer does not know the time of day.</param>
/// <param name="Story">At most <see cref="Moment.MaxStory"/> characters.</param>
public abstract record MomentContent(Score Score, DateOnly OccurredOn, TimeOnly? OccurredAt = null, string? Story = null)
{
    /// <summary>Whether it certainly happened earlier: on an earlier day, or earlier on the same day if both times are known.</summary>
    public bool IsBefore(MomentContent other) =>
        OccurredOn < other.OccurredOn || (OccurredOn == other.OccurredOn && OccurredAt < other.OccurredAt);
}

/// <summary>One moment to be written into a journey, or as it was read from one.</summary>
public sealed record MomentEntry : MomentContent
{
    /// <param name="touchpointId">A touchpoint of the journey's company.</param>
    /// <param name="channel">The way in which the customer met the company there.</param>
    /// <param name="score">How well the promise was kept.</param>
    /// <param name="occurredOn">The day on the wall.</param>
    /// <param name="occurredAt">Null if the customer does not know the time of day.</param>
    /// <param name="story">At most <see cref="Moment.MaxStory"/> characters.</param>
    public MomentEntry(
        Guid touchpointId, Channel channel, Score score, DateOnly occurredOn, TimeOnly? occurredAt = null, string? story = null)
        : base(score, occurredOn, occurredAt, story)
    {
        (TouchpointId, Channel) = (touchpointId, channel);
    }

    /// <summary>What a customer says, once it is known where it happened.</summary>
    public MomentEntry(Guid touchpointId, Channel channel, MomentContent content)
        : base(content)
    {
        (TouchpointId, Channel) = (touchpointId, channel);
    }

    /// <summary>A touchpoint of the journey's company.</summary>
    public Guid TouchpointId { get; init; }

    public Channel Channel { get; init; }
}

/// <summary>
/// The stored fields of a moment: as it is in <see cref="Moment"/>, and as it was before a change in <see cref="MomentRevision"/>.
/// </summary>
public abstract class StoredMoment : IOfJourney
{
    public Guid CompanyId { get; private set; }

    public Guid JourneyId { get; private set; }

    /// <summary>Names the moment within its journey for good: never changed, never given again.</summary>
    public int Number { get; protected set; }

    /// <summary>Place in the customer's order, from 1.</summary>
    public int Position { get; protected internal set; }

    public Guid TouchpointId { get; private set; }

    /// <summary>The touchpoint that the customer named, if the company has merged it into the one that counts; else null.</summary>
    public Guid? NamedTouchpointId { get; private set; }

    public Channel Channel { get; private set; }

    public Score Score { get; private set; }

    public DateOnly OccurredOn { get; private set; }

    public TimeOnly? OccurredAt { get; private set; }

    public string? Story { get; private set; }

    public MomentEntry ToEntry() => new(TouchpointId, Channel, Score, OccurredOn, OccurredAt, Story);

    /// <summary>Counts the moment at another touchpoint than the customer named, or again at the one that was named.</summary>
    internal void CountAt(Guid touchpointId)
    {
        var named = NamedTouchpointId ?? TouchpointId;
        (TouchpointId, NamedTouchpointId) = (touchpointId, named == touchpointId ? null : named);
    }

    private protected void NameAs(StoredMoment other) => NamedTouchpointId = other.NamedTouchpointId;

    private protected void Belong(JourneyKey journey) => (CompanyId, JourneyId) = (journey.CompanyId, journey.JourneyId);

    private protected void Set(MomentEntry entry)
    {
        // What is said anew of the same touchpoint leaves it as it was named.
        NamedTouchpointId = entry.TouchpointId == TouchpointId ? NamedTouchpointId : null;
        (TouchpointId, Channel, Score, OccurredOn, OccurredAt, Story) =
            (entry.TouchpointId, entry.Channel, entry.Score, entry.OccurredOn, entry.OccurredAt, entry.Story);
    }
}

/// <summary>One dated, scored contact at a touchpoint. Belongs to one journey, which alone changes it.</summary>
public sealed class Moment : StoredMoment
{
    public const int MaxStory = 5000;

    /// <summary>The earliest day that the form and an import take, so that a slip of the year is found.</summary>
    public static readonly DateOnly EarliestDay = new(1990, 1, 1);

    private Moment()
    {
    }

    internal Moment(JourneyKey journey, int number, int position, MomentEntry entry)
    {
        Belong(journey);
        Number = number;
        Position = position;
        Change(entry);
    }

    /// <summary>Replaces what is said of the moment. An entry that is refused changes nothing.</summary>
    internal void Change(MomentEntry entry)
    {
        if (entry.TouchpointId == Guid.Empty)
        {
            throw new ArgumentException("A moment needs a touchpoint.", nameof(entry));
        }

        if (!Enum.IsDefined(entry.Channel))
        {
            throw new ArgumentOutOfRangeException(nameof(entry), entry.Channel, "No such channel.");
        }

        Set(entry with { Story = StoredText.Optional(entry.Story, MaxStory) });
    }
}

/// <summary>
/// What a moment was before its customer changed it. The journey makes one with each change; only erasing the journey removes it.
/// </summary>
public sealed class MomentRevision : StoredMoment
{
    private MomentRevision()
    {
    }

    internal MomentRevision(RevisionKind kind, Moment before, int version, DateTime atUtc)
    {
        Belong(new JourneyKey(before.CompanyId, before.JourneyId));
        Version = version;
        Kind = kind;
        AtUtc = atUtc;
        Number = before.Number;
        Position = before.Position;
        Set(before.ToEntry());
        NameAs(before);
    }

    /// <summary>The version of the journey that the change made: names the revision within its journey.</summary>
    public int Version { get; private set; }

    public RevisionKind Kind { get; private set; }

    public DateTime AtUtc { get; private set; }
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
