using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Publications;

/// <summary>
/// A customer's wish to publish a journey under a pseudonym. It is for one version of the journey, the one that the customer saw as everybody
/// would: as soon as the journey changes, it is not public, and the customer has to look and ask again.
/// </summary>
public sealed class Publication
{
    public const int MaxPseudonym = 60, MaxReason = 500, MaxAnswer = 2000;

    private Publication()
    {
    }

    public Publication(Guid journeyId, Guid companyId, string pseudonym, int journeyVersion, DateTime askedAtUtc)
    {
        // Random: an id in order of time would tell the public when it was asked for.
        Id = Guid.NewGuid();
        JourneyId = journeyId;
        CompanyId = companyId;
        Ask(pseudonym, journeyVersion, askedAtUtc);
    }

    public Guid Id { get; private set; }

    public Guid JourneyId { get; private set; }

    public Guid CompanyId { get; private set; }

    public string Pseudonym { get; private set; } = "";

    /// <summary>The version of the journey that the customer saw and asked to publish.</summary>
    public int JourneyVersion { get; private set; }

    /// <summary>As it was last decided; see <see cref="StateAt"/>.</summary>
    public PublicationState State { get; private set; }

    /// <summary>Why it was refused or hidden.</summary>
    public string? Reason { get; private set; }

    public DateTime AskedAtUtc { get; private set; }

    /// <summary>The first day of the journey's month, when it was approved: nothing finer is published.</summary>
    public DateOnly? Month { get; private set; }

    /// <summary>The company's public answer.</summary>
    public string? Answer { get; private set; }

    /// <summary>Counts changes, so that nobody decides on, or answers, what he has not read.</summary>
    public int Version { get; private set; }

    /// <summary>What it is for a journey of that version.</summary>
    public static PublicationState StateAt(PublicationState decided, int askedFor, int journeyVersion) =>
        decided is PublicationState.Refused or PublicationState.Hidden || askedFor == journeyVersion ? decided : PublicationState.Changed;

    /// <summary>Asks, or asks again, and waits.</summary>
    public void Ask(string pseudonym, int journeyVersion, DateTime askedAtUtc)
    {
        Pseudonym = StoredText.Required(pseudonym, MaxPseudonym);

        // What the company said was said to the journey as it then was.
        Answer = journeyVersion == JourneyVersion ? Answer : null;
        (JourneyVersion, AskedAtUtc) = (journeyVersion, askedAtUtc);
        Decide(PublicationState.Waiting, null);
    }

    /// <param name="day">The journey's.</param>
    public void Approve(DateOnly day)
    {
        Month = new DateOnly(day.Year, day.Month, 1);
        Decide(PublicationState.Published, null);
    }

    /// <summary>Refuses what waits, or hides what is published.</summary>
    public void Refuse(string reason) =>
        Decide(State == PublicationState.Published ? PublicationState.Hidden : PublicationState.Refused, StoredText.Required(reason, MaxReason));

    /// <summary>What the company says to it in public; null or blank for nothing.</summary>
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
