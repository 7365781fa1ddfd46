using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Publications;

/// <summary>
/// A customer's wish to publish a journey under a pseudonym. It holds for one version of the journey, the one that the customer saw in the
/// preview: as soon as the journey changes, it is not public, and the customer has to look at it and ask again.
/// </summary>
public sealed class Publication : IOfJourney
{
    public const int MaxPseudonym = 60, MaxReason = 500, MaxAnswer = 2000;

    private Publication()
    {
    }

    public Publication(JourneyKey journey, string pseudonym, int journeyVersion, DateTime askedAtUtc)
    {
        // Random, because an id that follows time would show the public when the customer asked.
        Id = Guid.NewGuid();
        (CompanyId, JourneyId) = (journey.CompanyId, journey.JourneyId);
        Ask(pseudonym, journeyVersion, askedAtUtc);
    }

    public Guid Id { get; private set; }

    public Guid JourneyId { get; private set; }

    public Guid CompanyId { get; private set; }

    public string Pseudonym { get; private set; } = "";

    /// <summary>The version of the journey that the customer saw and asked to publish.</summary>
    public int JourneyVersion { get; private set; }

    /// <summary>The last decision; <see cref="StateAt"/> says what it means for the journey of today.</summary>
    public PublicationState State { get; private set; }

    /// <summary>Why it was refused or hidden.</summary>
    public string? Reason { get; private set; }

    public DateTime AskedAtUtc { get; private set; }

    /// <summary>The first day of the journey's month, set with the approval: no exact day is published.</summary>
    public DateOnly? Month { get; private set; }

    /// <summary>The company's public answer.</summary>
    public string? Answer { get; private set; }

    /// <summary>Counts changes, so that a decision or an answer is only accepted for the version that was read.</summary>
    public int Version { get; private set; }

    /// <summary>The state that follows from the last decision and the journey's present version.</summary>
    public static PublicationState StateAt(PublicationState decided, int askedFor, int journeyVersion) =>
        decided is PublicationState.Refused or PublicationState.Hidden || askedFor == journeyVersion ? decided : PublicationState.Changed;

    /// <summary>Asks, or asks again, to publish that version of the journey. It then waits for a decision.</summary>
    public void Ask(string pseudonym, int journeyVersion, DateTime askedAtUtc)
    {
        Pseudonym = StoredText.RequiredName(pseudonym, MaxPseudonym);

        // The company's answer was written to one version of the journey and goes with it.
        Answer = journeyVersion == JourneyVersion ? Answer : null;
        (JourneyVersion, AskedAtUtc) = (journeyVersion, askedAtUtc);
        Decide(PublicationState.Waiting, null);
    }

    /// <summary>Publishes the journey, under its month only.</summary>
    /// <param name="day">The day of the journey.</param>
    public void Approve(DateOnly day)
    {
        Month = new DateOnly(day.Year, day.Month, 1);
        Decide(PublicationState.Published, null);
    }

    /// <summary>Refuses what waits, or hides what is published.</summary>
    public void Refuse(string reason) =>
        Decide(
            State == PublicationState.Published ? PublicationState.Hidden : PublicationState.Refused,
            StoredText.Required(reason, MaxReason));

    /// <summary>Sets the company's public answer; null or blank removes it.</summary>
    public void AnswerWith(string? answer)
    {
        Answer = StoredText.Optional(answer, MaxAnswer);
        Version++;
    }

    private void Decide(PublicationState state, string? reason)
    {
        (State, Reason) = (state, reason);
        Version++;
    }
}

/// <summary>Where a customer's wish to publish a journey stands.</summary>
public enum PublicationState
{
    Waiting = 1,
    Published = 2,
    Refused = 3,

    /// <summary>The journey has changed since its customer asked to publish it. Never stored: it follows from the versions.</summary>
    Changed = 4,

    /// <summary>It was published, and was then taken down.</summary>
    Hidden = 5,
}
