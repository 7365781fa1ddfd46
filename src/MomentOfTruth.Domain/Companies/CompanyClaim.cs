using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Companies;

/// <summary>
/// What a person wants of a company: to look after it, which an administrator decides, or to join it, which its owners decide.
/// </summary>
public sealed class CompanyClaim
{
    public const int MaxPosition = 200, MaxAddress = 500, MaxEvidence = 2000, MaxReason = 1000;

    /// <summary>How many of one person may wait at once, and how many one person may make within a day.</summary>
    public const int MostWaiting = 3, MostADay = 10;

    private CompanyClaim()
    {
    }

    public Guid Id { get; private set; }

    public Guid CompanyId { get; private set; }

    public Guid UserId { get; private set; }

    public ClaimKind Kind { get; private set; }

    public ClaimState State { get; private set; } = ClaimState.Waiting;

    /// <summary>What the person is at the company; null of who wants to join.</summary>
    public string? Position { get; private set; }

    /// <summary>The company's address on the web, as it was typed.</summary>
    public string? Address { get; private set; }

    public string? Evidence { get; private set; }

    /// <summary>The language in which the person asked, and is answered.</summary>
    public string Culture { get; private set; } = "";

    public DateTime AskedAtUtc { get; private set; }

    public DateTime? DecidedAtUtc { get; private set; }

    /// <summary>Who decided; null while it waits, and if it was proven without anybody.</summary>
    public Guid? DecidedById { get; private set; }

    /// <summary>Why it was refused.</summary>
    public string? Reason { get; private set; }

    /// <summary>A claim to look after the company.</summary>
    public static CompanyClaim ToOwn(Guid companyId, Guid userId, string culture, DateTime askedAtUtc) =>
        Of(ClaimKind.Own, companyId, userId, culture, askedAtUtc);

    /// <summary>A request to join the company, as a viewer.</summary>
    public static CompanyClaim ToJoin(Guid companyId, Guid userId, string culture, DateTime askedAtUtc) =>
        Of(ClaimKind.Join, companyId, userId, culture, askedAtUtc);

    /// <summary>Says anew what the claim is founded on, while it waits.</summary>
    public void Found(string? position, string? address, string? evidence)
    {
        ThrowIfDecided();
        Position = StoredText.Optional(position, MaxPosition);
        Address = StoredText.Optional(address, MaxAddress);
        Evidence = StoredText.Optional(evidence, MaxEvidence);
    }

    /// <param name="by">Who decided; null if it was proven by itself.</param>
    /// <param name="atUtc">When.</param>
    public void Accept(Guid? by, DateTime atUtc) => Decide(ClaimState.Accepted, by, atUtc);

    /// <param name="by">Who decided.</param>
    /// <param name="reason">What the person is told; at most <see cref="MaxReason"/> characters.</param>
    /// <param name="atUtc">When.</param>
    public void Refuse(Guid by, string? reason, DateTime atUtc)
    {
        Reason = StoredText.Optional(reason, MaxReason);
        Decide(ClaimState.Refused, by, atUtc);
    }

    /// <summary>The person no longer wants it.</summary>
    public void Withdraw(DateTime atUtc) => Decide(ClaimState.Withdrawn, UserId, atUtc);

    private static CompanyClaim Of(ClaimKind kind, Guid companyId, Guid userId, string culture, DateTime askedAtUtc) => new()
    {
        Id = Guid.CreateVersion7(),
        CompanyId = companyId,
        UserId = userId,
        Kind = kind,
        Culture = culture,
        AskedAtUtc = askedAtUtc,
    };

    private void Decide(ClaimState state, Guid? by, DateTime atUtc)
    {
        ThrowIfDecided();
        (State, DecidedById, DecidedAtUtc) = (state, by, atUtc);
    }

    private void ThrowIfDecided()
    {
        if (State != ClaimState.Waiting)
        {
            throw new InvalidOperationException("The claim is decided.");
        }
    }
}

/// <summary>What is wanted. The names are parts of keys of texts.</summary>
public enum ClaimKind
{
    Own = 1,
    Join = 2,
}

/// <summary>What became of it. The names are parts of keys of texts.</summary>
public enum ClaimState
{
    Waiting = 1,
    Accepted = 2,
    Refused = 3,
    Withdrawn = 4,
}
