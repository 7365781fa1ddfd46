namespace MomentOfTruth.Web.Data;

/// <summary>
/// What an administrator decided about a publication. The row holds no text and stays when the customer withdraws or erases it: who decides
/// answers for it.
/// </summary>
public sealed class PublicationDecision
{
    public required Guid CompanyId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PublicationId { get; init; }

    public required DateTime AtUtc { get; init; }

    /// <summary>The account that decided; null where nobody was signed in.</summary>
    public required Guid? DecidedBy { get; init; }

    public required ModerationAct Act { get; init; }

    /// <summary>Why it was refused or hidden; null for all else.</summary>
    public required ModerationReason? Reason { get; init; }

    /// <summary>How many reports were closed with it.</summary>
    public required int Reports { get; init; }
}

/// <summary>What can be decided. The names are parts of keys of texts.</summary>
public enum ModerationAct
{
    Approved = 1,

    /// <summary>It was reported, and stays public.</summary>
    Kept = 2,
    Refused = 3,
    Hidden = 4,

    /// <summary>The company's public answer was taken down.</summary>
    AnswerTaken = 5,
}

/// <summary>Why something is not to be public. The names are parts of keys of texts.</summary>
public enum ModerationReason
{
    Other = 1,

    /// <summary>It names somebody, or lets people find out who it is.</summary>
    Person = 2,
    Abuse = 3,
    Advertising = 4,

    /// <summary>It is not about this company.</summary>
    OffTopic = 5,
    Unlawful = 6,
}

/// <summary>An administrator who has taken a publication upon himself, or to whom another has handed it, until it is decided.</summary>
public sealed class ModerationTask
{
    public const int MaxNote = 500;

    public required Guid CompanyId { get; init; }

    public required Guid PublicationId { get; init; }

    public required Guid AdministratorId { get; set; }

    /// <summary>What administrators tell each other about it; null for nothing.</summary>
    public required string? Note { get; set; }

    public required DateTime SinceUtc { get; set; }
}
